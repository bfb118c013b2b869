"""Decide what a drop means in comparison with earlier drops: its verdict, what it replaces, and its release."""
