"""Official tables as they are downloaded: read into cells, and written as the feed of benchmarks."""
