"""Pages of texts, and what is sent from them."""
