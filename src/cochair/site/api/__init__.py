"""The acts on decisions in JSON: the same actions as on the pages, and the same refusals."""
