"""What is happening now: a meeting that sits, or a silence procedure that ends within a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.documents import queries as documents
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import queries
from cochair.procedure import silence as core
from cochair.web import formats
from cochair.web.localize import language_now

SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Banner:
    """One line over the page: what, a sentence, and where to go; `ends` is an instant (UTC)."""

    kind: str
    icon: str
    title: str
    words: str
    href: str
    label: str
    ends: datetime | None = None
    # Whether it is what the reader does next, before every turn.
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence procedure that runs, to be read and perhaps objected to; `ends` is an instant (UTC)."""

    title: Mapping[str, str]
    symbol: str
    href: str
    ends: datetime


def now(
    forum: Forum,
    hat: ActingOffice,
    at: datetime,
    silences: Sequence[Silence] | None = None,
    zone: str = "",
) -> Banner | None:
    """The banner of an office at an instant (aware UTC): a meeting before a silence procedure that
    ends soon; `silences` are those that run, where they are known already, `zone` is the reader's."""
    session = _in_session(forum, hat, at)
    if session is not None:
        return session
    return _ending(forum, at, running(forum, hat, at) if silences is None else silences, zone)


def running(forum: Forum, hat: ActingOffice, at: datetime) -> tuple[Silence, ...]:
    """The silence procedures that an office reads and that run, the first to end first."""
    rows = queries.visible(forum, hat, at).filter(settled_at=None, withdrawal=None)
    found = []
    for row in rows:
        silence = queries.silence(row, at)
        if core.stage(silence, at) is not core.Stage.RUNNING:
            continue
        document = row.revision.document
        href = reverse("decisions:decision", args=[forum.slug, row.number])
        ends = core.course(silence, at).expires_at
        found.append(Silence(document.title, documents.name_of(document), href, ends))
    return tuple(sorted(found, key=lambda silence: silence.ends))


def _in_session(forum: Forum, hat: ActingOffice, at: datetime) -> Banner | None:
    rows = Meeting.objects.filter(
        forum=forum, opened_at__lte=at, closed_at=None, cancelled_at=None, shut_at=None
    )
    for meeting in rows.order_by("-opened_at"):
        if attendance.takes_part(meeting, hat, at):
            name = meeting_title(meeting, parties.book(forum, at), language_now())
            return Banner(
                "session",
                "working",
                __("In session: {meeting}").format(meeting=name),
                "",
                reverse("desk:room", args=[forum.slug, meeting.slug]),
                __("Go to the room"),
                is_main=True,
            )
    return None


def _ending(forum: Forum, at: datetime, silences: Sequence[Silence], zone: str) -> Banner | None:
    first = next(iter(silences), None)
    if first is None or first.ends > at + SOON:
        return None
    language = language_now()
    when = formats.instant(first.ends, forum.zone, language)
    hours = [formats.time_of(first.ends, one, language) for one in (forum.zone, zone) if one]
    if zone != settings.TIME_ZONE and len(set(hours)) > 1:
        when = f"{when} · {formats.hour_there(first.ends, zone, language)}"
    return Banner(
        "silence",
        "due",
        __("The silence procedure ends on {when}").format(when=when),
        __("{document}. Silence is consent: object only if you do not agree.").format(
            document=first.symbol
        ),
        first.href,
        __("Read the text"),
        first.ends,
    )
