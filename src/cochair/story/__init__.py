"""The stories of a whole cycle, played through the same acts as by people."""
