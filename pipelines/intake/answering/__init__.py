"""Answer what a refused file asks: what a header or code means; and read the files that the answer concerns again."""
