"""Translation exchange: texts out to translators and in again, the memory and glossary that grow."""
