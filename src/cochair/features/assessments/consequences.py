"""What follows of a signed joint assessment and is not done yet: a new action, a new wording, an end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from cochair.features.acts import queries as acts
from cochair.features.assessments.results import END, NEW_ACTION, NEW_WORDING
from cochair.features.commitments.models import Action, AssessedResult
from cochair.features.follow_up.queries import IN_FORCE, SETTLE
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import of_secretariat, signed_by
from cochair.kernel.kind import Turn
from cochair.procedure.refusal import _

ENTER = _("Enter the new action for commitments ({n})")
REWORD = _("Propose the new wording of commitments ({n})")
FINISH = _("End commitments, as the assessment says ({n})")
# The part of the page of a commitment where it is replaced or ended.
THERE = "#settle"


@dataclass(frozen=True, slots=True)
class Due:
    """The commitments in force (by number) for which the same follows, and was not done since."""

    forum: Forum
    follows: str
    numbers: tuple[str, ...]


def left(forum: Forum) -> Iterator[Due]:
    """What the signed assessments of a forum leave to be done; of a commitment that was assessed
    again, what follows of the last.  One query, and one more where a new action follows."""
    rows = AssessedResult.objects.filter(
        assessment__forum=forum,
        assessment__signed_at__isnull=False,
        expectation__commitment__state=IN_FORCE,
    ).order_by("assessment__signed_at")
    said = rows.values_list("expectation__commitment__slug", "follows", "assessment__signed_at")
    last = {slug: (follows, at) for slug, follows, at in said if at is not None}
    entered = _entered(
        forum, {slug: at for slug, (follows, at) in last.items() if follows == NEW_ACTION}
    )
    open_rows = sorted(
        (follows, slug)
        for slug, (follows, _at) in last.items()
        if (follows == NEW_ACTION and slug not in entered)
        or (follows in {NEW_WORDING, END} and not _is_sent(forum, slug))
    )
    for follows, group in groupby(open_rows, key=lambda one: one[0]):
        yield Due(forum, follows, tuple(slug for _follows, slug in group))


def turns(due: Due) -> Iterable[Turn]:
    """The secretariats enter a new action; both co-presidencies propose a new wording, or end a
    commitment.  Nothing says by when."""
    facts, first = {"n": str(len(due.numbers))}, due.numbers[0]
    codes = parties.roster(due.forum).party_codes
    if due.follows == NEW_ACTION:
        where = ("commitments:actions", "#new")
        return [of_secretariat(party, ENTER, facts, where) for party in codes]
    says = REWORD if due.follows == NEW_WORDING else FINISH
    return signed_by(codes, says, facts, None, "", ("commitments:commitment", first, THERE))


def _entered(forum: Forum, wanted: Mapping[str, datetime]) -> set[str]:
    """The commitments (by number) that an action entered since an instant (aware UTC) serves."""
    if not wanted:
        return set()
    rows = Action.objects.filter(forum=forum, commitments__slug__in=wanted)
    told = rows.values_list("commitments__slug", "at")
    return {slug for slug, at in told if slug in wanted and at >= wanted[slug]}


def _is_sent(forum: Forum, slug: str) -> bool:
    return acts.Sent(SETTLE, "commitment", slug) in acts.sent(forum)
