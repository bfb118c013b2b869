"""Recognise the feed, header row, data rows and non-data rows of a sheet."""
