"""Official output of a document: PDF, Word and Akoma Ntoso, all made from the same paragraphs."""
