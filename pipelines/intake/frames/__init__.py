"""Buffers for the rows of one drop: spill files and prefetching."""
