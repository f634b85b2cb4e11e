"""The list of public meetings: fifty on a page, and of many only those that changed are made again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

import forgotten
import signing
from cochair.exports.archives.answers import content
from cochair.features.meetings import facts
from cochair.features.meetings.models import JointNote, Meeting, Schedule
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.features.parties.models import Forum
from cochair.site.desk import labels
from cochair.site.public import queries
from cochair.web import code_labels
from cochair.web.clock import clock
from world import NOW

MANY = 60


@pytest.fixture
def history(small_forum: Forum) -> Forum:
    """Meetings that sources report, a month apart."""
    (configuration,) = {
        *Meeting.objects.filter(forum=small_forum).values_list("configuration", flat=True)[:1]
    }
    for number in range(MANY):
        at = datetime(1990, 1, 1, 9, tzinfo=UTC) + timedelta(days=30 * number)
        row = Meeting.objects.create(
            forum=small_forum,
            slug=f"old-{number}",
            configuration=configuration,
            imported=True,
            reported="held",
            known_at=at,
        )
        Schedule.objects.create(
            meeting=row, starts=at, ends=at + timedelta(hours=8), zone=small_forum.zone
        )
    return small_forum


def page(forum: Forum, number: int) -> str:
    with clock.at(NOW):
        answer = Client().get(f"/en/{forum.slug}/calendar/", {"page": number})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_public_meeting_stands_once_on_the_pages(history: Forum) -> None:
    public = queries.meetings(history, NOW, "en")
    pages = [page(history, 1), page(history, 2)]

    assert len(public) > 50 and f'<span class="n">{len(public)}</span>' in pages[0]
    assert [said.count('<p class="day">') for said in pages] == [50, len(public) - 50]
    assert "page=2" in pages[0] and "page=1" in pages[1]


def test_a_list_is_ordered_and_dated_as_every_meeting_alone(history: Forum) -> None:
    every = queries.dated(history, NOW)

    assert [one.fact.id for one in queries.meetings(history, NOW, "en")] == [
        one.fact.id for one in every
    ]
    for one in every[:5]:
        (alone,) = queries.shown(history, [one], NOW, "en")
        assert (alone.start, alone.end, alone.held) == (one.start, one.end, one.held)


def test_only_a_meeting_that_changed_is_made_again(history: Forum) -> None:
    first = {one.id: one for one in facts._meetings(history)}
    was = {one.fact.id: one for one in queries._dated(history, NOW, NOW.date())}
    row = Meeting.objects.get(forum=history, slug="old-7")
    row.known_at = row.known_at - timedelta(seconds=1)
    row.save()

    again = {one.id: one for one in facts._meetings(history)}

    assert again["old-7"] != first["old-7"]
    assert [name for name in first if again[name] is not first[name]] == ["old-7"]
    assert {one.fact.id for one in was.values()} <= first.keys()


def test_a_meeting_whose_day_changed_is_made_again(history: Forum) -> None:
    before = {one.id: one for one in facts._meetings(history)}
    Schedule.objects.filter(meeting__slug="old-7").update(precision="month")

    (again,) = [one for one in facts._meetings(history) if one.id == "old-7"]

    assert again != before["old-7"] and again.schedules[-1].precision == "month"


def test_the_name_of_a_meeting_tells_no_year_that_both_fixed_and_did_not_publish(
    history: Forum,
) -> None:
    """A meeting without a number is named by its year: that which its sources give."""
    row = Meeting.objects.get(forum=history, slug="old-7")
    Meeting.objects.filter(pk=row.pk).update(slug="spring", confirmed_at=NOW)
    fixed = datetime(2031, 5, 1, 9, tzinfo=UTC)
    Schedule.objects.create(meeting=row, at=NOW, starts=fixed, ends=fixed, zone="UTC")

    (name,) = [one.name for one in queries.meetings(history, NOW, "en") if one.row.pk == row.pk]

    assert "1990" in name and "2031" not in name


def test_a_meeting_that_sources_date_nowhere_tells_no_day_that_both_fixed_and_did_not_publish(
    history: Forum,
) -> None:
    row = Meeting.objects.create(
        forum=history, slug="undated", configuration="council", imported=True, known_at=NOW
    )
    Schedule.objects.create(meeting=row, precision="unknown", zone=history.zone)
    act = signing.both_sign(history, signing.schedule(row, signing.day("2031-05-06")))

    (one,) = [one for one in queries.meetings(history, NOW, "en") if one.row.pk == row.pk]

    assert (one.start, one.place, one.format) == (None, "", "")
    assert "May 2031" not in page(history, 1)
    JointNote.objects.create(meeting=row, kind=PUBLISHED, at=NOW, act=act)
    forgotten.everything()
    (one,) = [one for one in queries.meetings(history, NOW, "en") if one.row.pk == row.pk]
    assert (one.start, one.place) == (date(2031, 5, 6), "Norhaven")


@pytest.mark.parametrize(
    ("status", "said", "answered"),
    [
        ("reported", code_labels.REPORTED, "Held, as reported publicly; not confirmed."),
        ("announced", code_labels.NO_EVIDENCE, "There is no public evidence"),
        ("expected", code_labels.NO_EVIDENCE, "There is no public evidence"),
    ],
)
def test_what_sources_report_is_said_and_what_they_only_announce_is_no_evidence(
    history: Forum, status: str, said: str, answered: str
) -> None:
    Meeting.objects.filter(forum=history, slug="old-59").update(reported=status)

    (one,) = [one for one in queries.meetings(history, NOW, "en") if one.row.slug == "old-59"]
    assert one.doubt == said and not one.held
    row = page(history, 1).partition(one.name)[2].partition("</li>")[0]
    assert said in row
    assert labels.state_in_words(one.fact, NOW, history.zone) == said
    (told,) = content.sections(history, ["meetings"], NOW)
    assert sum(answered in line["said"]["en"] for line in told["rows"]) == 1 + (
        status != "reported"
    )


def test_of_a_meeting_that_was_held_nothing_is_doubted(history: Forum) -> None:
    (one,) = [one for one in queries.meetings(history, NOW, "en") if one.row.slug == "old-59"]

    assert one.held and one.doubt == ""
