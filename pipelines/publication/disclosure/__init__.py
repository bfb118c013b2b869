"""Disclosure control: which figures may be shown so that no hidden one can be reckoned out. In by `protect`."""
