"""A drop's receipt: JSON, and in the partner's return folder `retur/` a page and a marked workbook."""
