"""Comparison of any two versions of documents, paragraph by paragraph."""
