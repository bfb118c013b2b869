"""The contracts: what each feed, partner and code means. Everything else is derived from here."""
