"""What was known of presidencies on a past day, and settling what the sources dispute."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cochair.features.compliance import queries as compliance
from cochair.features.parties import actions, queries
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.procedure.presidency import HoldingKind, incoming
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from people import hat, person, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_a_term_that_begins_with_a_handover_does_not_exist_before_it(real_forum: Forum) -> None:
    known = compliance.facts_at(real_forum, datetime(2025, 3, 5, tzinfo=UTC)).terms

    assert "BO" not in {term.holder for term in known}


def test_an_order_fixed_for_years_ahead_is_known_all_the_time(real_forum: Forum) -> None:
    known = compliance.facts_at(real_forum, datetime(2025, 3, 5, tzinfo=UTC)).terms

    assert {"DK", "CY", "IE"} <= {term.holder for term in known}


def test_what_the_sources_dispute_is_settled_by_its_own_party(real_forum: Forum) -> None:
    account = person(real_forum, "co_presidency", "CLASI", "BO", start=NOW)
    worn = hat(real_forum, account, NOW)
    term = PresidencyTerm.objects.get(slug="clasi-do")

    actions.settle(term, document="Decision of the Party", by=worn, at=NOW)

    following = incoming(queries.roster(real_forum).terms, "CLASI", NOW)
    assert [(one.kind, one.holders) for one in following] == [(HoldingKind.HELD, ("DO",))]


def test_the_other_party_settles_nothing(real_forum: Forum) -> None:
    account = person(real_forum, "co_presidency", "EU", "IE", start=NOW)
    worn = hat(real_forum, account, NOW)
    term = PresidencyTerm.objects.get(slug="clasi-do")

    with pytest.raises(Refused):
        actions.settle(term, document="Decision of the other", by=worn, at=NOW)


def test_one_member_that_is_named_alone_is_not_confirmed_and_two_are_disputed(
    real_forum: Forum,
) -> None:
    account = person(real_forum, "co_presidency", "CLASI", "BO", start=NOW)

    def said() -> list[str]:
        with clock.at(NOW):
            page = signed_in(account).get(reverse("parties:members", args=[real_forum.slug])).text
        return re.findall(r"<span>(not confirmed|disputed)</span>", page)

    assert said() == ["not confirmed"]

    actions.designate(
        real_forum,
        party="CLASI",
        member="EC",
        start=NOW + timedelta(days=100),
        end=None,
        zone="UTC",
        document="Letter of 25 November",
        by=hat(real_forum, account, NOW),
        at=NOW,
    )
    assert said() == ["disputed"]
