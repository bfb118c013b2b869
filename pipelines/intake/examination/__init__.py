"""Examine one file by itself, without comparing it with earlier drops."""
