"""Bring a list of people into the delegations of a meeting: all of it, or nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.delegations import person as persons
from cochair.features.delegations import refusals
from cochair.features.delegations.actions import next_badge, written
from cochair.features.delegations.import_plan import ADDED, CHANGED, Plan, plan
from cochair.features.delegations.person import KEPT
from cochair.features.delegations.queries import DelegationView
from cochair.features.delegations.tables import Table
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion

BATCH = 200
MOVED = _("The delegations were changed while you were previewing the list.")


@transaction.atomic
def bring_in(
    meeting: Meeting,
    table: Table,
    *,
    own: str,
    language: str,
    seen: str,
    by: ActingOffice,
    at: datetime,
) -> Plan:
    """Do what the plan with the digest `seen` said; `own` and `language` as in `plan`.

    A secretariat writes for its own Party's delegations and for organisations; the note by
    which one asked it to, where the table names it, is recorded with the rest.

    Raises StaleVersion when the delegations changed meanwhile, Refused when a row is wrong or a
    delegation may not be changed: then nothing is saved.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )
    book = parties.book(meeting.forum, at)
    made = plan(meeting, table, own=own, serves=by.party, language=language, book=book)
    if made.digest != seen:
        raise StaleVersion(
            Refusal("practice", MOVED), theirs=_names_there(made), mine=_names_sent(made)
        )
    touched = {row.code: made.companies[row.code] for row in made.rows if row.does in DOES}
    asked = _keep_requests(made, touched, at)
    require(
        None
        if not made.wrong
        else Refusal("practice", _("Some rows contain errors: nothing is saved.")),
        *(no for one in touched.values() for no in _stands_against(meeting, one, made, by, at)),
    )
    added = _add(meeting, made, at)
    _change(made)
    written_rows = [row for row in made.rows if row.does in DOES]
    for code, one in touched.items():
        assert one.row is not None
        people = [row.person for row in written_rows if row.code == code]
        require(refusals.elsewhere(one.row, people))
    for one in touched.values():
        assert one.row is not None
        one.row.version += 1
    rows = [one.row for one in touched.values() if one.row is not None]
    Delegation.objects.bulk_update(rows, ["version", "request", "requested_at"], batch_size=BATCH)
    changed = [row.there.badge for row in made.doing(CHANGED) if row.there is not None]
    if added or changed:
        facts = {
            "delegations": sorted(touched),
            "added": added,
            "changed": changed,
            **({"on_request_of": asked} if asked else {}),
        }
        written(meeting, "participants.imported", by=by, at=at, facts=facts)
    return made


DOES = frozenset({ADDED, CHANGED})


def _keep_requests(made: Plan, touched: Mapping[str, DelegationView], at: datetime) -> list[str]:
    """Put beside each delegation the note that the table names; returns whose are new."""
    new = []
    for code, reference in made.requests.items():
        row = touched[code].row if code in touched else None
        if row is not None and row.request != reference:
            row.request, row.requested_at = reference, at
            new.append(code)
    return sorted(new)


def _stands_against(
    meeting: Meeting, company: DelegationView, made: Plan, by: ActingOffice, at: datetime
) -> list[Refusal]:
    """Why one delegation may not be changed; its code goes with it, for the list has several."""
    assert company.row is not None
    company.row.meeting = meeting
    more = sum(1 for row in made.doing(ADDED) if row.code == company.code)
    found = (
        *refusals.may_change(company.row, by, at),
        refusals.not_too_many(len(company.people) + more),
    )
    return [
        Refusal(
            no.clause,
            _("{delegation}: {said}"),
            {"delegation": company.code, "said": Sentence(no.message, no.facts)},
        )
        for no in found
        if no is not None
    ]


def _add(meeting: Meeting, made: Plan, at: datetime) -> list[int]:
    badge = next_badge(meeting)
    places = {code: len(company.people) for code, company in made.companies.items()}
    rows: list[Participant] = []
    for row in made.doing(ADDED):
        rows.append(
            Participant(
                delegation=made.companies[row.code].row,
                badge=badge + len(rows),
                order=places[row.code],
                added_at=at,
                **{name: getattr(row.person, name) for name in KEPT},
            )
        )
        places[row.code] += 1
    Participant.objects.bulk_create(rows, batch_size=BATCH)
    return [one.badge for one in rows]


def _change(made: Plan) -> None:
    rows: list[Participant] = []
    for row in made.doing(CHANGED):
        assert row.there is not None
        for name in KEPT:
            setattr(row.there, name, getattr(row.person, name))
        rows.append(row.there)
    if rows:
        Participant.objects.bulk_update(rows, KEPT, batch_size=BATCH)


def _names_there(made: Plan) -> str:
    codes = {row.code for row in made.rows if row.code}
    return "\n".join(
        persons.of_row(one).words for code in sorted(codes) for one in made.companies[code].people
    )


def _names_sent(made: Plan) -> str:
    return "\n".join(row.person.words for row in made.rows)
