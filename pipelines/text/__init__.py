"""Danish wording, dates and masking that several packages share, and the colours of pages."""
