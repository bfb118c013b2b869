"""What the invented people do in life, told once; every register sees a piece of it."""
