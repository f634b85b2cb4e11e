"""US-11: the institutional meeting is prepared (11 August to 8 November 2027).

What lies before the meeting is told by `us11_papers`, the day itself by `us11_day`.
"""

from datetime import date

from cochair.features.agendas import actions as agendas
from cochair.features.delegations import actions as people
from cochair.features.delegations.person import Person
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import queries
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Delegation, Invitation
from cochair.features.parties import actions as parties
from cochair.features.preparations import actions as preparing
from cochair.features.sessions import actions as sessions
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import institutional, papers, words
from cochair.story.eu_clasi.forum import INSTITUTIONAL, ZONE, meeting
from cochair.story.eu_clasi.institutional import CHAIRS, PAGE
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.events import Stage, Telling

story = Telling("US-11", ZONE)
COMPOSITION = tuple(f"II.3.composition.a.{number}" for number in range(1, 10))
AGENDA = "ec-im-2027-1"
NEXT, BOGOTA = "CO", "America/Bogota"
NEXT_TAKES_OVER = story.instant(f"2028-03-02T10:00 {BOGOTA}")
EXCUSED = "closing.institutional.eurojust_excused"


@story.event(
    "2027-08-11T17:00",
    _(
        "The secretariat records the first preparatory meeting of Greece and the Dominican Republic."
    ),
    who="secretariat",
    clauses=("II.3.meetings.b.2", "II.3.meetings.b.3", "II.3.meetings.b.4"),
    path=f"{PAGE}preparation/",
)
def first_preparation(stage: Stage) -> None:
    _prepared(stage, "2027-08-11T15:00", "institutional_1")


@story.event(
    "2027-09-03T15:00",
    _("Both co-presidencies sign the lists of agencies that are relevant to this meeting."),
    who="gr",
    clauses=("II.3.composition.a.6", "II.3.composition.a.7"),
    path=PAGE,
)
def agencies_listed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for group, entries in institutional.LISTS.items():
        act = inviting.propose_relevance_list(
            meeting(stage.forum, INSTITUTIONAL), group=group, entries=entries, by=by, at=at
        )
        stage.sign(act, *CHAIRS)


@story.event(
    "2027-09-08T11:00",
    _("Greece and the Dominican Republic agree on a hybrid meeting."),
    who="gr",
    clauses=("II.3.meetings.a.2", "II.3.meetings.a.3"),
    path=PAGE,
)
def hybrid_agreed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    day, why = date(2027, 11, 9), words.told(stage, "secretariat", "closing.institutional.hybrid")
    act = meetings.propose_schedule(
        meeting(stage.forum, INSTITUTIONAL),
        day=meetings.Day(day, day, "athens", "hybrid", "10:00", "16:00"),
        reason=why,
        by=by,
        at=at,
    )
    stage.sign(act, *CHAIRS)
    act = meetings.propose_step(
        meeting(stage.forum, INSTITUTIONAL),
        kind="meeting.format",
        value="hybrid",
        reason=why,
        by=by,
        at=at,
    )
    stage.sign(act, *CHAIRS)


@story.event(
    "2027-09-09T11:00",
    _("The secretariat plans two sessions in Athens."),
    who="secretariat",
    path=f"{PAGE}sessions/",
)
def sessions_planned(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for number, (kind, starts, ends) in enumerate(institutional.SESSIONS, start=1):
        plan = sessions.Plan(
            kind=kind,
            starts=story.instant(f"2027-11-09T{starts} Europe/Athens"),
            ends=story.instant(f"2027-11-09T{ends} Europe/Athens"),
            spoken=papers.LANGUAGES,
            interpreted=papers.LANGUAGES,
            title=words.said(f"preparing.sessions.institutional_{number}"),
            remote_link="https://video.example.org/athens",
        )
        sessions.plan_session(meeting(stage.forum, INSTITUTIONAL), plan=plan, by=by, at=at)


@story.event(
    "2027-09-10T11:00",
    _("Both co-presidencies sign the notice of the institutional meeting, and it is sent."),
    who="do",
    clauses=("I.2.3", *COMPOSITION[:8]),
    path=f"{PAGE}invitations/",
)
def notice_issued(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    everybody = queries.composition(found, at).invitees
    act = inviting.propose_notice(
        found,
        text=papers.notice("institutional"),
        recipients=[one.key for one in everybody if not one.is_optional],
        by=by,
        at=at,
    )
    stage.sign(act, *CHAIRS)


@story.event(
    "2027-09-10T12:00",
    _("Both co-presidencies publish the institutional meeting with its date and place."),
    who="do",
    path="",
)
def meeting_published(stage: Stage) -> None:
    Sitting(INSTITUTIONAL, CHAIRS, CHAIRS[0]).step(stage, "meeting.publish")


@story.event(
    "2027-09-30T11:00 America/Santo_Domingo",
    _("CLASI names Colombia as its next presidency, from March 2028."),
    who="do",
    clauses=("II.3.composition.a.9",),
    path="members/",
)
def next_presidency_designated(stage: Stage) -> None:
    by, at = stage.by("do")
    parties.designate(
        stage.forum,
        party="CLASI",
        member=NEXT,
        start=NEXT_TAKES_OVER,
        end=None,
        zone=BOGOTA,
        document=words.told(stage, "do", "closing.handovers.documents.next_designation"),
        by=by,
        at=at,
    )


@story.event(
    "2027-10-01T10:00",
    _("Colombia is invited as well."),
    who="secretariat",
    clauses=("II.3.composition.a.9",),
    path=f"{PAGE}invitations/",
)
def next_presidency_invited(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    (key,) = [one.key for one in queries.composition(found, at).invitees if one.code == NEXT]
    inviting.invite_also(found, key=key, by=by, at=at)


@story.event(
    "2027-10-08T10:00",
    _(
        "Both co-presidencies publish the provisional agenda. It is circulated as a "
        "document in three languages."
    ),
    who="gr",
    clauses=("I.2.1.a", "I.2.6", "II.3.functions.chapeau"),
    path=f"{PAGE}agenda/",
)
def provisional_agenda(stage: Stage) -> None:
    institutional.begin_agenda(stage)
    institutional.publish_agenda(stage)
    said = {code: words.agenda("institutional", code) for code in papers.LANGUAGES}
    institutional.paper_sent(stage, "agenda", said)


@story.event(
    "2027-10-19T17:00",
    _("The second preparatory meeting discusses the programme and the plan."),
    who="secretariat",
    clauses=("II.3.meetings.b.2", "II.3.meetings.b.3", "II.3.meetings.b.4"),
    path=f"{PAGE}preparation/",
)
def second_preparation(stage: Stage) -> None:
    _prepared(stage, "2027-10-19T15:00", "institutional_2")


@story.event(
    "2027-10-22T15:00",
    _("The participants are named and accredited; Colombia and AMERIPOL take part by video."),
    who="secretariat",
    clauses=COMPOSITION,
    path=f"{PAGE}delegations/",
)
def delegations_named(stage: Stage) -> None:
    rows = Delegation.objects.filter(meeting=meeting(stage.forum, INSTITUTIONAL))
    for row in rows.select_related("member__party", "organisation"):
        mode = institutional.COMES.get(_code(row))
        if mode is not None:
            _named(stage, row, mode)


@story.event(
    "2027-10-25T11:00",
    _("Eurojust cannot attend and asks for its absence to be excused."),
    who="secretariat",
    clauses=("II.3.composition.a.6",),
    path=f"{PAGE}invitations/",
)
def eurojust_asks(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    inviting.answer(
        eurojust(stage),
        answer="excused",
        reason=words.told(stage, "secretariat", EXCUSED),
        reference=words.told(stage, "secretariat", "closing.institutional.eurojust_letter"),
        by=by,
        at=at,
    )


@story.event(
    "2027-10-26T10:00",
    _("Both co-presidencies publish the final agenda."),
    who="do",
    clauses=("I.2.1.a", "II.3.functions.chapeau"),
    path=f"{PAGE}agenda/",
)
def final_agenda(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    typed = institutional.typed(0, minutes=120)
    found = meeting(stage.forum, INSTITUTIONAL)
    agendas.change_item(found, "i1", typed=typed, seen=institutional.seen(stage), by=by, at=at)
    institutional.place_points(stage)
    institutional.publish_agenda(stage)
    made = papers.paper(stage, AGENDA)
    papers.revised(stage, made, "agendas.institutional.revisions.rev_1")
    for language in papers.LANGUAGES:
        papers.written(
            stage, made, language, words.agenda("institutional", language, hours="rev_1")
        )
    papers.sent(stage, made)


@story.event(
    "2027-11-04T11:00",
    _("Both co-presidencies excuse the absence of Eurojust, with the reason."),
    who="do",
    clauses=("II.3.composition.a.6",),
    path="acts/",
)
def eurojust_excused(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    why = words.told(stage, "secretariat", EXCUSED)
    act = inviting.propose_excuse(
        eurojust(stage), reason=why, reasons=words.said(EXCUSED), by=by, at=at
    )
    stage.sign(act, *CHAIRS)


def eurojust(stage: Stage) -> Invitation:
    """The invitation of Eurojust, as it stands."""
    return Invitation.objects.select_related("meeting__forum", "organisation", "member").get(
        meeting=meeting(stage.forum, INSTITUTIONAL), organisation__code="EUROJUST"
    )


def _code(row: Delegation) -> str:
    if row.member is not None:
        return str(row.member.code)
    return str(row.organisation.code) if row.organisation else ""


def _prepared(stage: Stage, held: str, note: str) -> None:
    by, at = stage.by("secretariat")
    preparing.record_preparation(
        meeting(stage.forum, INSTITUTIONAL),
        held_at=story.instant(held),
        format="virtual",
        present=["EU", "CLASI"],
        topics=["discussions", "working_agenda", "consensus"],
        note=words.told(stage, "secretariat", f"preparing.preparatory_meetings.{note}"),
        by=by,
        at=at,
    )


def _named(stage: Stage, row: Delegation, mode: str) -> None:
    party = row.member.party.code if row.member else ""
    who = "secretariat-clasi" if party == "CLASI" else "secretariat"
    by, at = stage.by(who)
    reference = papers.delegate(stage, _code(row), "request_by_letter")
    papers.accepts(stage, row, reference, who=who)
    row = people.record_request(
        row,
        reference=reference,
        seen=row.version,
        by=by,
        at=at,
    )
    lead = Person(
        name=papers.delegate(stage, _code(row), "head"), capacity="head", rank="", mode=mode
    )
    people.nominate(row, [lead], seen=row.version, by=by, at=at)
    row.refresh_from_db()
    row = people.submit(row, seen=row.version, by=by, at=at)
    people.accept(row, seen=row.version, by=by, at=at)
