"""The workspace Returns: goods back over the counter, and the money for them."""
