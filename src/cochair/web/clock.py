"""The one clock.  Views and commands read it and pass the instant on; no rule ever asks the time.

It can be set only where that harms nobody: in a demo or a story, where all processes share the
shift kept in `COCHAIR_HOME/clock`, and in tests, where it stands still.
Source: architecture section 3, law 6; corrections.md section 4, "Clock".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from cochair.procedure.refusal import Refusal, _, require


class Clock:
    """Tells the instant: the true one, one shifted for a demo, or one fixed for a test."""

    def __init__(self) -> None:
        self._fixed: datetime | None = None

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        if self._fixed is not None:
            return self._fixed
        return true_now() + self._shift()

    @property
    def is_set(self) -> bool:
        """Whether this clock shows another instant than the true one."""
        return self._fixed is not None or bool(self._shift())

    def set(self, instant: datetime | None) -> None:
        """Make the clock of a demo show an instant from now on; None returns to the true one.

        It goes on running from there, in every process of this installation.
        Raises Refused (`practice`) where the clock is nobody's to set.
        """
        require(_may_be_set())
        if instant is None:
            _file().unlink(missing_ok=True)
            return
        shift = instant - true_now()
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(f"{shift.total_seconds()}\n")

    @contextmanager
    def at(self, instant: datetime) -> Iterator[None]:
        """Hold the clock of this process still at an aware instant, for as long as a test lasts."""
        before, self._fixed = self._fixed, instant.astimezone(UTC)
        try:
            yield
        finally:
            self._fixed = before

    def _shift(self) -> timedelta:
        if not settings.DEMO:
            return timedelta(0)
        try:
            return timedelta(seconds=float(_file().read_text()))
        except (FileNotFoundError, ValueError):
            return timedelta(0)


def true_now() -> datetime:
    """The instant by the machine, for a command that knows of no installation."""
    # The only place in the product that asks the machine for the time.
    return datetime.now(UTC)  # noqa: TID251


def _file() -> Path:
    return Path(settings.COCHAIR_HOME) / "clock"


def _may_be_set() -> Refusal | None:
    if settings.DEMO:
        return None
    return Refusal("practice", _("The clock can be set only in a demonstration."))


clock = Clock()
