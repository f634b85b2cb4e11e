"""What is told of results, of departures from clauses, and of the end of a cycle.

N30 a clause that turned not met or at risk, and who was not invited; N31 a departure that was
accepted; N32 a cycle that ends.  Source: domain.md C.5; C.10 (US-02).
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cochair.features.acts import notices as of_acts
from cochair.features.compliance import queries, turns, visibility
from cochair.features.compliance.models import Departure
from cochair.features.compliance.names import names_of
from cochair.features.cycles import queries as cycles
from cochair.features.invitations import presenters, refusals
from cochair.features.invitations import queries as inviting
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Recipient, Words, to_account
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.queries import Holder
from cochair.journal.models import Entry
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Outcome
from cochair.web import spoken

TURNED, DEPARTURE, CYCLE_ENDS = "N30", "N31", "N32"
CYCLE_DAYS = (60, 30, 7)
A_MOMENT = timedelta(microseconds=1)
OPEN = frozenset({Outcome.NOT_MET, Outcome.NOT_YET_DUE, Outcome.UNKNOWN})
SUBJECTS = {
    turns.NOT_MET: _("Not met: clause {clause} ({target})"),
    turns.AT_RISK: _("At risk: clause {clause} ({target})"),
}


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.every("clause-turned", of_turns)
    notifications.every("not-invited", of_the_uninvited)
    notifications.every("cycle-ends", of_cycles)
    notifications.register("departure.accepted", of_an_accepted_departure)


def of_turns(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A clause that turned not met or at risk: to those who act for the Parties it concerns.

    Whom it makes responsible stands in the letter in words; presidencies in office and their
    secretariats are the ones who can do something about it here.
    """
    found = turns.note(forum, at)
    if not found:
        return
    books = {book.version: book for book in parties.books(forum)}
    latest, names = parties.book(forum, at), names_of(forum)
    charged = _in_charge(forum, at)
    hidden = {one.hat: visibility.closed(forum, one.hat, at) for one in charged}
    for turn in found:
        result = turn.result
        book = books.get(result.procedure_version, latest)
        clause = book.by_id[result.rule]
        facts = {"clause": clause.id, "target": names.get(result.target.id, result.target.id)}
        lines: list[Words] = [Sentence(SUBJECTS[turn.state], facts), clause.text, *result.says]
        if turn.state == turns.AT_RISK and result.due:
            lines.append(due(result.due, forum.zone))
        lines.append(Sentence(_("Remedy: {remedy}"), {"remedy": clause.remedy}))
        responsible = {one: ", ".join(words) for one, words in clause.responsible.items()}
        lines.append(Sentence(_("Responsible: {roles}."), {"roles": responsible}))
        for holder in charged:
            if clause.parties and holder.hat.party not in clause.parties:
                continue
            if hidden[holder.hat].isdisjoint(visibility.codes_of(result)):
                yield _letter(
                    forum,
                    holder,
                    key=turn.key,
                    event=TURNED,
                    subject=lines[0],
                    lines=tuple(lines[1:]),
                    page=_clause_page(forum, book, clause.id),
                    about=("clause", clause.id),
                )


def due(at: datetime, zone: str) -> Sentence:
    """Until when something is due: an hour, or the end of the day that a midnight in a zone ends."""
    last = civil_day(at - A_MOMENT, zone)
    if last != civil_day(at, zone):
        return Sentence(_("Due by the end of {day}."), {"day": last})
    return Sentence(_("Due on {at}."), {"at": at})


def of_the_uninvited(forum: Forum, at: datetime) -> Iterable[Letter]:
    """To the secretariats: whom the notice of a meeting that is convened did not reach."""
    charged = [one for one in _in_charge(forum, at) if one.hat.role is Role.SECRETARIAT]
    for meeting in inviting.convened(forum):
        missing = presenters.sheet(meeting, at).missing
        if not missing:
            continue
        facts = {
            "meeting": _title(meeting, at),
            "number": len(missing),
            "names": tuple(row.name for row in missing),
        }
        codes = " ".join(sorted(row.invitee.key for row in missing))
        for holder in charged:
            yield _letter(
                forum,
                holder,
                key=f"not-invited:{meeting.slug}:{hashlib.sha256(codes.encode()).hexdigest()[:16]}",
                event=TURNED,
                subject=Sentence(_("Not invited ({meeting}): {number}"), facts),
                lines=(
                    Sentence(_("The notice was issued without: {names} ({meeting})."), facts),
                    Sentence(
                        _(
                            "The software does not invite anyone automatically. Add the "
                            "invitation here."
                        )
                    ),
                ),
                page=Page("meetings:invitations", (forum.slug, meeting.slug)),
                about=("meeting", meeting.slug),
            )


def of_cycles(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A cycle that ends within 60, 30 or 7 days, to the co-presidencies in office.

    The last step that has passed is told: a worker that was off on the day catches up once.
    """
    today = civil_day(at, forum.zone)
    for cycle in cycles.runs_on(today).filter(forum=forum):
        left = days_between(today, cycle.end)
        passed = [days for days in CYCLE_DAYS if left <= days]
        if not passed:
            continue
        for holder in _presidencies(forum, at):
            results = visibility.results(forum, holder.hat, at)
            outcomes = queries.of_cycle(results, cycle.number).outcomes
            still_open = sum(outcome in OPEN for outcome in outcomes.values())
            yield _letter(
                forum,
                holder,
                key=f"cycle-ends:{cycle.number}:{cycle.end}:{passed[-1]}",
                event=CYCLE_ENDS,
                subject=Sentence(
                    _("Cycle {number} ends on {day}"), {"number": cycle.number, "day": cycle.end}
                ),
                lines=(
                    Sentence(
                        _("Clauses still open or not met: {number}."),
                        {"number": still_open},
                    ),
                    Sentence(_("The cycle board shows which clauses are still open, and why.")),
                ),
                page=Page("desk:cycle", (forum.slug, cycle.number)),
                about=("cycle", f"{forum.slug}-cycle-{cycle.number}"),
            )


def of_an_accepted_departure(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both agreed to depart from a clause: to those in charge and, for a meeting, who takes part.

    Whoever sent or signed the act is told by the act itself."""
    found = (
        Departure.objects.filter(forum__slug=entry.forum, act__number=int(entry.about_id))
        .select_related("forum", "act")
        .first()
    )
    if found is None:
        return
    forum, holders = found.forum, parties.holders(found.forum, entry.at)
    known = {one.account.email.lower() for one in of_acts.concerned(found.act, holders)}
    readers = [
        to_account(one.account, office=one.hat.title, party=one.hat.party)
        for one in _in_charge(forum, entry.at)
    ]
    for reader in (*readers, *_participants(found, entry.at)):
        if reader.email.lower() in known:
            continue
        known.add(reader.email.lower())
        yield Letter(
            key=f"departure-accepted:{found.act.number}",
            forum_slug=forum.slug,
            to=reader,
            subject=Sentence(_("Accepted – {title}"), {"title": found.act.title}),
            lines=(
                Sentence(_("Both co-presidencies have agreed on an exception to a clause.")),
                *_of_departure(found),
            ),
            event=DEPARTURE,
            informs=True,
            path=_departed_page(found),
            about=("act", str(found.act.number)),
        )


def _of_departure(departure: Departure) -> tuple[Words, ...]:
    """What the clause says, and why it is departed from, as people wrote it."""
    found = queries.clause_in(departure.forum, departure.rule)
    said = (found[1].text,) if found else ()
    written = {
        code: spoken.as_written(departure.act.reason_in(code), code) or "–"
        for code in parties.book(departure.forum).languages
    }
    return (*said, Sentence(_("Reason: {reason}"), {"reason": written}))


def _departed_page(found: Departure) -> Page:
    """The page of the clause in the version by which it was judged when both departed from it."""
    then = found.act.body.get("version") or parties.book(found.forum, found.at).version
    said = queries.clause_in(found.forum, found.rule, then)
    return Page("compliance:clause", (found.forum.slug, said[0] if said else then, found.rule))


def _participants(found: Departure, at: datetime) -> Iterator[Recipient]:
    """Who reads for the members and organisations invited to the meeting of a departure.

    Observers are left out: of what the Parties agree between them they read what was granted.
    """
    meeting = Meeting.objects.filter(forum=found.forum, slug=found.target_id).first()
    if meeting is None:
        return
    invited = {
        (row.member_id, row.organisation_id)
        for row in inviting.invitations(meeting)
        if row.withdrawn_at is None and row.basis != refusals.AS_OBSERVER
    }
    for office in inviting.speakers(found.forum, at):
        if (office.member_id, office.organisation_id) in invited:
            codes = (office.party, office.member, office.organisation)
            title = " ".join([office.role, *(one.code for one in codes if one)])
            party = office.party.code if office.party else ""
            yield to_account(office.account, office=title, party=party)
    for contact in inviting.contacts(found.forum):
        if (contact.member_id, contact.organisation_id) in invited:
            party = contact.member.party.code if contact.member else ""
            yield Recipient(
                None, contact.email, contact.language, contact.zone, contact.name, party=party
            )


def _in_charge(forum: Forum, at: datetime) -> list[Holder]:
    """The co-presidencies in office, and every secretariat."""
    secretariats = [one for one in parties.holders(forum, at) if one.hat.role is Role.SECRETARIAT]
    return [*_presidencies(forum, at), *secretariats]


def _presidencies(forum: Forum, at: datetime) -> list[Holder]:
    """The co-presidencies in office."""
    return [
        one
        for one in parties.holders(forum, at)
        if one.hat.role is Role.CO_PRESIDENCY and one.hat.in_term
    ]


def _clause_page(forum: Forum, book: Book, rule: str) -> Page:
    return Page("compliance:clause", (forum.slug, book.version, rule))


def _title(meeting: Meeting, at: datetime) -> dict[str, str]:
    book = parties.book(meeting.forum, at)
    return {language: meeting_title(meeting, book, language) for language in book.languages}


def _letter(
    forum: Forum,
    holder: Holder,
    *,
    key: str,
    event: str,
    subject: Words,
    lines: tuple[Words, ...],
    page: Page,
    about: tuple[str, str],
) -> Letter:
    return Letter(
        key=key,
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=subject,
        lines=lines,
        event=event,
        path=page,
        about=about,
        names=names_of(forum),
    )
