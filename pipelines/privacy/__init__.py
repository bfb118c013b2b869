"""Data protection of stored rows: access, erasure, key rotation, retention, and the record of processing.

Pseudonymisation itself is in `intake`, and disclosure control in `publication`.
"""
