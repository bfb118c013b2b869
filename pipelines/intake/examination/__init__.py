"""Examine one file by itself, without reference to earlier drops."""
