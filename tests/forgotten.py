"""What a process keeps between two requests is named by the ledger: a test that writes rows past it,
or another story with the same ledger, begins with nothing kept.
"""


def everything() -> None:
    """Nothing that was read before counts."""
    from cochair.features.calendars import queries as calendars
    from cochair.features.compliance import queries as compliance
    from cochair.features.meeting_records import window
    from cochair.web import cache

    compliance.forget()
    cache.forget()
    calendars.forget()
    window.forget()
