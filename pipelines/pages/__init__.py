"""Web pages on this machine with the published figures: pick an indicator or a ready question, or query with SQL.

They read the current publication only, and store nothing but a log line for each query.
"""
