"""List the files that wait in the inbox."""
