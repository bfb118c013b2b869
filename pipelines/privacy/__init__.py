"""A person's rights over what is stored, and how long it stays: found, erased, re-keyed, purged, accounted for.

Here: plain functions on the archive. Not here: how a row becomes pseudonymous in the first place (intake), and what
of it may be shown (publication).
"""
