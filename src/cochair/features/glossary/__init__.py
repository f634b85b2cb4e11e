"""The glossary: how a concept is called in each language, who agreed to it, and where a text departs."""
