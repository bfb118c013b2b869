"""Parse the text of a cell to a typed value, by stated rules rather than a library's guess.

Every parser takes the cleaned text of one cell and returns a `Value`, or raises `Unreadable` with the code of the
problem. `parse_columns.py` applies them to whole columns; nothing here depends on a particular feed.
"""
