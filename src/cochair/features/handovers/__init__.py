"""The pack that a presidency hands to the next: what is open, what is due, who is reached where."""
