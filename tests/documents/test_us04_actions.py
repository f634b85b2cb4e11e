"""US-04, through the actions: three languages, and who owes which (I.2.6).

domain.md C.10: 8 September to 3 October 2026, on the story's forum.
"""

from datetime import datetime

import pytest

from cochair.features.compliance import cure_turns, language_notices
from cochair.features.compliance import queries as results
from cochair.features.documents.models import Document
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.register import actions as register
from cochair.features.register import entry
from cochair.kernel.kind import Turn
from cochair.procedure.result import Ground, Outcome, Result
from cochair.site.desk import language_desk
from cochair.site.desk.dossier import Dossier
from cochair.web import localize
from journeys import story
from owing import owed
from papers import fresh, last, words

CLAUSE = "I.2.6"
# The code of a State may be that of a language.
STATES = {"ES": {"en": "Spain"}, "PT": {"en": "Portugal"}}


def brussels(day: str, hour: str = "09:00", zone: str = "+02:00") -> datetime:
    """An instant of 2026 in Brussels."""
    return datetime.fromisoformat(f"2026-{day}T{hour}{zone}")


@pytest.fixture
def forum(db: None) -> Forum:
    """The story's forum with the ministerial confirmed for 8 October in Brussels."""
    found: Forum = story.load()
    story.plan(found)
    story.confirm(found)
    return found


def entered(forum: Forum, at: datetime, **more: object) -> Document:
    """A paper for the ministerial."""
    said: dict[str, object] = {
        "kind": "agenda",
        "title": {"en": "Provisional agenda"},
        "source": "en",
        "originator": "CO_PRESIDENCIES",
        "marking": "participants",
        "meeting": story.MINISTERIAL,
    }
    by = story.hat(forum, "secretariat", at)
    return entry.register(forum, entry.Entry(**{**said, **more}), by=by, at=at)  # type: ignore[arg-type]


def released(document: Document, language: str, text: str, at: datetime, **more: object) -> None:
    """A language of its newest revision, released."""
    by = story.hat(document.forum, "secretariat", at)
    draft = languages.Draft(language, words(text), **more)  # type: ignore[arg-type]
    made = languages.add_edition(last(document), draft, seen=fresh(document).version, by=by, at=at)
    languages.release(made, seen=fresh(document).version, by=by, at=at)


def out(document: Document, at: datetime) -> None:
    """Its newest revision, circulated."""
    row = fresh(document)
    by = story.hat(document.forum, "secretariat", at)
    register.circulate(row, purpose="information", until=None, seen=row.version, by=by, at=at)


def revised(document: Document, at: datetime) -> None:
    """A new revision, written in English."""
    row = fresh(document)
    by = story.hat(document.forum, "secretariat", at)
    register.revise(row, source="en", summary="", seen=row.version, by=by, at=at)


def result(document: Document, at: datetime) -> Result:
    """What I.2.6 says of a document at an instant."""
    (found,) = [
        one
        for one in results.results(document.forum, at)
        if (one.rule, one.target.id) == (CLAUSE, document.slug)
    ]
    return found


def agenda(forum: Forum) -> Document:
    """The agenda up to 30 September: INIT, then REV 1 with Portuguese as a courtesy at first."""
    paper = entered(forum, brussels("09-08"))
    released(paper, "en", "Agenda", brussels("09-08"))
    out(paper, brussels("09-08"))
    released(paper, "es", "Orden del día", brussels("09-18"))
    revised(paper, brussels("09-24"))
    released(paper, "en", "Final agenda", brussels("09-24"))
    released(paper, "es", "Orden del día definitivo", brussels("09-24"))
    out(paper, brussels("09-24", "10:00"))
    released(paper, "pt", "Ordem", brussels("09-24", "12:00"), origin=Origin.MACHINE, courtesy=True)
    released(paper, "pt", "Ordem do dia final", brussels("09-30"))
    return paper


def test_the_agenda_is_late_by_two_days_because_a_courtesy_does_not_count(forum: Forum) -> None:
    paper = agenda(forum)

    before = result(paper, brussels("09-28", "23:59"))
    assert (before.outcome, before.due) == (Outcome.NOT_YET_DUE, brussels("09-29", "00:00"))
    missing = result(paper, brussels("09-29", "09:00"))
    assert (missing.outcome, missing.ground) == (Outcome.NOT_MET, Ground.NO_EVIDENCE)
    found = result(paper, brussels("09-30", "12:00"))
    assert (found.outcome, found.late_days) == (Outcome.MET, 2)


def test_the_desk_shows_the_gap_first_and_who_issued_it_owes_it(forum: Forum) -> None:
    paper = agenda(forum)
    whole = entered(forum, brussels("09-10"))
    for language in ("en", "es", "pt"):
        released(whole, language, f"Text {language}", brussels("09-10"))
    out(whole, brussels("09-10"))
    at = brussels("09-29")

    found = language_desk.owed(forum, story.hat(forum, "bo", at), at, {})

    assert [one.result.target.id for one in found] == [paper.slug, whole.slug]
    assert [(one.is_gap, one.overdue) for one in found] == [(True, 1), (False, 0)]
    (share,) = language_desk.shares(forum, found)
    assert share.party is not None
    assert (share.party.code, share.gaps, share.days) == ("EU", 1, 1)
    (row, _other) = language_desk.rows(forum, story.hat(forum, "bo", at), at, found)
    assert [one.state for one in row.line.languages] == ["released", "released", "released"]


def test_a_language_that_is_still_to_come_is_a_gap_that_is_not_late(forum: Forum) -> None:
    """I.2.6: before its day it counts among the gaps, and in no days late."""
    paper = agenda(forum)
    whole = entered(forum, brussels("09-10"))
    for language in ("en", "es", "pt"):
        released(whole, language, f"Text {language}", brussels("09-10"))
    out(whole, brussels("09-10"))
    at = brussels("09-28")
    hat = story.hat(forum, "bo", at)

    (one,) = language_desk.owed(forum, hat, at, {"gaps": "on"})

    assert (one.result.target.id, one.is_gap, one.overdue) == (paper.slug, True, 0)
    assert [(s.gaps, s.days) for s in language_desk.shares(forum, [one])] == [(1, 0)]


def test_a_revision_after_the_due_has_forty_eight_hours(forum: Forum) -> None:
    paper = agenda(forum)
    revised(paper, brussels("10-01", "09:00"))
    released(paper, "en", "Agenda again", brussels("10-01", "09:30"))
    out(paper, brussels("10-01", "10:00"))

    assert result(paper, brussels("10-03", "10:00")).outcome is Outcome.NOT_YET_DUE
    assert result(paper, brussels("10-03", "10:01")).outcome is Outcome.NOT_MET
    # What was known on 30 September stays what it was.
    assert result(paper, brussels("09-30", "12:00")).late_days == 2

    released(paper, "es", "De nuevo", brussels("10-02"))
    released(paper, "pt", "De novo", brussels("10-02"))
    found = result(paper, brussels("10-03", "10:01"))
    assert (found.outcome, found.late_days) == (Outcome.MET, None)


def test_n13_tells_whoever_owes_a_language_before_its_day_on_it_and_each_day_after(
    forum: Forum,
) -> None:
    """N13: five days and one day before, on the day, and every day after (I.2.6)."""
    paper = agenda(forum)
    told = {}
    for day in ("09-22", "09-24", "09-26", "09-27", "09-28", "09-29", "10-01"):
        at = brussels(day, "12:30")
        letters = list(language_notices.of_missing(forum, at))
        told[day] = {one.key.rpartition(":")[2] for one in letters}
        for one in letters:
            assert one.event == "N13" and one.to.party == "EU" and one.about[1] == paper.key
            assert one.to.office.startswith(("secretariat EU", "co_presidency EU IE"))
            shown = localize.say(one.lines[0], names=STATES, language="en")
            assert "Portuguese" in shown and "Portugal" not in shown

    assert told == {
        "09-22": set(),
        "09-24": {"5"},
        "09-26": {"5"},
        "09-27": {"1"},
        "09-28": {"0"},
        "09-29": {"late-1"},
        "10-01": set(),
    }


def test_home_asks_for_each_language_that_nobody_has_written(forum: Forum) -> None:
    paper, at = entered(forum, brussels("09-10")), brussels("09-24")
    released(paper, "en", "Agenda", brussels("09-10"))
    out(paper, brussels("09-10"))

    def named(turn: Turn) -> str:
        return localize.format_value(turn.facts["language"], names=STATES, language="en")

    def asked(when: datetime) -> dict[str, tuple[str, datetime | None, str]]:
        found = (one for one in owed("departure", forum, when) if one.says == cure_turns.ADD)
        return {named(one): (one.of, one.until, one.firm) for one in found}

    until = ("EU", brussels("09-29", "00:00"), "rule")
    assert asked(at) == {"Spanish": until, "Portuguese": until}
    released(paper, "es", "Orden del día", at)
    assert asked(at) == {"Portuguese": until}
    # What is late is still to be added.
    assert asked(brussels("10-05")) == {"Portuguese": until}
    released(paper, "pt", "Ordem do dia", brussels("10-05"))
    assert asked(brussels("10-05")) == {}


def test_a_non_paper_owes_no_language_and_a_member_s_paper_neither(forum: Forum) -> None:
    paper = entered(
        forum, brussels("09-10"), kind="non_paper", originator="NONE", source="es",
        title={"es": "Ideas"},
    )  # fmt: skip
    released(paper, "es", "Ideas", brussels("09-10"))
    out(paper, brussels("09-10"))

    assert result(paper, brussels("10-05")).outcome is Outcome.NOT_APPLICABLE


def test_the_page_of_the_meeting_says_who_owes_the_late_language(forum: Forum) -> None:
    paper = entered(forum, brussels("09-08"))
    released(paper, "en", "Agenda", brussels("09-08"))
    out(paper, brussels("09-08"))
    meeting = Meeting.objects.get(forum=forum, slug=story.MINISTERIAL)

    def dossier(day: str) -> Dossier:
        at = brussels(day)
        return Dossier(forum, meeting, story.hat(forum, "secretariat", at), at)

    (in_time,) = dossier("09-28").entries
    assert in_time.days_late == 0 and in_time.results[0].rule == CLAUSE
    (late,) = dossier("10-01").entries
    assert late.days_late == 3 and late.owner is not None
    page = dossier("10-01").grouped()
    assert "3 days overdue" in page and f"/{paper.slug}/" in page
