"""Owners are reminded of progress reports, and find what is due on their desk (domain.md C.5, N27)."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.compliance import loader
from cochair.features.follow_up import actions, notices
from cochair.features.mail.letters import Letter
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from pledges import lagoon, norland, reported, ships
from signing import day, fixed, league
from world import NOW, changed, small_folder

# The Council is on 8 April 2031; what is due 30 days before is due on Friday, 7 March.
MEETING = day("2031-04-08")


@pytest.fixture
def forum(db: None) -> Forum:
    """The small forum, in which progress reports are due thirty days before the meeting."""
    folder = changed(
        small_folder(), "procedure.yaml", "shown_by: notice", "shown_by: progress_reports"
    )
    loader.load(folder, NOW)
    found = Forum.objects.get(slug="league-concert")
    Forum.objects.filter(pk=found.pk).update(clock_may_be_set=True)
    fixed(found, MEETING)
    norland(found)
    lagoon(found)
    actions.name_owners(ships(found), ["XN"], seen="", by=league(found), at=NOW)
    actions.name_owners(ships(found, "S30-02"), ["XN", "XL"], seen="", by=league(found), at=NOW)
    return found


def told(forum: Forum, month: int, number: int) -> dict[str, Letter]:
    """The letters of a day, by the office of their reader."""
    at = datetime(2031, month, number, 9, tzinfo=UTC)
    return {one.to.office: one for one in notices.of_reports(forum, at)}


def test_n27_owners_are_asked_thirty_days_before_five_days_before_and_on_the_day(forum) -> None:
    assert told(forum, 2, 4) == {}

    keys = [
        told(forum, *on)["delegation_head LEAGUE XN"].key for on in ((2, 5), (3, 1), (3, 3), (3, 7))
    ]

    assert [key.rpartition(":")[2] for key in keys] == ["30", "30", "5", "0"]
    assert told(forum, 3, 8) == {}


def test_n27_names_what_an_owner_has_not_reported_on_and_nothing_of_another(forum) -> None:
    found = told(forum, 2, 6)
    assert set(found) == {"delegation_head LEAGUE XN", "delegation_head CONCERT XL"}
    assert found["delegation_head LEAGUE XN"].lines[1].facts["numbers"] == ("S30-01", "S30-02")
    assert found["delegation_head CONCERT XL"].lines[1].facts["numbers"] == ("S30-02",)

    reported(forum, slug="S30-02", at=datetime(2031, 2, 6, 10, tzinfo=UTC))

    found = told(forum, 2, 7)
    assert found["delegation_head LEAGUE XN"].lines[1].facts["numbers"] == ("S30-01",)
    assert found["delegation_head CONCERT XL"].lines[1].facts["numbers"] == ("S30-02",)

    reported(forum, lagoon(forum), slug="S30-02", at=datetime(2031, 2, 7, 10, tzinfo=UTC))

    assert set(told(forum, 2, 8)) == {"delegation_head LEAGUE XN"}


def test_home_counts_for_an_owner_what_has_no_recent_report_and_leads_to_it(forum) -> None:
    reported(forum)

    def home(email: str) -> tuple[str, str]:
        client = people.signed_in(Account.objects.get(email=email))
        ours = reverse("commitments:ours", args=[forum.slug])
        with clock.at(NOW):
            page = client.get(reverse("desk:home", args=[forum.slug])).content.decode()
            return page, client.get(ours).content.decode() if f'href="{ours}"' in page else ""

    own, ours = home("delegation_head-league-xn@example.org")
    _page, led = home("presidency-league-xe@example.org")

    assert "Report on commitments (1)" in own and "/S30-02/" in ours
    assert led == ""
    reported(forum, slug="S30-02")
    assert "Report on commitments" not in home("delegation_head-league-xn@example.org")[0]
