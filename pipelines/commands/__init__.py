"""What `medvind` does, a file for each kind of command. Everything a person reads here is Danish."""
