"""From bytes to sheets of text: every cell keeps its place, nothing is typed, nothing is guessed silently."""
