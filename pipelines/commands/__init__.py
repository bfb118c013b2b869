"""The commands of `medvind`, one module for each group. Everything that a user reads here is Danish."""
