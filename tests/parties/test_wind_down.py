"""What a former presidency reads: everything for 90 days after its term, then nothing (CB-46)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.calendars import actions as feeds
from cochair.features.parties import actions, queries
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import OUT_OF_TERM, Power, Role
from cochair.web.clock import clock
from journeys import story
from world import NOW

# The term of Brumia ended with the year 2030, in Helsinki.
ENDED = datetime(2030, 12, 31, 22, tzinfo=UTC)
OVER = ENDED + timedelta(days=90)
JUST_BEFORE = OVER - timedelta(microseconds=1)
PAGES = ("desk:home", "acts:folder", "desk:journal", "desk:export", "handovers:handover")


@pytest.fixture
def brumia(small_forum: Forum) -> Account:
    """Somebody of the presidency that Brumia held until the end of 2030."""
    return people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB", start=ENDED)


def test_a_former_presidency_reads_to_the_last_instant_of_its_wind_down_and_no_longer(
    small_forum: Forum, brumia: Account
) -> None:
    before = people.hat(small_forum, brumia, JUST_BEFORE)
    after = people.hat(small_forum, brumia, OVER)

    assert before.powers == OUT_OF_TERM
    assert before.spaces == {"public", "shared", "party:LEAGUE"}
    assert after.powers == frozenset()
    assert after.spaces == {"public"}


def test_its_pages_exist_until_that_instant_and_then_only_those_of_the_public(
    small_forum: Forum, brumia: Account
) -> None:
    client = people.signed_in(brumia)
    addresses = [reverse(name, args=[small_forum.slug]) for name in PAGES]

    with clock.at(JUST_BEFORE):
        assert [client.get(address).status_code for address in addresses] == [200] * len(PAGES)
    with clock.at(OVER):
        assert [client.get(address).status_code for address in addresses] == [404] * len(PAGES)
        assert client.get(reverse("public:home", args=[small_forum.slug])).status_code == 200


def test_its_calendar_ends_with_it(small_forum: Forum, brumia: Account) -> None:
    hat = people.hat(small_forum, brumia, JUST_BEFORE)
    _feed, secret = feeds.make_feed(small_forum, by=hat, at=JUST_BEFORE)
    address = reverse("meetings:feed", args=[small_forum.slug, secret])
    client = people.signed_in(brumia)

    with clock.at(JUST_BEFORE):
        assert client.get(address).status_code == 200
    with clock.at(OVER):
        assert client.get(address).status_code == 404


def test_the_incoming_office_of_a_presidency_that_is_over_ends_with_it_too(
    small_forum: Forum,
) -> None:
    account = people.person(small_forum, Role.INCOMING, "LEAGUE", "XB", start=ENDED)

    assert people.hat(small_forum, account, JUST_BEFORE).may(Power.READ_SHARED)
    assert not people.hat(small_forum, account, OVER).may(Power.READ_SHARED)


def test_the_delegation_of_the_same_state_goes_on_reading_and_its_hat_is_worn_first(
    small_forum: Forum, brumia: Account
) -> None:
    """Two hats (domain.md C.6, principle 1): the delegation has no term."""
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XB", email=brumia.email)

    worn, other = queries.hats(small_forum, brumia, OVER)

    assert (worn.role, worn.may(Power.READ_SHARED)) == (Role.DELEGATION_HEAD, True)
    assert (other.role, other.may(Power.READ_SHARED)) == (Role.CO_PRESIDENCY, False)


def test_a_member_whose_next_term_lies_ahead_goes_on_reading(small_forum: Forum) -> None:
    """Norland left in July 2030 and comes back in July 2031; Laguna has no day yet."""
    norland = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN", start=NOW)
    laguna = people.person(small_forum, Role.CO_PRESIDENCY, "CONCERT", "XL", start=NOW)

    for account in (norland, laguna):
        assert people.hat(small_forum, account, NOW).powers == OUT_OF_TERM


def test_a_new_designation_lets_it_read_again(small_forum: Forum, brumia: Account) -> None:
    assert not people.hat(small_forum, brumia, OVER).may(Power.READ_SHARED)
    estmark = people.presidency(small_forum, "LEAGUE", "XE", OVER, start=NOW)

    actions.designate(
        small_forum,
        party="LEAGUE",
        member="XB",
        start=datetime(2031, 12, 31, 22, tzinfo=UTC),
        end=None,
        zone="Europe/Helsinki",
        document="Rota of 2032",
        by=estmark,
        at=OVER,
    )

    assert people.hat(small_forum, brumia, OVER).may(Power.READ_SHARED)


def test_us_01_cyprus_reads_only_after_its_term_and_for_ninety_days(db: None) -> None:
    """US-01: on 1 July 2026 at 00:00 in Brussels CY is read-only with wind-down."""
    forum = story.load()
    ends = datetime(2026, 6, 30, 22, tzinfo=UTC)

    assert story.hat(forum, "cy", ends - timedelta(microseconds=1)).may(Power.SIGN)
    assert story.hat(forum, "cy", ends).powers == OUT_OF_TERM
    assert story.hat(forum, "cy", ends + timedelta(days=90, microseconds=-1)).powers == OUT_OF_TERM
    assert story.hat(forum, "cy", ends + timedelta(days=90)).powers == frozenset()
