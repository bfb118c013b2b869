"""What each register tells of these lives: rows in the feeds' own columns, as they stand on a day."""
