"""The register itself: entries with their numbers, and the pages that list and change them."""
