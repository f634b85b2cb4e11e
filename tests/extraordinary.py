"""The senior officials' meeting of May 2027 in the forum of the stories: virtual, and reviewing.

Everything goes through the actions.  Lithuania presides for the EU and the Dominican Republic for
CLASI, on whom both sides agreed; the air traffic to Vilnius is closed (domain.md C.10, US-10).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import findings
import forgotten
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import queries as versions
from cochair.features.agendas.actions import Typed
from cochair.features.commitments.models import Commitment
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.models import ProposedVersion
from cochair.features.conduct import actions as conduct
from cochair.features.conduct import queries as floor
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.follow_up import actions as following
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import actions as parties
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import ActingOffice
from cochair.features.registers import actions as registers
from cochair.features.review import drafts, outcomes, proposal
from cochair.features.sessions import actions as sessions
from cochair.features.sessions import changes
from cochair.features.silence import acts
from cochair.features.threats import actions as threats
from cochair.features.threats.actions import Found
from cochair.procedure.result import Result
from journeys import story
from played import played

SOM = f"{story.FORUM}-som-3"
FEBRUARY = datetime(2027, 2, 1, 10, tzinfo=UTC)
MONDAY = datetime(2027, 5, 10, 9, tzinfo=UTC)
DECLARED = datetime(2027, 5, 12, 9, tzinfo=UTC)
# 19 May, 15:00 in Brussels; 20 May, 18:00 in Brussels.
OPENS = datetime(2027, 5, 19, 13, tzinfo=UTC)
CLOSES = datetime(2027, 5, 20, 16, tzinfo=UTC)
SILENT_FROM = datetime(2027, 5, 21, 9, tzinfo=UTC)
# 28 May, 17:00 in Brussels.
SILENT_UNTIL = datetime(2027, 5, 28, 15, tzinfo=UTC)
CLOSED = SILENT_UNTIL + timedelta(seconds=61)
JULY = datetime(2027, 7, 1, 10, tzinfo=UTC)
IN_FORCE_FROM = date(2028, 1, 1)
REASON = "Air traffic to Vilnius is closed, and both sides want the third cycle to go on."
FUNCTIONS = (
    "implementation",
    "best_practices",
    "improvement_areas",
    "new_areas",
    "cycle_follow_up",
    "procedures_review",
)
OPTION = "incoming.per_side.EU"


@played
def forum() -> Forum:
    """The forum with its third cycle planned, the senior officials' days fixed, and DO in office."""
    found: Forum = story.load()
    story.plan(found)
    # The Party's own designation is another story (US-09): here it is settled.
    PresidencyTerm.objects.filter(party__forum=found, holder__code="BO").update(
        end=datetime(2027, 1, 15, 5, tzinfo=UTC)
    )
    forgotten.everything()
    parties.designate(
        found,
        party="CLASI",
        member="DO",
        start=datetime(2027, 1, 15, 5, tzinfo=UTC),
        end=None,
        zone="America/Santo_Domingo",
        document="Decision of the summit",
        by=story.hat(found, "bo", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        at=datetime(2026, 12, 1, 9, tzinfo=UTC),
    )
    day = meetings.Day(
        date(2027, 5, 19), date(2027, 5, 20), "vilnius", "in_person", "10:00", "18:00"
    )
    act = meetings.propose_schedule(
        meeting(found), day=day, reason="", by=lt(found, FEBRUARY), at=FEBRUARY
    )
    both(found, act, FEBRUARY)
    return found


def meeting(forum: Forum) -> Meeting:
    """The senior officials' meeting, as it stands."""
    return Meeting.objects.select_related("forum").get(forum=forum, slug=SOM)


def lt(forum: Forum, at: datetime) -> ActingOffice:
    """The co-presidency of the EU."""
    return story.hat(forum, "lt", at)  # type: ignore[no-any-return]


def both(forum: Forum, act: object, at: datetime) -> None:
    """Both keys of May 2027."""
    story.both_sign(forum, act, at, "lt", "do")


@played
def converted(
    forum: Forum, *, counts: bool = True, reasons: Mapping[str, str] | None = None
) -> Meeting:
    """The meeting becomes a virtual contact: proposed on Monday, signed by both on Wednesday."""
    act = changes.propose_conversion(
        meeting(forum),
        circumstance="transport",
        counts=counts,
        reason=REASON,
        reasons=reasons,
        by=lt(forum, MONDAY),
        at=MONDAY,
    )
    both(forum, act, DECLARED)
    for day in (19, 20):
        starts = datetime(2027, 5, day, 13, tzinfo=UTC)
        plan = sessions.Plan(
            kind="plenary",
            starts=starts,
            ends=starts + timedelta(hours=3),
            spoken=("en", "es"),
            interpreted=("pt",),
            title={"en": f"Session {day - 18}"},
            remote_link="https://meet.example.org/som",
        )
        sessions.plan_session(meeting(forum), plan=plan, by=lt(forum, DECLARED), at=DECLARED)
    return meeting(forum)


@played
def with_agenda(forum: Forum) -> None:
    """A provisional agenda with one item for each function, published by both."""
    at = DECLARED + timedelta(hours=1)
    by = lt(forum, at)
    agendas.begin_stage(meeting(forum), stage="provisional", by=by, at=at)
    for tag in FUNCTIONS:
        title = {code: f"{tag} {code}" for code in ("en", "es", "pt")}
        agendas.insert_item(
            meeting(forum),
            typed=Typed(title=title, type="discussion", tags=(tag,), minutes=30),
            place=None,
            seen=_latest(forum).token,
            by=by,
            at=at,
        )
    act = agendas.propose_publication(meeting(forum), seen=_latest(forum).token, by=by, at=at)
    both(forum, act, at)


@played
def opened(forum: Forum) -> Meeting:
    """The contact, open from the first session on."""
    act = meetings.propose_step(
        meeting(forum), kind="meeting.open", by=lt(forum, OPENS), at=OPENS, reason=REASON
    )
    both(forum, act, OPENS)
    return meeting(forum)


@played
def discussed(forum: Forum) -> None:
    """Three practices, an area to improve, two new areas, word on every commitment, all concluded."""
    at = OPENS + timedelta(hours=1)
    spain, by = story.hat(forum, "es", at), lt(forum, at)
    assessment = registers.enter_assessment(
        forum, series="SOCTA", edition="2025", url="", by=by, at=at
    )
    for number in range(1, 4):
        _bring(forum, spain, at, "good_practice", f"Practice {number}")
    _bring(forum, spain, at, "improvement", "Faster answers")
    sea = Found(findings.TITLE, [findings.area(forum)], "both", "Page 12")
    cited = threats.enter(assessment, sea, by=by, at=at).number
    _bring(forum, spain, at, "new_area", "Ports", dimension="operational", findings=(cited,))
    _bring(
        forum,
        spain,
        at,
        "new_area",
        "Shared training",
        dimension="technical",
        not_relevant_reason="It is about people, not about a threat.",
    )
    for row in Commitment.objects.filter(instrument__forum=forum):
        following.report(
            row,
            status="in_progress",
            words="The work goes on as planned.",
            evidence="Note of May 2027",
            language="en",
            by=spain,
            at=at,
        )
    for item in _latest(forum).items:
        seen = floor.floor(meeting(forum)).last
        conduct.open_item(meeting(forum), item.key, seen=seen, by=by, at=at)
        conduct.conclude_item(
            meeting(forum),
            item.key,
            words={"en": "The meeting discussed it."},
            kind="note",
            seen=floor.floor(meeting(forum)).last,
            by=by,
            at=at + timedelta(minutes=5),
        )


def draft(forum: Forum, at: datetime = OPENS, number: str = "1.1") -> ProposedVersion:
    """A draft that takes two incoming presidencies of the Council to the table."""
    by = lt(forum, at)
    row = drafts.begin(forum, number=number, effective_from=IN_FORCE_FROM, by=by, at=at)
    return drafts.set_option(row, key=OPTION, value=2, seen=row.digest, by=by, at=at)


@played
def proposed(forum: Forum, at: datetime = OPENS) -> ProposedVersion:
    """The draft, proposed to the meeting."""
    row = draft(forum, at)
    return proposal.propose(row, meeting=meeting(forum), seen=row.digest, by=lt(forum, at), at=at)


def noted(
    forum: Forum, outcome: str, row: ProposedVersion | None = None, at: datetime = OPENS
) -> None:
    """Both note with what the review ended."""
    act = outcomes.propose_review(
        meeting(forum), outcome=outcome, proposal=row, by=lt(forum, at), at=at
    )
    both(forum, act, at)


@played
def closed(forum: Forum) -> Meeting:
    """The contact, closed by both after the second session."""
    act = meetings.propose_step(
        meeting(forum), kind="meeting.close", by=lt(forum, CLOSES), at=CLOSES, reason=REASON
    )
    both(forum, act, CLOSES)
    return meeting(forum)


def silent(forum: Forum, row: ProposedVersion) -> SilenceProcedure:
    """The paper under silence, opened by both the day after."""
    act = acts.propose_opening(
        row.document, expires_at=SILENT_UNTIL, by=lt(forum, SILENT_FROM), at=SILENT_FROM
    )
    both(forum, act, SILENT_FROM)
    return SilenceProcedure.objects.select_related("forum").get(forum=forum)


def result(forum: Forum, rule: str, at: datetime, target: str = SOM) -> Result:
    """What a clause says of the meeting at an instant."""
    (found,) = [
        one for one in compliance.results(forum, at) if one.rule == rule and one.target.id == target
    ]
    return found


def _bring(
    forum: Forum, by: ActingOffice, at: datetime, kind: str, title: str, **more: object
) -> None:
    brought = registers.Brought(
        kind=kind,
        title=title,
        words=f"{title}, described in a sentence.",
        language="en",
        **more,  # type: ignore[arg-type]
    )
    registers.bring(meeting(forum), brought, by=by, at=at)


def _latest(forum: Forum) -> versions.Version:
    found = versions.latest(versions.versions(meeting(forum)))
    assert found is not None
    return found
