"""The story of a whole cycle: begun once for a module, or played once up to an instant."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from conftest import for_a_module

# What other modules assert for the module that plays the stories is told as its own.
pytest.register_assert_rewrite("story.senior_officials", "story.ending", "story.mentions")

PASSWORD = "a-password-of-the-stories"


@pytest.fixture(scope="module")
def begun_kept(django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    """The story's forum, its clock the day before the first event."""
    from cochair.story import actions, shelf

    with for_a_module(django_db_blocker):
        yield actions.begin(shelf.story_of("eu-clasi-story"), password=PASSWORD)


@pytest.fixture
def begun(begun_kept: object, db: None) -> object:
    """The same; what a test plays is undone after the test."""
    from cochair.features.parties.models import Forum

    return Forum.objects.get(pk=begun_kept.pk)


@dataclass(frozen=True)
class Told:
    """The story as it was played: what was found after each event, and results where asked for."""

    forum: object
    faults: dict[str, list[str]] = field(default_factory=dict)
    results: dict[str, dict[tuple[str, str], object]] = field(default_factory=dict)

    def outcome(self, event: str, rule: str, target: str) -> str:
        """What a clause said of something right after an event."""
        return self.results[event][rule, target].outcome.value


# After these events the results are kept, and the invariants that take time are asked.
WATCHED = (
    "us-01.plan_second_key",
    "us-01.departures_signed",
    "us-01.cycle_begins",
    "us-02.notice_second_key",
    "us-02.honduras_invited",
    "us-03.interpol_invited",
    "us-03.comjib_invited_by_mail",
    "us-03.departed",
    "us-04.final_agenda",
    "us-05.spain_reminded",
    "us-04.agenda_in_portuguese",
    "us-04.second_revision",
    "us-04.second_revision_in_all",
    "us-05.fourth_issue",
    "us-06.closed",
    "us-07.passed",
    "us-07.bolivia_approves",
    "us-07.record_in_portuguese",
    "us-08.commitments_compared",
    "us-08.five_are_old",
    "us-01.senior_officials_fixed",
    "us-09.second_designation",
    "us-09.notice_signed",
    "us-09.notice_confirmed",
    "us-10.record_approved",
    "us-10.record_in_all",
)
ENDS = (
    "us-02.honduras_invited",
    "us-05.fourth_issue",
    "us-07.passed",
    "us-10.record_in_all",
    "us-08.five_are_old",
)
# After one in so many events what is kept is compared with what would be made anew.
KEPT_ASKED = 12
# The worker has its turn after these: what it tells is asked for.
TOLD_OF = ("us-02.notice_second_key", "us-07.spain_breaks")


@pytest.fixture(scope="module")
def told_kept(django_db_setup: None, django_db_blocker: object) -> Iterator[Told]:
    """Every story, played once."""
    from cochair.features.compliance import queries as results
    from cochair.story import actions, queries, shelf
    from cochair.story.events import Stage
    from story import agreeing, ending, invariants, otherwise

    with for_a_module(django_db_blocker), otherwise.only_stamps():
        found = Told(actions.begin(shelf.story_of("eu-clasi-story"), password=PASSWORD))
        for number, event in enumerate(queries.standing(found.forum).story.events):
            actions.play_next(found.forum, seen=event.code, tells=False)
            found.forum.refresh_from_db()
            if event.code in TOLD_OF:
                told_everybody(found.forum, event.at)
            faults = invariants.after_each(found.forum, event.at)
            if event.code in {*WATCHED, *ending.WATCHED}:
                rows = results.results(found.forum, event.at)
                found.results[event.code] = {(one.rule, one.target.id): one for one in rows}
            if event.code in {*ENDS, *ending.ENDS}:
                stage = Stage(found.forum, event.at)
                faults += invariants.after_a_story(found.forum, event.at, stage)
                faults += agreeing.contradictions(found.forum, event.at)
            if number % KEPT_ASKED == 0:
                faults += otherwise.kept_otherwise(found.forum, event.at)
            if event.code in ENDS:
                faults += otherwise.pages_otherwise(found.forum, event.at)
            if faults:
                found.faults[event.code] = faults
        yield found


def told_everybody(forum: object, at: object) -> None:
    """All that was recorded so far becomes letters."""
    from cochair.features.mail import collector

    while collector.read_journal(forum, at):
        pass


@pytest.fixture
def told(told_kept: Told, db: None) -> Told:
    """The same; what a test changes is undone after the test."""
    return told_kept
