"""Keys, pseudonyms, and the register of erased and renumbered persons."""
