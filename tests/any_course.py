"""How the machines of `procedure.courses` are run over the real service.

Each course of events is undone in the transaction of the test.
"""

from collections.abc import Callable

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cochair.procedure.refusal import Refusal, Refused
from procedure import courses

QUICK = settings(
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)
# How many steps are taken in the suite: many where rows are quick to come by, and enough on another
# database to see that it refuses, keeps and undoes the same.  The soak takes many more on either.
STEPS = 2_000 if connection.vendor == "sqlite" else 500
# What an act says that was not refused, and changed nothing.
NOT_TAKEN = Refused(Refusal("two-keys", "It did not take effect."))


# A statement that begins so leaves every row as it was.
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")


class OnRows[T]:
    """What a machine over the service sees: the rows, read anew whenever anything was written.

    Every course begins with the rows as they were.
    """

    # What the rows say, which each machine reads in its own way.
    read: Callable[[], T]

    def __init__(self) -> None:
        self._read: T | None = None
        self._point = transaction.savepoint_create()
        super().__init__()

    def teardown(self) -> None:
        """The rows as they were before this course."""
        transaction.savepoint_rollback(self._point)

    @property
    def seen(self) -> T:
        """What the rows said after the last that was written."""
        if self._read is None:
            self._read = self.read()
        return self._read

    def attempt(self, act: Callable[[], object], *, allowed: bool) -> object:
        """What was refused may have written too: then that is read as well."""
        with connection.execute_wrapper(self._watch):
            return super().attempt(act, allowed=allowed)  # type: ignore[misc]

    def _watch(self, execute: Callable, sql: str, params, many, context):
        if not sql.startswith(READS):
            self._read = None
        return execute(sql, params, many, context)


def run(machine: type[courses.Course], steps: int, examples: int) -> int:
    """Courses of events, so many at a time, until so many steps were taken; how many were."""
    courses.STEPS["taken"] = 0
    while courses.STEPS["taken"] < steps:
        run_state_machine_as_test(machine, settings=settings(QUICK, max_examples=examples))
    return courses.STEPS["taken"]
