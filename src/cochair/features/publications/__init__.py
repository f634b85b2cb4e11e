"""Publication of documents: proposed by one side, made by both keys, read by anyone afterwards."""
