"""Buffers for the chunks of one drop: spill files and prefetching."""
