"""What every feature shares: a kind of stored thing is described once."""
