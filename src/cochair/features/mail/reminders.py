"""How often somebody is reminded by hand of what others wait for: once a day, of each thing.

A reminder is an entry of the journal in the shared space; its message is written by a teller.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import Max

from cochair.journal import queries as journal
from cochair.procedure.refusal import Refusal, _

BETWEEN = timedelta(days=1)
SPACES = ("shared",)


def latest(
    forum: str, verbs: Collection[str], names: Collection[str]
) -> Mapping[tuple[str, str], datetime]:
    """When each thing was last reminded of by one of some verbs, by its kind and name; one query.

    `names` are those of the things that are asked about.
    """
    rows = journal.visible(forum, SPACES).filter(verb__in=verbs, about_id__in=names)
    told = rows.order_by().values_list("about_kind", "about_id").annotate(last=Max("at"))
    return {(kind, name): last for kind, name, last in told}


def last_of(forum: str, verb: str, about: tuple[str, str]) -> datetime | None:
    """When one thing was last reminded of."""
    return latest(forum, (verb,), (about[1],)).get(about)


def is_possible(last: datetime | None, at: datetime) -> bool:
    """Whether the last reminder was at least a day ago, or there was none."""
    return last is None or at - last >= BETWEEN


def refusal(last: datetime | None, at: datetime) -> Refusal | None:
    """Why nobody is reminded again at an instant; None when somebody may be."""
    if is_possible(last, at):
        return None
    return Refusal("practice", _("A reminder was sent less than a day ago."))
