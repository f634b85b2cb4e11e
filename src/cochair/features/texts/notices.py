"""What is told of texts: a language left behind (N14), a reservation (N17), a clearance (N18).

A letter says where to look and carries no word of the text.  Who holds back is told to nobody who
may not see it, and a clearance to nobody outside its Party.  Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from cochair.features.delegations.queries import first_day
from cochair.features.documents import queries as documents
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Words, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.parties.queries import Holder
from cochair.features.texts import authors, models, queries
from cochair.journal.models import Entry
from cochair.procedure import text as core
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.obstacle import Cleared, clearance_of
from cochair.procedure.refusal import Sentence, _
from cochair.web import localize

STALE, HELD, UNCLEARED = "N14", "N17", "N18"
THREE_DAYS = timedelta(days=3)
# So many days before the meeting a reservation is told of, and a missing clearance, each once.
HELD_BEFORE, UNCLEARED_BEFORE = 3, (5, 3)
DONE = frozenset({Cleared.GIVEN, Cleared.NOT_NEEDED})


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("text.edited", of_what_went_stale)
    notifications.register("text.accepted", of_what_went_stale)
    notifications.every("reservations-standing", of_reservations)
    notifications.every("clearances-missing", of_clearances)


def of_what_went_stale(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A paragraph changed in substance: both secretariats, who put it into the other languages."""
    stale = entry.facts.get("stale") or []
    row = queries.texts(_forum(entry)).filter(document__key=entry.about_id).first()
    if row is None or not stale:
        return
    number = queries.negotiated(row).number(str(entry.facts["paragraph"]))
    said = Sentence(
        _("Paragraph {number} changed in substance. Language versions now out of date: {others}."),
        {"number": number, "others": localize.languages(str(code) for code in stale)},
    )
    subject = Sentence(_("Language versions of the text {symbol} are out of date"), _named(row))
    for one in _readers(row, at):
        if one.hat.role is Role.SECRETARIAT:
            yield _letter(row, one, f"text-stale:{entry.seq}", STALE, subject, said)


def of_reservations(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Three days before a reservation says it ends, and before the meeting while it stands: its
    author, and both co-presidencies."""
    today = civil_day(at, forum.zone)
    for row in _with_reservations(forum):
        text, first = queries.negotiated(row), _first_day(row)
        for one in text.standing_reservations:
            if one.until is not None and today >= one.until - THREE_DAYS:
                said = _of_a_day(text, one, today)
                yield from _held(row, text, one, f"until:{one.until}", said, at)
            if first is not None and 0 <= days_between(today, first) <= HELD_BEFORE:
                said = Sentence(
                    _("The meeting begins on {day}, and a reservation still stands: {what}."),
                    {"day": first, "what": _what(text, one)},
                )
                yield from _held(row, text, one, f"meeting:{first}", said, at)


def of_clearances(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Five and three days before the meeting: a Party that has not cleared the words as they are."""
    today = civil_day(at, forum.zone)
    for row in _of_meetings_ahead(forum):
        first = _first_day(row)
        left = days_between(today, first) if first else -1
        step = sum(0 <= left <= days for days in UNCLEARED_BEFORE)
        if not step:
            continue
        digest, given = queries.digest(row), queries.clearances(row)
        for party in parties.roster(forum).party_codes:
            if clearance_of(given, party, digest, at) in DONE:
                continue
            said = Sentence(
                _(
                    "The meeting begins on {day}, and your Party has not given clearance "
                    "for the current text."
                ),
                {"day": first},
            )
            subject = Sentence(_("Clearance is missing: {symbol}"), _named(row))
            for one in _readers(row, at):
                if one.hat.party == party and authors.may_clear(one.hat):
                    key = f"clearance:{row.document.key}:{first}:{step}"
                    own = f"party:{party}"
                    yield _letter(row, one, key, UNCLEARED, subject, said, space=own)


def _held(
    row: models.NegotiatedText,
    text: core.NegotiatedText,
    one: core.Reservation,
    step: str,
    said: Sentence,
    at: datetime,
) -> Iterator[Letter]:
    subject = Sentence(_("A reservation stands: {symbol}"), _named(row))
    for reader in _readers(row, at):
        in_charge = reader.hat.role is Role.CO_PRESIDENCY and reader.hat.in_term
        if in_charge or authors.author_of(reader.hat) == one.by:
            key = f"reservation:{row.document.key}:{one.id}:{step}"
            # That a delegation is told of it would tell whose it is.
            space = "shared" if in_charge else f"party:{one.by.party}"
            yield _letter(row, reader, key, HELD, subject, said, space=space)


def _of_a_day(text: core.NegotiatedText, one: core.Reservation, today: date) -> Sentence:
    facts = {"what": _what(text, one), "day": one.until}
    if one.until is not None and one.until < today:
        return Sentence(
            _("{day} has passed, and the reservation stands until it is lifted: {what}."), facts
        )
    return Sentence(
        _("The reservation was due to end by {day}. It stands until it is lifted: {what}."), facts
    )


def _what(text: core.NegotiatedText, one: core.Reservation) -> Sentence:
    """On what somebody holds back; never who."""
    number = text.number(one.paragraph)
    if number:
        return Sentence(_("on paragraph {number}"), {"number": number})
    return Sentence(_("on the whole text"))


def _letter(
    row: models.NegotiatedText,
    one: Holder,
    key: str,
    event: str,
    subject: Words,
    *lines: Words,
    space: str = "shared",
) -> Letter:
    roster = parties.roster(row.forum)
    zone = roster.member(one.hat.member).zone if one.hat.member else ""
    return Letter(
        key=key,
        forum_slug=row.forum.slug,
        to=to_account(one.account, office=one.hat.title, party=one.hat.party, zone=zone),
        subject=subject,
        lines=tuple(lines),
        path=Page("texts:text", (row.forum.slug, row.document.slug)),
        event=event,
        space=space,
        about=("text", row.document.key),
    )


def _readers(row: models.NegotiatedText, at: datetime) -> Iterator[Holder]:
    """Everybody with an office who reads the text."""
    for one in parties.holders(row.forum, at):
        if _reads(row, one.hat, at):
            yield one


def _reads(row: models.NegotiatedText, hat: ActingOffice, at: datetime) -> bool:
    return documents.is_visible(row.document, hat, at)


def _with_reservations(forum: Forum) -> list[models.NegotiatedText]:
    standing = models.Reservation.objects.filter(text__forum=forum, lifted_at=None)
    rows = queries.texts(forum).filter(pk__in=standing.values("text"))
    return list(_unfinished(rows))


def _of_meetings_ahead(forum: Forum) -> list[models.NegotiatedText]:
    rows = queries.texts(forum).filter(document__meeting__isnull=False)
    ahead = rows.filter(document__meeting__opened_at=None, document__meeting__cancelled_at=None)
    return list(_unfinished(ahead))


def _unfinished(rows: queries.Texts) -> queries.Texts:
    """Nobody is reminded of a paper that is final, withdrawn or superseded."""
    standing = rows.filter(
        document__final_at=None, document__withdrawn_at=None, document__superseded_by=None
    )
    return standing.prefetch_related("document__meeting__schedules")


def _first_day(row: models.NegotiatedText) -> date | None:
    meeting = row.document.meeting
    if meeting is None or meeting.opened_at is not None or meeting.cancelled_at is not None:
        return None
    return first_day(meeting)


def _named(row: models.NegotiatedText) -> dict[str, object]:
    return {"symbol": documents.name_of(row.document) or row.document.title}


def _forum(entry: Entry) -> Forum:
    return Forum.objects.get(slug=entry.forum)
