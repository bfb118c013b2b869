"""The lives of the invented people, which all registers draw on."""
