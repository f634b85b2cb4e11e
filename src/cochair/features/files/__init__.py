"""Files as they come in: found safe in a process of their own, kept once, given out as attachments."""
