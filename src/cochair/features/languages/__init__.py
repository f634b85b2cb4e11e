"""Languages of a document: their states, who owes them, and the desk where gaps are seen."""
