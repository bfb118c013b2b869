"""Publication of the marts: disclosure control, expectations, the gate, and the swap of the shared files by rename."""
