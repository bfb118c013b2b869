"""What partners may use to prepare a file: an Excel template for each feed, and the guide in `docs/partnere.md`.

Both are made from the contracts in `schemas/`; nothing here knows a particular feed.
"""
