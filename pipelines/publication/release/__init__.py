"""Frozen publications, their comparison, and reading them back."""
