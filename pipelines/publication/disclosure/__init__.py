"""Disclosure control: primary and secondary cell suppression. `protect` is the entry point."""
