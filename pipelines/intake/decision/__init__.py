"""Decide what a drop means beside earlier drops: its verdict, versions and release."""
