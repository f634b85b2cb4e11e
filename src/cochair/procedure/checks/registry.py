"""The predicates by name: what each accepts, and the function that answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cochair.procedure.clause import CheckShape
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

type Args = Mapping[str, object]
"""The arguments of a check, options already replaced by their values."""

type Ask = Callable[[View, Case, Args], Finding]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A function of the facts that decides clauses, and the shape of its arguments.

    `settles` names the event from which *true* counts; `""` is at once. `if_held`: *true* only of
    a meeting that was opened, or still may be. Source: corrections.md section 1, table.
    """

    name: str
    shape: CheckShape
    settles: str
    ask: Ask
    if_held: bool = False


KNOWN: dict[str, Predicate] = {}

AT_ONCE = ""
NOTICE = "notice.issued"
AGENDA = "agenda.final_published"
OPENED = "meeting.opened"
CLOSED = "meeting.closed"
AT_DUE = "due"
"""When the clause itself is due: for an event that the clause names in its due."""


def check(
    name: str,
    *,
    scopes: Iterable[str],
    args: Mapping[str, str] | None = None,
    settles: str = AT_ONCE,
    reads: Iterable[str] = (),
    if_held: bool = False,
) -> Callable[[Ask], Ask]:
    """Register a predicate under the name by which procedure files call it."""

    def register(ask: Ask) -> Ask:
        shape = CheckShape(args=args or {}, scopes=frozenset(scopes), reads=frozenset(reads))
        KNOWN[name] = Predicate(name, shape, settles, ask, if_held)
        return ask

    return register
