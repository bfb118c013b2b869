"""Backup of the data folder, and restore from a backup."""
