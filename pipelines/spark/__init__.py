"""Spark, where it is the engine: where it runs, how a session is opened, what it keeps."""
