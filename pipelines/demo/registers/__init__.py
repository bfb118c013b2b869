"""The registers: rows in the feeds' own columns, as each register has them on a day."""
