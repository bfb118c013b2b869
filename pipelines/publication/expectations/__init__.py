"""Expectations that the published tables must meet, checked by Great Expectations."""
