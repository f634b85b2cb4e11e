"""The stock-taking of a cycle: its lines, comments on them, the final report, its figures."""
