"""How commitments come in: from the paragraphs of a document, or as a table; both agree to them."""
