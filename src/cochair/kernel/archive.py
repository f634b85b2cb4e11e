"""How the archive of a cycle writes an instant and a civil day.  Source: docs/decisions/0036."""

from datetime import UTC, date, datetime


def instant(at: datetime | None) -> str | None:
    """An instant as an archive writes it: UTC, seconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def day(of: date | None) -> str | None:
    """A civil day as an archive writes it."""
    return of.isoformat() if of is not None else None
