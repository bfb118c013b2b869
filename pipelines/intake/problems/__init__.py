"""The problems that a receipt can name, and their Danish messages."""
