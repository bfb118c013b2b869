"""Read files of every kind into sheets of text: cells keep their places, and nothing is converted or guessed
silently."""
