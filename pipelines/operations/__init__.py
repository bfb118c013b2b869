"""The operator's care for the house: its last failure, its backups, its health, how it stands. Plain functions."""
