"""The way from a file in the inbox to a number the secretariat can query."""
