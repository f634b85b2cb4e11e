"""How much information the Parties exchange, as counts by channel, kind and Party over time."""
