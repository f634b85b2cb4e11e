"""Whose turn it is on the review of the procedures, and on a version that was adopted (US-10)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

import extraordinary as us10
from cochair.features.compliance.models import ProposedVersion
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.review import adoption, kind
from cochair.features.silence import closure as silences
from cochair.procedure.calendar import civil_day
from conftest import for_a_module
from owing import owed, said

# When the meeting is to end, as both fixed it.
ENDS = us10.CLOSES - timedelta(hours=1)
CP, SEC = "co_presidency", "(secretariat)"


@pytest.fixture(scope="module")
def convened(django_db_setup: None, django_db_blocker: object) -> Iterator[Forum]:
    with for_a_module(django_db_blocker):
        yield us10.forum()


@pytest.fixture
def sitting(convened: Forum, db: None) -> Forum:
    """The forum while the contact sits."""
    us10.converted(convened)
    us10.with_agenda(convened)
    assert owed("procedures", convened, us10.OPENS) == []
    us10.opened(convened)
    return convened


def test_both_note_the_review_from_the_opening_until_the_record_is_approved(
    sitting: Forum,
) -> None:
    wanted = sorted((role, party, kind.NOTE) for role in (CP, SEC) for party in ("EU", "CLASI"))
    found = owed("procedures", sitting, us10.OPENS)
    assert sorted(said(found)) == wanted
    assert {(one.until, one.firm) for one in found} == {(ENDS, "fixed")}
    assert {one.address for one in found} == {("compliance:review", us10.SOM, "#note")}

    # A meeting that was loaded, whose day both fixed here, is like any other.
    Meeting.objects.filter(forum=sitting, slug=us10.SOM).update(imported=True)
    assert sorted(said(owed("procedures", sitting, us10.OPENS))) == wanted
    Meeting.objects.filter(forum=sitting, slug=us10.SOM).update(imported=False)
    us10.discussed(sitting)
    closed = us10.closed(sitting)
    assert sorted(said(owed("procedures", sitting, us10.CLOSES))) == wanted
    Meeting.objects.filter(pk=closed.pk).update(completed_at=us10.CLOSES)
    assert owed("procedures", sitting, us10.CLOSES) == []
    Meeting.objects.filter(pk=closed.pk).update(completed_at=None)

    us10.noted(sitting, "no_change", at=us10.CLOSES)
    assert owed("procedures", sitting, us10.CLOSES) == []


def test_a_version_that_was_adopted_and_cannot_be_entered_is_its_partys(sitting: Forum) -> None:
    row = us10.proposed(sitting)
    us10.noted(sitting, "mandate_given", row)
    assert owed("procedures", sitting, us10.OPENS) == []
    us10.closed(sitting)
    us10.silent(sitting, row)
    at = us10.SILENT_UNTIL + timedelta(minutes=5)
    silences.close_due(sitting, at)
    assert owed("procedures", sitting, at) == []

    late = civil_day(us10.SILENT_FROM, "UTC")
    ProposedVersion.objects.filter(pk=row.pk).update(effective_from=late)
    adoption.turn(sitting, at)

    found = owed("procedures", sitting, at)
    assert said(found) == [(CP, row.party.code, kind.ENTER), (SEC, row.party.code, kind.ENTER)]
    assert all(set(one.facts["why"]) == {"en", "es", "pt"} for one in found)  # type: ignore[call-overload]
