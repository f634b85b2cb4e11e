"""US-06: the ministerial day (24 September to 9 October 2026; the meeting on 8 October)."""

from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.delegations import actions as people
from cochair.features.delegations import check_in
from cochair.features.delegations.person import Person
from cochair.features.meetings import chairs
from cochair.features.meetings.models import Delegation
from cochair.features.room import actions as room
from cochair.features.room import queries as decisions
from cochair.features.room.statement_input import Said
from cochair.features.room.terms import Wish
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import declaration, papers, words
from cochair.story.eu_clasi.forum import MINISTERIAL, ZONE, meeting
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.events import Stage, Telling

story = Telling("US-06", ZONE)
PAGE = f"meetings/{MINISTERIAL}/"
ROOM, DECISION = f"{PAGE}room/", f"{PAGE}decisions/1/"
SITTING = Sitting(MINISTERIAL, ("ie", "bo"), "ie")
# Two of CLASI stay away; so many of each Party are ministers, and the others replace one.
STAYED_AWAY = ("HN", "CR")
OBSERVERS = ("INTERPOL", "COMJIB")
MINISTERS = {"EU": 20, "CLASI": 9}
WRITES = {"EU": "secretariat", "CLASI": "bo"}
# The kind of the conclusion of each item; an adoption has none.
CONCLUDED = {"i1": "exchange", "i2": "note", "i3": ""}


@story.event(
    "2026-09-24T15:00",
    _(
        "The delegations accept the invitation, name their members and are accredited: 27 on one side and 14 on the other."
    ),
    who="secretariat",
    clauses=("I.2.2", "II.1.composition.a.1", "II.1.composition.a.2"),
    path=f"{PAGE}delegations/",
)
def delegations_named(stage: Stage) -> None:
    left = dict(MINISTERS)
    rows = Delegation.objects.filter(meeting=meeting(stage.forum), member__isnull=False)
    for row in rows.exclude(member__code__in=STAYED_AWAY).select_related("member__party"):
        assert row.member is not None
        party = row.member.party.code
        is_minister = left[party] > 0
        left[party] -= is_minister
        _named(stage, row, WRITES[party], is_minister=is_minister)


def _named(stage: Stage, row: Delegation, who: str, *, is_minister: bool) -> None:
    by, at = stage.by(who)
    code = row.member.code if row.member else ""
    reference = papers.delegate(stage, code, "request_by_note_verbale")
    papers.accepts(stage, row, reference, who=who)
    row = people.record_request(
        row,
        reference=reference,
        seen=row.version,
        by=by,
        at=at,
    )
    rank = "minister" if is_minister else "vice_minister"
    lead = Person(name=papers.delegate(stage, code, "head"), capacity="head", rank=rank)
    people.nominate(row, [lead], seen=row.version, by=by, at=at)
    row.refresh_from_db()
    if not is_minister:
        row = people.declare_replacement(
            row,
            replaces=papers.delegate(stage, code, "replaces_minister"),
            seen=row.version,
            by=by,
            at=at,
        )
    row = people.submit(row, seen=row.version, by=by, at=at)
    people.accept(row, seen=row.version, by=by, at=at)


@story.event(
    "2026-10-08T09:30",
    _("41 delegations, both observers and both co-chairs check in."),
    who="secretariat",
    clauses=("I.2.2", "II.1.meetings.b.1"),
    path=ROOM,
)
def checked_in(stage: Stage) -> None:
    delegations_come(stage)
    for code in OBSERVERS:
        _observer_comes(stage, code)


def delegations_come(stage: Stage) -> None:
    """Those who came of each delegation of a State are let in, and both co-chairs are there."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum)
    here = Delegation.objects.filter(meeting=found, member__isnull=False)
    for row in here.exclude(member__code__in=STAYED_AWAY):
        for one in row.people.filter(removed_at=None):
            check_in.check_in(found, one.badge, mode="physical", by=by, at=at)
    for name in ("ie", "bo"):
        by, at = stage.by(name)
        chair = chairs.appoint_chair(found, member=name.upper(), deputy=False, by=by, at=at)
        chairs.check_in(found, chair.pk, by=by, at=at)


def _observer_comes(stage: Stage, code: str) -> None:
    """An observer names its head of delegation, and is let in at the desk."""
    by, at = stage.by(code.lower())
    found = meeting(stage.forum)
    row = Delegation.objects.get(meeting=found, organisation__code=code)
    head = Person(name=papers.delegate(stage, code, "head"), capacity="head")
    (one,) = people.nominate(row, [head], seen=row.version, by=by, at=at)
    by, at = stage.by("secretariat")
    check_in.check_in(found, one.badge, mode="physical", by=by, at=at)


@story.event(
    "2026-10-08T10:00",
    _("Both co-chairs open the meeting. The exchange of views is under discussion."),
    who="ie",
    clauses=("II.1.meetings.a.1", "II.1.meetings.a.2", "I.2.cycle.1"),
    path=ROOM,
)
def opened(stage: Stage) -> None:
    SITTING.step(stage, "meeting.open")
    SITTING.discuss(stage, "i1")


@story.event(
    "2026-10-08T12:00",
    _("The exchange of views is concluded."),
    who="ie",
    clauses=("II.1.functions.a",),
    path=ROOM,
)
def views_exchanged(stage: Stage) -> None:
    _conclude(stage, "i1")


@story.event(
    "2026-10-08T15:00", _("The review of progress is under discussion."), who="ie", path=ROOM
)
def review_opened(stage: Stage) -> None:
    SITTING.discuss(stage, "i2")


@story.event(
    "2026-10-08T15:35",
    _("The review of progress is concluded, and the declaration is under discussion."),
    who="ie",
    clauses=("II.1.functions.b",),
    path=ROOM,
)
def review_concluded(stage: Stage) -> None:
    _conclude(stage, "i2")
    SITTING.discuss(stage, "i3")


@story.event(
    "2026-10-08T15:40",
    _("Both co-chairs submit the declaration for adoption. Its text is fixed by its fingerprint."),
    who="ie",
    clauses=("I.2.4", "I.2.5"),
    path=DECISION,
)
def put(stage: Stage) -> None:
    wish = Wish(
        papers.paper(stage, declaration.PAPER),
        kind="final_document",
        form="joint_declaration",
        item="i3",
    )
    for name in ("ie", "bo"):
        by, at = stage.by(name)
        room.put(meeting(stage.forum), wish, by=by, at=at)


@story.event(
    "2026-10-08T15:41",
    _("Europol tries to object: an agency does not take part in the decision."),
    who="europol",
    clauses=("I.2.5",),
    path=DECISION,
    is_refused=True,
)
def europol_has_no_say(stage: Stage) -> None:
    with stage.refused():
        _object(stage, "europol", "of_an_agency", "p-23")


@story.event(
    "2026-10-08T15:42",
    _("Paraguay objects to paragraph 9."),
    who="py",
    clauses=("I.2.5",),
    path=DECISION,
)
def paraguay_objects(stage: Stage) -> None:
    _object(stage, "py", "objection", declaration.NINE)


@story.event(
    "2026-10-08T15:44",
    _("Ireland tries to declare consensus despite the objection. The attempt is recorded."),
    who="ie",
    clauses=("I.2.5",),
    path=DECISION,
    is_refused=True,
)
def no_consensus_over_an_objection(stage: Stage) -> None:
    with stage.refused(leaves_a_trace=True):
        _declare(stage, "ie")


@story.event("2026-10-08T15:45", _("Both co-chairs suspend the decision."), who="ie", path=DECISION)
def suspended(stage: Stage) -> None:
    for name in ("ie", "bo"):
        by, at = stage.by(name)
        found = decision(stage)
        seen = core.suspension_digest(decisions.decision(found))
        room.suspend(found, seen=seen, by=by, at=at)


@story.event(
    "2026-10-08T15:55",
    _(
        "During the suspension both co-chairs circulate a way out as a non-paper, in three languages."
    ),
    who="ie",
    clauses=("I.2.5",),
    path="documents/",
)
def way_out_circulated(stage: Stage) -> None:
    papers.sent(
        stage, papers.drawn_up(stage, "negotiation.room.way_out", "non_paper", originator="NONE")
    )


@story.event(
    "2026-10-08T16:05",
    _("Paraguay converts its objection into a dissociation from paragraph 9."),
    who="py",
    clauses=("I.2.5",),
    path=DECISION,
)
def converted(stage: Stage) -> None:
    by, at = stage.by("py")
    found = decision(stage)
    (objection,) = Objection.objects.filter(decision=found)
    said = Said(
        StatementKind.DISSOCIATION_FROM_PARAGRAPH,
        words.said("negotiation.room.dissociation"),
        (declaration.NINE,),
    )
    room.convert(found, objection, said, by=by, at=at)


@story.event(
    "2026-10-08T16:10",
    _("Both co-chairs declare consensus: the declaration is adopted, with a footnote."),
    who="bo",
    clauses=("I.2.5", "II.1.functions.c"),
    path=DECISION,
)
def declared(stage: Stage) -> None:
    for name in ("ie", "bo"):
        _declare(stage, name)
    _conclude(stage, "i3")


@story.event(
    "2026-10-08T16:25",
    _("Both co-chairs close the meeting."),
    who="ie",
    clauses=("I.2.2", "I.2.5"),
    path=PAGE,
)
def closed(stage: Stage) -> None:
    SITTING.step(stage, "meeting.close")


@story.event(
    "2026-10-09T10:00",
    _("Both co-presidencies publish the declaration in three languages."),
    who="bo",
    path=f"register/{declaration.PAPER}/",
)
def published(stage: Stage) -> None:
    papers.published(stage, declaration.PAPER)


@story.event(
    "2026-10-09T10:30",
    _("Both co-presidencies publish a text for the press in three languages."),
    who="ie",
    path="register/",
)
def press_told(stage: Stage) -> None:
    made = papers.drawn_up(stage, "negotiation.press", "note", meeting="", marking="forum")
    papers.sent(stage, made)
    papers.published(stage, made.slug)


def decision(stage: Stage) -> RoomDecision:
    """The decision on the declaration, as it stands."""
    return decisions.decisions(stage.forum).get(meeting=meeting(stage.forum))


def _object(stage: Stage, name: str, where: str, paragraph: str) -> None:
    by, at = stage.by(name)
    why, language = stage.in_own_words(name, words.said(f"negotiation.room.{where}"))
    room.object_to(
        decision(stage),
        words=why,
        paragraphs=(paragraph,),
        language=language,
        by=by,
        received_at=at,
    )


def _declare(stage: Stage, name: str) -> None:
    by, at = stage.by(name)
    found = decision(stage)
    seen = core.declaration_digest(decisions.decision(found), Claim.CONSENSUS)
    room.declare(found, claim=Claim.CONSENSUS, seen=seen, by=by, at=at)


def _conclude(stage: Stage, key: str) -> None:
    said = words.said(f"records.ministerial.conclusions.{key}.en")
    SITTING.conclude(stage, key, CONCLUDED[key], {"en": said})
