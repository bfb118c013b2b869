"""From the text of a cell to a typed value, by stated rule and never by a reader library's guess.

Every parser takes the cleaned text of one cell and returns a `Value`, or raises `Unreadable` with the code of
the problem. `columns.py` applies them to whole columns; nothing here knows a feed.
"""
