"""US-09: two handovers in one cycle (2 December 2026 to 5 March 2027)."""

from datetime import date

from cochair.features.acts.models import JointAct
from cochair.features.handovers import actions as handovers
from cochair.features.handovers.models import Pack
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import queries
from cochair.features.meetings import actions as meetings
from cochair.features.parties import actions as parties
from cochair.features.parties.models import PresidencyTerm
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, words
from cochair.story.eu_clasi.forum import INSTITUTIONAL, SENIOR, ZONE, meeting
from cochair.story.eu_clasi.us02 import LISTS
from cochair.story.events import Stage, Telling

story = Telling("US-09", ZONE)
CARIBBEAN = "America/Santo_Domingo"
TAKES_OVER = story.instant(f"2027-03-04T10:00 {CARIBBEAN}")
PAGE = f"meetings/{SENIOR}/"
DOCUMENTS = "closing.handovers.documents"


@story.event(
    "2026-12-02T10:00",
    _("Ireland makes the handover file for Lithuania and acknowledges it."),
    who="ie",
    path="handover/",
)
def pack_for_lithuania(stage: Stage) -> None:
    _pack(stage, "ie", "ireland_to_lithuania")


@story.event(
    "2026-12-18T11:00",
    _("Lithuania accepts its handover file by name."),
    who="lt",
    path="handover/",
)
def lithuania_accepts(stage: Stage) -> None:
    _accept(stage, "lt")


@story.event(
    "2027-01-01T00:00",
    _(
        "The presidency changes in Brussels: Lithuania takes over, and Ireland may only "
        "read what it leaves."
    ),
    path="members/",
)
def lithuania_presides(stage: Stage) -> None:
    """Time alone: nobody does anything."""
    stage.expect(not stage.signs("ie"), "The term of Ireland is over.")
    stage.expect(stage.signs("lt"), "The term of Lithuania has begun.")


@story.event(
    "2027-02-02T11:00 America/La_Paz",
    _(
        "Bolivia records its successor as of 4 March and makes the handover file for the "
        "Dominican Republic."
    ),
    who="bo",
    path="members/",
)
def dominican_republic_designated(stage: Stage) -> None:
    _designate(stage, "DO", "designation")
    _pack(stage, "bo", "bolivia_to_dominican_republic")


@story.event(
    "2027-02-15T11:00 America/La_Paz",
    _("A second document names Ecuador: the next presidency is disputed."),
    who="bo",
    clauses=("I.2.3",),
    path="members/",
)
def second_designation(stage: Stage) -> None:
    _designate(stage, "EC", "second_designation")


@story.event(
    "2027-02-15T17:00",
    _(
        "The secretariat tries to issue the notice of the senior officials’ meeting before "
        "the question is settled."
    ),
    who="secretariat",
    clauses=("I.2.3",),
    path=PAGE,
    is_refused=True,
)
def no_notice_in_a_dispute(stage: Stage) -> None:
    with stage.refused():
        _notice(stage)


@story.event(
    "2027-02-25T11:00 America/La_Paz",
    _("CLASI alone settles it with its decision; Lithuania takes note."),
    who="bo",
    path="members/",
)
def settled(stage: Stage) -> None:
    term = PresidencyTerm.objects.filter(
        party__forum=stage.forum, holder__code="DO", superseded_at=None, status="disputed"
    ).get()
    by, at = stage.by("bo")
    decision = words.told(stage, "bo", f"{DOCUMENTS}.settlement")
    term = parties.settle(term, document=decision, by=by, at=at)
    by, at = stage.by("lt")
    parties.acknowledge(term, by=by, at=at)


@story.event(
    "2027-02-26T11:00 America/Santo_Domingo",
    _("The Dominican Republic accepts its handover file by name."),
    who="do",
    path="handover/",
)
def dominican_republic_accepts(stage: Stage) -> None:
    _accept(stage, "do")


@story.event(
    "2027-03-03T16:00",
    _(
        "Lithuania and Bolivia sign the notice of the senior officials’ meeting, one day "
        "before the end of Bolivia’s term."
    ),
    who="bo",
    clauses=("I.2.3", "II.2.meetings.a.3"),
    path=PAGE,
)
def notice_signed(stage: Stage) -> None:
    stage.sign(_notice(stage), "lt", "bo")


@story.event(
    "2027-03-03T18:00",
    _(
        "The secretariat sends the date of the institutional meeting and the lists of "
        "agencies for signature."
    ),
    who="secretariat",
    path="acts/",
)
def acts_proposed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    day = date(2027, 11, 9)
    meetings.propose_schedule(
        meeting(stage.forum, INSTITUTIONAL),
        day=meetings.Day(day, day, "athens", "in_person", "10:00", "16:00"),
        reason="",
        by=by,
        at=at,
    )
    for group, entries in LISTS.items():
        inviting.propose_relevance_list(
            meeting(stage.forum, SENIOR), group=group, entries=entries, by=by, at=at
        )


@story.event(
    "2027-03-04T13:59:30 UTC",
    _("Half a minute before its term ends, Bolivia signs the date of the institutional meeting."),
    who="bo",
    path="acts/",
)
def half_a_minute_before(stage: Stage) -> None:
    stage.sign(stage.open_act("meeting.schedule"), "bo")


@story.event(
    "2027-03-04T14:00:01 UTC",
    _("One second after the end of its term, Bolivia tries to sign."),
    who="bo",
    clauses=("I.2.1.a",),
    path="acts/",
    is_refused=True,
)
def a_second_after(stage: Stage) -> None:
    with stage.refused():
        for act in stage.open_acts(queries.RELEVANCE):
            stage.sign(act, "bo")


@story.event(
    "2027-03-04T14:05 UTC",
    _("The acts are sent to the Dominican Republic, which signs them; Lithuania signs them too."),
    who="do",
    clauses=("II.2.composition.b.4", "II.2.composition.b.5", "II.3.functions.c.3"),
    path="acts/",
)
def the_next_signs(stage: Stage) -> None:
    for act in stage.open_acts(queries.RELEVANCE):
        stage.sign(act, "do", "lt")
    stage.sign(stage.open_act("meeting.schedule"), "lt")


@story.event(
    "2027-03-04T14:10 UTC",
    _("The Dominican Republic confirms the notice that Bolivia signed a day before."),
    who="do",
    clauses=("I.2.3",),
    path=PAGE,
)
def notice_confirmed(stage: Stage) -> None:
    by, at = stage.by("do")
    inviting.confirm_notice(meeting(stage.forum, SENIOR), by=by, at=at)


def _pack(stage: Stage, name: str, note: str) -> None:
    """The file of whoever goes, with a note for whoever comes that its own Party alone reads."""
    by, at = stage.by(name)
    made = handovers.make_pack(stage.forum, by=by, at=at)
    handovers.acknowledge(
        made, name=words.told(stage, name, f"closing.handovers.heads.{name}"), by=by, at=at
    )
    papers.internal(stage, f"closing.handovers.notes.{note}", who=name, meeting="")


def _accept(stage: Stage, name: str) -> None:
    """The first pack of the Party of whoever comes."""
    by, at = stage.by(name)
    made = Pack.objects.get(forum=stage.forum, party__code=by.party, number=1)
    handovers.note_opened(made, by=by, at=at)
    handovers.accept(
        made, name=words.told(stage, name, f"closing.handovers.heads.{name}"), by=by, at=at
    )


def _designate(stage: Stage, member: str, document: str) -> None:
    by, at = stage.by("bo")
    parties.designate(
        stage.forum,
        party="CLASI",
        member=member,
        start=TAKES_OVER,
        end=None,
        zone=CARIBBEAN,
        document=words.told(stage, "bo", f"{DOCUMENTS}.{document}"),
        by=by,
        at=at,
    )


def _notice(stage: Stage) -> JointAct:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, SENIOR)
    everybody = queries.composition(found, at).invitees
    return inviting.propose_notice(
        found,
        text=papers.notice("senior"),
        recipients=[one.key for one in everybody if not one.is_optional],
        by=by,
        at=at,
    )
