"""Problems that a receipt can name, and their Danish sentences."""
