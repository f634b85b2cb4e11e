"""The ministerial meeting of the stories with an observer, and papers that it may read or not.

Run as a program it prepares a home.

    python tests/journeys/observed.py HOME
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from journeys import story

TODAY = datetime(2026, 9, 17, 8, tzinfo=UTC)
SESSIONS = ((10, True), (11, False), (14, True))
SENIOR = f"{story.FORUM}-som-3"
# Kind, title, meeting, marking, whether observers see it, whether it went out.
PAPERS: tuple[tuple[str, str, str, str, bool, bool], ...] = (
    ("agenda", "Agenda for observers", story.MINISTERIAL, "participants", True, True),
    ("note", "Notes on the harbour", story.MINISTERIAL, "forum", True, True),
    ("note", "Practical arrangements", story.MINISTERIAL, "public", True, True),
    ("draft_final_document", "Draft declaration", story.MINISTERIAL, "participants", False, True),
    ("note", "Declaration, next round", story.MINISTERIAL, "participants", True, False),
    ("note", "Declaration of the senior officials", SENIOR, "participants", True, True),
    ("note", "Declaration, what we could give", story.MINISTERIAL, "internal", True, True),
    ("note", "Declaration, among us two", story.MINISTERIAL, "presidencies", True, True),
)


def fill(forum: Any) -> None:
    """The sessions, the observer, and the papers."""
    _sessions(forum, datetime(2026, 7, 22, tzinfo=UTC))
    _observer(forum)
    for paper in PAPERS:
        _paper(forum, paper, datetime(2026, 9, 10, tzinfo=UTC))


def _by(forum: Any, name: str, at: datetime) -> dict[str, Any]:
    return {"by": story.hat(forum, name, at), "at": at}


def _meeting(forum: Any) -> Any:
    from cochair.features.meetings.models import Meeting

    return Meeting.objects.select_related("forum").get(forum=forum, slug=story.MINISTERIAL)


def _sessions(forum: Any, at: datetime) -> None:
    from cochair.features.sessions import actions

    for hour, admits in SESSIONS:
        plan = actions.Plan(
            kind="plenary",
            starts=datetime(2026, 10, 8, hour, tzinfo=UTC),
            ends=datetime(2026, 10, 8, hour + 1, tzinfo=UTC),
            spoken=("en", "es"),
            interpreted=(),
            title={},
            observers_admitted=admits,
        )
        actions.plan_session(_meeting(forum), plan=plan, **_by(forum, "secretariat", at))


def _observer(forum: Any) -> None:
    """20 August to 8 September: Interpol asks, both agree, and both invite it with papers."""
    from cochair.features.meetings.models import ObserverRequest
    from cochair.features.observers import actions
    from cochair.features.observers.states import Answer

    at = datetime(2026, 8, 20, 9, tzinfo=UTC)
    actions.request_attendance(
        _meeting(forum),
        organisation="INTERPOL",
        reason="Our files serve the same cases.",
        documents="observers",
        **_by(forum, "interpol", at),
    )
    row = ObserverRequest.objects.get(meeting__slug=story.MINISTERIAL)
    for name, moment in (
        ("ie", datetime(2026, 9, 1, 9, tzinfo=UTC)),
        ("bo", datetime(2026, 9, 8, 16, tzinfo=UTC)),
    ):
        actions.answer_request(row, answer=Answer.AGREED, **_by(forum, name, moment))
    at = datetime(2026, 9, 8, 16, 5, tzinfo=UTC)
    act = actions.propose_invitation(
        row, sessions=[1, 3], documents="observers", **_by(forum, "secretariat", at)
    )
    story.both_sign(forum, act, at, "ie", "bo")


def _paper(forum: Any, paper: tuple[str, str, str, str, bool, bool], at: datetime) -> None:
    from cochair.features.documents.models import Document
    from cochair.features.languages import actions as languages
    from cochair.features.languages.paragraph_ids import identified
    from cochair.features.register import actions as register
    from cochair.features.register import entry as entering
    from cochair.features.register import pasted_text

    kind, title, meeting, marking, for_observers, goes_out = paper
    entry = entering.Entry(
        kind=kind,
        title={"en": title},
        source="en",
        originator="CO_PRESIDENCIES",
        marking=marking,
        meeting=meeting,
        for_observers=for_observers,
    )
    by = _by(forum, "secretariat", at)
    made = entering.register(forum, entry, **by)
    revision = made.revisions.get()
    text = identified(revision, "en", pasted_text.read(f"# {title}\n\nWe trust each other."))

    def seen() -> int:
        return int(Document.objects.get(pk=made.pk).version)

    edition = languages.add_edition(revision, languages.Draft("en", text, title), seen=seen(), **by)
    languages.release(edition, seen=seen(), **by)
    if goes_out:
        row = Document.objects.get(pk=made.pk)
        register.circulate(row, purpose="information", until=None, seen=row.version, **by)


def main(home: Path) -> None:
    """A home with the observer invited, on the day of the journey."""
    story.prepare(home, planned=True, confirmed=True)
    from cochair.features.parties.models import Forum
    from journeys import server

    fill(Forum.objects.get(slug=story.FORUM))
    server.House("", home).set_clock(TODAY)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
