"""The embedded database, in which whoever waits to write is let in, in the order of coming."""
