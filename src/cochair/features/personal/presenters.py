"""The rules and what goes next, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.compliance.names import names_of
from cochair.features.documents import queries as documents
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.personal import periods, queries
from cochair.features.personal.labels import DOCUMENTS
from cochair.features.personal.periods import RULES, Kind
from cochair.features.personal.queries import Item
from cochair.features.personal.subject_access import Table
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _
from cochair.web.localize import language_now

KINDS = {
    Kind.PARTICIPANTS: _("People in delegations"),
    Kind.CONTACTS: _("Deactivated contact points"),
    Kind.LETTERS: _("Messages"),
    Kind.HANDOVERS: _("Handover files"),
    Kind.ANSWERS: _("Answers to external questions"),
    Kind.ACCOUNTS: _("Accounts without an office"),
    Kind.CERTIFICATES: _("Certificates ended or expired"),
}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule: what, for what, until when, what is left."""

    what: str
    purpose: str
    until: str
    left: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What goes next; `slug` is that of a meeting, empty for everything else."""

    name: str
    number: int
    day: date
    is_due: bool
    slug: str = ""


def rules(years: int) -> list[RuleShown]:
    """The rules of a forum that keeps names so many years."""
    return [
        RuleShown(__(one.what), __(one.purpose), __(one.until).format(years=years), __(one.left))
        for one in RULES
    ]


def items(found: Iterable[Item], forum: Forum, at: datetime) -> list[ItemShown]:
    """What goes next: meetings by name, of everything else how much and from when."""
    found, language, today = tuple(found), language_now(), civil_day(at, forum.zone)
    book = parties.book(forum, at)
    slugs = [one.about[1] for one in found if one.kind is Kind.PARTICIPANTS]
    rows = Meeting.objects.filter(forum=forum, slug__in=slugs)
    names = {row.slug: meeting_title(row, book, language) for row in rows}
    shown = []
    together: dict[tuple[Kind, date], int] = {}
    for one in found:
        if one.kind is Kind.PARTICIPANTS:
            slug = one.about[1]
            shown.append(ItemShown(names[slug], one.number, one.day, one.day <= today, slug))
        else:
            key = (one.kind, one.day)
            together[key] = together.get(key, 0) + one.number
    shown += [
        ItemShown(__(KINDS[kind]), number, day, day <= today)
        for (kind, day), number in together.items()
    ]
    return sorted(shown, key=lambda one: (one.day, one.name))


def kept_until(meeting: Meeting, at: datetime) -> date:
    """The last civil day on which the names of a meeting's people are kept."""
    months = queries.years(meeting.forum, at) * 12
    return periods.reduced_on(queries.last_day(meeting), months) - periods.A_DAY


def names(forums: Iterable[Forum], tables: Iterable[Table]) -> dict[str, Mapping[str, str]]:
    """The names of what some tables speak of, by code: forums, Parties, meetings, documents ...

    Documents are called by their symbols; those that the person registered are told even where
    they are drafts, for they are in the tables.
    """
    slugs = {
        str(row[column]) for one in tables for row in one.rows for column in DOCUMENTS & row.keys()
    }
    found: dict[str, Mapping[str, str]] = {}
    for forum in forums:
        found |= names_of(forum)
        found |= dict(parties.book(forum).ranks)
        for slug, symbol in documents.symbols(forum, slugs).items():
            found[slug] = {code: symbol for code, _name in settings.LANGUAGES}
    return found


def counts(tables: Iterable[Table]) -> list[tuple[str, int]]:
    """How many rows each table holds, in words; those with none are left out."""
    return [(__(one.title), len(one.rows)) for one in tables if one.rows]
