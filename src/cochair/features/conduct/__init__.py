"""How a meeting is conducted: its items one after the other, and who speaks on them."""
