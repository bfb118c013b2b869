"""The contracts of feeds, partners, codes and the place; other modules derive their rules from them."""
