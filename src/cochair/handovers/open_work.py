"""What is under way when a presidency ends: texts, silences, decisions, records.

Each as far as the office reads it for which a handover file is gathered.  Source: domain.md B.11.
"""
