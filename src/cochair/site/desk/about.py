"""What an entry of the journal is about, as people call it."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.acts.models import JointAct
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry
from cochair.kernel import kind as kinds
from cochair.web.localize import language_now, translated

ACT = "act"
# What stands between the names of two things, one of which is counted within the other; an instant
# is told beside it.
BETWEEN = re.compile(r"/[0-9]{4}-[0-9]{2}-[0-9]{2}T.*|[/:]")
CYCLE = re.compile(r".*-cycle-([0-9]+)")
# A number, that of a version of the procedures, or the reference of a commitment.
SAID = re.compile(r"[0-9]+|[0-9]+(?:\.[0-9]+)+|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")


def called(forum: Forum, entries: Iterable[Entry], at: datetime) -> Mapping[int, str]:
    """What each entry is about, by its number, in the reader's language: `Joint act 7`, a meeting.

    A name that only the software uses is left out; an entry from elsewhere says it as it is written.
    Three queries at most.
    """
    found = list(entries)
    pieces = {piece for entry in found for piece in BETWEEN.split(entry.about_id)}
    book, language = parties.book(forum, at), language_now()
    names = {
        row.slug: meeting_title(row, book, language)
        for row in Meeting.objects.filter(forum=forum, slug__in=pieces)
    }
    rows = Document.objects.filter(forum=forum, key__in=pieces).select_related("of")
    names |= {row.key: documents.name_of(row) for row in rows}
    numbers = {entry.about_id for entry in found if entry.about_kind == ACT}
    if numbers:
        acts = JointAct.objects.filter(forum=forum, number__in=filter(str.isdecimal, numbers))
        names |= {f"{ACT} {act.number}": str(translated(act.title, language)) for act in acts}
    return {entry.seq: _called(entry, names) for entry in found}


def _called(entry: Entry, names: Mapping[str, str]) -> str:
    kind = kinds.of(entry.about_kind)
    if kind is None:
        return f"{entry.about_kind} {entry.about_id}"
    label = __(kind.label)
    label = label[:1].upper() + label[1:]
    title = names.get(f"{entry.about_kind} {entry.about_id}")
    if title is not None:
        return title
    said = [one for piece in BETWEEN.split(entry.about_id) if (one := _piece(piece, names))]
    if not said:
        return label
    if entry.about_kind == "meeting":
        return ", ".join(said)
    if said == [entry.about_id] and entry.about_id.isdecimal():
        return f"{label} {entry.about_id}"
    return f"{label}: {', '.join(said)}"


def _piece(piece: str, names: Mapping[str, str]) -> str:
    if piece in names:
        return names[piece]
    if found := CYCLE.fullmatch(piece):
        return __("Cycle {number}").format(number=found[1])
    return piece if SAID.fullmatch(piece) else ""
