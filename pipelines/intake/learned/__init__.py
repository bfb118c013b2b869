"""What the secretariat has answered once: what a partner's own headers and codes mean, and the files kept for it."""
