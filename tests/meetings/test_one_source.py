"""A date of practice and the clause that asks for the same thing have one source."""

from dataclasses import replace

import pytest

from cochair.features.calendars import queries
from cochair.features.meetings import deadlines, options
from cochair.procedure.calendar import end_of_day
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import Document, Facts, OptionChange
from procedure.known_history import book
from procedure.played_cycle import NOW, OFFICIALS, officials, played
from procedure.small_world import at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "days", "entry", "rule", "target"),
    [
        ("record.approval_days", 60, "T20", "I.2.7", OFFICIALS),
        ("languages.due.pre", -8, "T13", "I.2.6", f"paper-{OFFICIALS}"),
        ("languages.due.post", 45, "T19", "I.2.6", "paper-afterwards"),
    ],
)
@pytest.mark.parametrize("told", ["2027-01-10", "2027-06-01"], ids=["before", "after the opening"])
def test_an_option_moves_the_date_and_the_clause_together(
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    days: int,
    entry: str,
    rule: str,
    target: str,
    told: str,
) -> None:
    change = OptionChange(at(told), key, days)
    monkeypatch.setattr(options, "changes", lambda forum: (change,))

    found = deadlines.of_meeting(book(), queries.NOTHING, officials())
    facts = replace(played(), options=(change,))
    facts = replace(facts, documents=(*facts.documents, afterwards(facts)))
    results = evaluate(book(), facts, NOW)

    (day,) = [one.day for one in found if one.entry.id == entry]
    (due,) = [one.due for one in results if (one.rule, one.target.id) == (rule, target)]
    assert due == end_of_day(day, book().zone)
    kept = told == "2027-06-01"
    (shipped,) = [one for one in book().timetable if one.id == entry]
    (shown,) = [one.entry.offset_days for one in found if one.entry.id == entry]
    assert (shown == shipped.offset_days) is kept


def afterwards(facts: Facts) -> Document:
    """A paper like that of the senior officials, sent to all on the day after their meeting."""
    (paper,) = [one for one in facts.documents if one.id == f"paper-{OFFICIALS}"]
    sent = at("2027-05-21")
    (revision,) = paper.revisions
    versions = tuple(replace(one, at=sent) for one in revision.versions)
    return replace(
        paper,
        id="paper-afterwards",
        at=sent,
        phase="post",
        revisions=(replace(revision, at=sent, versions=versions),),
    )
