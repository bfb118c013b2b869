"""Guides for partners who prepare a file: an Excel template for each feed, and the guide `docs/partnere.md`.

Both are generated from the contracts in `schemas/`; nothing here depends on a particular feed.
"""
