"""US-10: the meeting of the senior officials is prepared (18 February to 7 May 2027)."""

from datetime import date

from cochair.features.action_points import actions as acting
from cochair.features.action_points import queries as points
from cochair.features.agendas import carry_over
from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import Commitment, Relation
from cochair.features.delegations import actions as people
from cochair.features.delegations.person import Person
from cochair.features.documents.models import Document
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import queries
from cochair.features.meetings import chairs
from cochair.features.meetings.models import Delegation, Invitation, ObserverRequest, OpenPoint
from cochair.features.preparations import actions as preparing
from cochair.features.sessions import actions as sessions
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, senior, words
from cochair.story.eu_clasi.forum import SENIOR, ZONE, meeting
from cochair.story.eu_clasi.senior import BOTH, PAGE, SECRETARIAT
from cochair.story.events import Stage, Telling

story = Telling("US-10", ZONE)
TOPICS = ("discussions", "working_agenda", "consensus")
PREPARED = tuple(f"II.2.meetings.b.{number}" for number in (2, 3, 4))
VILNIUS = "Europe/Vilnius"
PLACED = tuple(f"II.2.functions.{one}" for one in ("chapeau", "a.1", "a.2", "a.3", "b.1", "c.1"))
# Of each Party: who stays away, how many heads have the level, and what these are called.
STAYED_AWAY = ("CY", "MT", "HN", "CR", "SV")
OF_THE_LEVEL = {"EU": (22, "cosi_member"), "CLASI": (11, "national_coordinator")}
WRITES = {"EU": SECRETARIAT, "CLASI": "secretariat-clasi"}


@story.event(
    "2027-02-18T17:30",
    _("The secretariat records the first preparatory meeting of Lithuania and Bolivia."),
    who="secretariat",
    clauses=PREPARED,
    path=f"{PAGE}preparation/",
)
def first_preparation(stage: Stage) -> None:
    _prepared(stage, "2027-02-18T16:00", "senior_1")


@story.event(
    "2027-03-08T10:00",
    _("The agencies on the lists that both Parties signed are invited too."),
    who="secretariat",
    clauses=("II.2.composition.b.4", "II.2.composition.b.5"),
    path=f"{PAGE}invitations/",
)
def agencies_invited(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    there = set(
        Invitation.objects.filter(meeting=found).values_list("organisation__code", flat=True)
    )
    for one in queries.composition(found, at).invitees:
        if one.kind != "member" and not one.is_optional and one.code not in there:
            inviting.invite_also(found, key=one.key, by=by, at=at)


@story.event(
    "2027-03-22T11:00",
    _("The secretariat plans two sessions in Vilnius, on 19 and 20 May."),
    who="secretariat",
    path=f"{PAGE}sessions/",
)
def sessions_planned(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    for number, day in enumerate(("2027-05-19", "2027-05-20"), start=1):
        plan = sessions.Plan(
            kind="plenary",
            starts=story.instant(f"{day}T10:00 {VILNIUS}"),
            ends=story.instant(f"{day}T13:00 {VILNIUS}"),
            spoken=papers.LANGUAGES,
            interpreted=papers.LANGUAGES,
            title=words.said(f"preparing.sessions.senior_{number}"),
        )
        sessions.plan_session(meeting(stage.forum, SENIOR), plan=plan, by=by, at=at)


@story.event(
    "2027-04-02T18:00",
    _("The deadline for observers has passed: no organisation applied."),
    clauses=("II.2.composition.c",),
    path=f"{PAGE}observers/",
)
def nobody_observes(stage: Stage) -> None:
    """Time alone: nobody does anything."""
    asked = ObserverRequest.objects.filter(meeting=meeting(stage.forum, SENIOR))
    stage.expect(not asked.exists(), "Nobody asked to observe the senior officials.")


@story.event(
    "2027-04-16T11:00",
    _("The action points of the ministers are carried over to the senior officials."),
    who="secretariat",
    clauses=("I.2.1.a",),
    path=f"{PAGE}points/",
)
def points_carried(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    for row in points.live(stage.forum):
        if row.meeting_id != found.pk and row.carried_to is None:
            acting.carry(row, found, by=by, at=at)


@story.event(
    "2027-04-19T10:00",
    _(
        "Both co-presidencies publish the provisional agenda: six items, the first "
        "covering all open points."
    ),
    who="lt",
    clauses=("I.2.1.a", "I.2.6", *PLACED),
    path=f"{PAGE}agenda/",
)
def provisional_agenda(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    senior.begin_agenda(stage)
    key = senior.key_of(stage, "implementation")
    for one in OpenPoint.objects.filter(meeting=found, placed_at=None, settled_at=None):
        carry_over.place_point(found, one.pk, key=key, seen=senior.seen(stage), by=by, at=at)
    senior.publish_agenda(stage)
    made = papers.entered(stage, "agenda", words.said("agendas.senior.paper_title"), meeting=SENIOR)
    papers.written(stage, made, "en", words.agenda("senior", "en"))
    papers.sent(stage, made)


@story.event(
    "2027-04-27T11:00",
    _(
        "The secretariat compares with other initiatives what had not been compared yet, "
        "and writes a note."
    ),
    who="secretariat",
    clauses=("I.2.1.b",),
    path=f"{PAGE}coherence/",
)
def coherence_noted(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    rows = Commitment.objects.filter(instrument__forum=stage.forum)
    compared = Relation.objects.filter(ended_at=None, commitment__in=rows).values("commitment")
    left = dict.fromkeys(rows.exclude(pk__in=compared).values_list("pk", flat=True), ())
    if left:
        coherence.compare(stage.forum, left, by=by, at=at)
    coherence.write_note(
        meeting(stage.forum, SENIOR),
        day=date(2027, 4, 27),
        text=words.told(stage, SECRETARIAT, "preparing.coherence.senior.text"),
        findings=(),
        by=by,
        at=at,
    )


@story.event(
    "2027-04-28T17:30",
    _("The secretariat records the second preparatory meeting, now with the Dominican Republic."),
    who="secretariat",
    clauses=PREPARED,
    path=f"{PAGE}preparation/",
)
def second_preparation(stage: Stage) -> None:
    _prepared(stage, "2027-04-28T16:00", "senior_2")


@story.event(
    "2027-05-05T10:00",
    _(
        "Both co-presidencies publish the final agenda, and each names its co-chair. REV 1 "
        "is circulated in English."
    ),
    who="lt",
    clauses=("II.2.meetings.b.1", "I.2.6", *PLACED),
    path=f"{PAGE}agenda/",
)
def final_agenda(stage: Stage) -> None:
    found = meeting(stage.forum, SENIOR)
    senior.change_minutes(stage, "cycle_follow_up", 30)
    senior.publish_agenda(stage)
    for name in BOTH:
        by, at = stage.by(name)
        chairs.appoint_chair(found, member=name.upper(), deputy=False, by=by, at=at)
    made = agenda_paper(stage)
    papers.revised(stage, made, "agendas.senior.revisions.rev_1")
    papers.written(stage, made, "en", words.agenda("senior", "en", hours="rev_1"))
    papers.sent(stage, made)


@story.event(
    "2027-05-05T15:00",
    _("The delegations name their members: 25 on one side and 13 on the other."),
    who="secretariat",
    clauses=("I.2.2", "II.2.composition.a.1", "II.2.composition.a.2"),
    path=f"{PAGE}delegations/",
)
def delegations_named(stage: Stage) -> None:
    left = {party: number for party, (number, _rank) in OF_THE_LEVEL.items()}
    for row in coming(stage):
        assert row.member is not None
        party = row.member.party.code
        _named(stage, row, has_level=left[party] > 0)
        left[party] -= 1


@story.event(
    "2027-05-07T12:00",
    _("The Spanish and Portuguese versions follow: the agenda is available in three languages."),
    who="secretariat",
    clauses=("I.2.6",),
    path="documents/",
)
def agenda_in_all(stage: Stage) -> None:
    made = agenda_paper(stage)
    for language in ("es", "pt"):
        papers.written(stage, made, language, words.agenda("senior", language, hours="rev_1"))


def agenda_paper(stage: Stage) -> Document:
    """The agenda of the senior officials, as a paper of the register."""
    rows = Document.objects.select_related("forum")
    return rows.get(forum=stage.forum, meeting__slug=SENIOR, kind="agenda")


def coming(stage: Stage) -> list[Delegation]:
    """The delegations of members that come, in the order in which they were opened."""
    rows = Delegation.objects.filter(meeting=meeting(stage.forum, SENIOR), member__isnull=False)
    chosen = rows.exclude(member__code__in=STAYED_AWAY)
    return list(chosen.select_related("member__party").order_by("pk"))


def _prepared(stage: Stage, held: str, note: str) -> None:
    by, at = stage.by(SECRETARIAT)
    preparing.record_preparation(
        meeting(stage.forum, SENIOR),
        held_at=story.instant(held),
        format="virtual",
        present=["EU", "CLASI"],
        topics=TOPICS,
        note=words.told(stage, SECRETARIAT, f"preparing.preparatory_meetings.{note}"),
        by=by,
        at=at,
    )


def _named(stage: Stage, row: Delegation, *, has_level: bool) -> None:
    assert row.member is not None
    party, code = row.member.party.code, row.member.code
    by, at = stage.by(WRITES[party])
    reference = papers.delegate(stage, code, "request_by_note_verbale_som")
    papers.accepts(stage, row, reference, who=WRITES[party])
    row = people.record_request(
        row,
        reference=reference,
        seen=row.version,
        by=by,
        at=at,
    )
    rank = OF_THE_LEVEL[party][1] if has_level else "state_secretary"
    lead = Person(name=papers.delegate(stage, code, "head"), capacity="head", rank=rank)
    people.nominate(row, [lead], seen=row.version, by=by, at=at)
    row.refresh_from_db()
    if not has_level:
        row = people.declare_replacement(
            row,
            replaces=papers.delegate(stage, code, "replaces_director"),
            seen=row.version,
            by=by,
            at=at,
        )
    row = people.submit(row, seen=row.version, by=by, at=at)
    people.accept(row, seen=row.version, by=by, at=at)
