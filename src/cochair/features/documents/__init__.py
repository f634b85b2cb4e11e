"""The register of documents: numbers, revisions, languages, files, circulation, publication."""
