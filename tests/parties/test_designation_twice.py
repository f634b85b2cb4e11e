"""A designation that is told twice is one; two that differ are a dispute (corrections.md section 3)."""

from datetime import datetime, timedelta

import pytest

from cochair.features.parties import actions
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from signing import concert
from world import NOW

START = datetime.fromisoformat("2031-09-01T00:00+12:00")
LATER = NOW + timedelta(hours=3)


def designate(
    forum: Forum, member: str = "XS", document: str = "Minutes of January", at: datetime = NOW
) -> PresidencyTerm:
    return actions.designate(
        forum,
        party="CONCERT",
        member=member,
        start=START,
        end=None,
        zone="Pacific/Auckland",
        document=document,
        by=concert(forum),
        at=at,
    )


@pytest.fixture(autouse=True)
def nobody_else(small_forum: Forum) -> None:
    """The Concert has not said of Lagunia when it would follow: that designation is set aside."""
    PresidencyTerm.objects.filter(slug="concert-xl").update(superseded_at=NOW)


@pytest.mark.parametrize("again", [NOW, LATER])
def test_the_same_designation_sent_twice_is_one_and_disputes_nothing(
    small_forum: Forum, again: datetime
) -> None:
    first = designate(small_forum)

    second = designate(small_forum, document=" Minutes of January ", at=again)

    assert second == first
    assert second.status == "designated"
    assert Entry.objects.filter(verb="presidency.designated").count() == 1


@pytest.mark.parametrize(
    "other", [{"member": "XL"}, {"member": "XL", "document": "A letter of Lagunia"}]
)
def test_another_state_for_the_same_time_is_a_dispute(
    small_forum: Forum, other: dict[str, str]
) -> None:
    first = designate(small_forum)

    second = designate(small_forum, at=LATER, **other)  # type: ignore[arg-type]

    first.refresh_from_db()
    assert (first.status, second.status) == ("disputed", "disputed")


def test_who_settles_a_dispute_and_says_so_again_settles_it_once(small_forum: Forum) -> None:
    first = designate(small_forum)
    designate(small_forum, member="XL", at=LATER)

    actions.settle(first, document="A decision", by=concert(small_forum), at=LATER)
    with pytest.raises(Refused):
        actions.settle(first, document="A decision", by=concert(small_forum), at=LATER)

    assert Entry.objects.filter(verb="presidency.settled").count() == 1
