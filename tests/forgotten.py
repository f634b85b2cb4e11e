"""What a process keeps between two requests is named by the ledger: a test that writes rows past it,
or another story with the same ledger, begins with nothing kept.
"""


def everything() -> None:
    """Nothing that was read before counts."""
    from cochair.compliance import names
    from cochair.compliance import queries as compliance
    from cochair.meetings.feeds import queries as calendars
    from cochair.parties import queries as parties
    from cochair.records.record import window
    from cochair.web import keeping

    compliance.forget()
    keeping.forget()
    calendars.forget()
    window.forget()
    names._names.cache_clear()
    parties._roster.cache_clear()
