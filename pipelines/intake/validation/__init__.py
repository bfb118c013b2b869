"""Check typed rows against the contract of their feed."""
