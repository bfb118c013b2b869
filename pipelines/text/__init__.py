"""Danish wording, dates and masking that several packages share."""
