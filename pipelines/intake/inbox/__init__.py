"""The inbox: which files wait to be ingested."""
