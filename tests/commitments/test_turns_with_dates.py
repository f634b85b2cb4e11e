"""Reports on commitments are asked for anew before a meeting, where the timetable of a forum has a day."""

from datetime import UTC, date, datetime

from cochair.features.compliance import loader
from cochair.features.follow_up import actions
from cochair.features.follow_up.kind import COMMITMENT
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import end_of_day
from pledges import lagoon, reported, ships
from signing import day, fixed, league
from whose import acting, turns
from world import NOW, changed, small_folder

OF_NORLAND = ["delegation_head XN", "delegation_member XN prepares"]
REPORT = "Report on commitments ({n})"


def owned(forum: Forum, slug: str, *codes: str) -> None:
    """A commitment of which the owners are named."""
    actions.name_owners(ships(forum, slug), codes, seen="", by=league(forum), at=NOW)


def test_reports_are_asked_for_anew_before_a_meeting(db: None) -> None:
    folder = changed(
        small_folder(), "procedure.yaml", "shown_by: notice", "shown_by: progress_reports"
    )
    loader.load(folder, NOW)
    forum = Forum.objects.get(slug="league-concert")
    fixed(forum, day("2031-04-08"))
    owned(forum, "S30-01", "XN")
    owned(forum, "S30-02", "XN", "XL")
    for slug in ("S30-01", "S30-02"):
        reported(forum, slug=slug)
    reported(forum, lagoon(forum), slug="S30-02")
    early = datetime(2031, 2, 4, 9, tzinfo=UTC)
    soon, late = datetime(2031, 2, 6, 9, tzinfo=UTC), datetime(2031, 3, 20, 9, tzinfo=UTC)
    assert acting(COMMITMENT, forum, early) == {}
    reports = acting(COMMITMENT, forum, late)
    assert reports == acting(COMMITMENT, forum, soon)
    assert reports[REPORT.format(n=2)] == OF_NORLAND

    dues = {t.until for r in turns(COMMITMENT).open(forum) for t in turns(COMMITMENT).of(r, soon)}
    assert dues == {end_of_day(date(2031, 3, 7), forum.zone)}
