"""Sessions and their languages, host events, and how a meeting changes its day or its form."""
