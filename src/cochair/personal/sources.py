"""Where something about a person stands: tables, how a row names them, and what is given of it.

Every field of every table that refers to an account or an office is the `by` of a source here, or
stands in `BESIDE` with the reason why its rows are found otherwise; a test walks all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model

from cochair.kernel import kind as kinds
from cochair.kernel.kind import No


@dataclass(frozen=True, slots=True)
class Source:
    """A table with rows about a person: how they are found, and which columns are given.

    `by` are lookups of an account, its number, its address, or that among others, as `of` says;
    a row that any of them finds is given once.
    """

    code: str
    title: str
    model: type[Model]
    by: tuple[str, ...]
    columns: tuple[str, ...]
    of: str = "account"


# In which order a copy lists what it holds; what is not named comes last.
ORDER = (
    "account", "addresses", "sign_in", "devices", "sessions", "preferences", "offices",
    "granted", "proposals", "keys", "chairs", "confirmations", "invitations", "requests",
    "observer_answers", "calendars", "opened", "comments", "silences", "objections",
    "statements", "agendas", "discussions", "floor", "speakers", "answered_invitations",
    "observer_requests", "comment_answers", "revisions", "languages", "circulations",
    "machine_translations", "files_released", "certificates", "certificates_registered",
    "originals", "signatures", "terms", "terms_confirmed", "text_proposals", "text_positions",
    "text_reservations", "text_wordings", "text_clearances", "text_notes", "texts_begun",
    "texts_issued", "word_files", "record_comments", "record_answers", "points", "progress",
    "progress_drafts", "assessed", "stocktaking_comments", "stocktaking_answers",
    "contributions", "actions", "indicators", "indicator_values", "record_drafts",
    "record_changes", "record_rounds", "threat_assessments", "stocktaking_opened",
    "assessments_begun", "programmes", "outages", "revision_clearances", "proposed_versions",
    "packs_made", "registered", "files", "accepted", "acknowledged", "letters", "entries",
    "witnessed", "participations", "contacts", "kept_mail", "answers", "archives",
)  # fmt: skip

_ABOVE: dict[str, Source] = {}
SAME_ROW = "The row is found by the account, or by the office, that it names beside."

BESIDE: Mapping[str, str] = {
    "acts.JointAct.proposed_office": SAME_ROW,
    "acts.Key.office": SAME_ROW,
    "documents.Receipt.office": SAME_ROW,
    "handovers.Pack.accepted_office": SAME_ROW,
    "handovers.Pack.acknowledged_office": SAME_ROW,
    "meetings.ItemRequest.office": SAME_ROW,
    "meetings.NoticeConfirmation.office": SAME_ROW,
    "meetings.ObserverAnswer.office": SAME_ROW,
}
"""Fields that refer to a person and find no rows of a copy, each with its reason."""


def register(source: Source) -> None:
    """Let an app above give what it keeps of a person; there is one source for each code."""
    if _ABOVE.setdefault(source.code, source) is not source:
        raise ValueError(f"Two sources are called {source.code}.")


def in_order(beside: Iterable[Source]) -> tuple[Source, ...]:
    """Some sources, those of apps above and those that the kinds declare, in the order of a copy."""
    declared = (
        Source(one.code, one.title, one.model, one.by, one.columns, one.of)
        for kind in kinds.every()
        for one in (() if isinstance(kind.personal, No) else kind.personal)
    )
    return kinds.in_order((*beside, *_ABOVE.values(), *declared), ORDER)
