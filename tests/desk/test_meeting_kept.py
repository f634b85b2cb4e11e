"""What the page of a meeting keeps holds through entries about other things, and through no others."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction

import forgotten
from cochair.features.documents.models import Document
from cochair.features.meetings.models import HostEvent, Meeting
from cochair.features.meetings.queries import meeting as read
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts.models import NegotiatedText
from cochair.journal.actions import record
from cochair.site.desk import dossier, planning
from cochair.site.desk.dossier import Dossier
from matrix import Scene
from world import NOW


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """A process that has kept nothing."""
    forgotten.everything()
    yield
    forgotten.everything()


def entered(forum: str, write: Callable[[], object] = list) -> None:
    with transaction.atomic():
        write()
        record(forum, verb="somebody.looked", about=("look", "1"), by=None, at=NOW)


def counted(monkeypatch: pytest.MonkeyPatch, where: object, name: str, calls: list[object]) -> None:
    own = getattr(where, name)

    def counting(*given: object, **more: object) -> object:
        calls.append(given)
        return own(*given, **more)

    monkeypatch.setattr(where, name, counting)


def test_the_days_that_are_offered_hold_until_the_planner_would_be_told_something_else(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum, asked = at_work.forum, list[object]()
    counted(monkeypatch, planning.planner, "told", asked)

    def days() -> tuple[planning.Choice, ...]:
        row = read(forum, at_work.places["planned"])
        assert row is not None
        return planning.days(row, NOW)

    # After other tests of one process the first entry has them made once more.
    days()
    entered(forum.slug)
    before = days()
    assert before
    asked.clear()
    entered(forum.slug)
    assert days() == before and not asked

    first = before[0]
    entered(
        forum.slug,
        lambda: HostEvent.objects.create(
            forum=forum, title="Fair", start=first.first, end=first.last, place="elsewhere", at=NOW
        ),
    )
    after = days()
    assert len(asked) == 1
    forgotten.everything()
    assert days() == after


def test_the_days_that_are_offered_are_others_once_the_meeting_is(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum, asked = at_work.forum, list[object]()
    counted(monkeypatch, planning.planner, "told", asked)
    slug = at_work.places["planned"]
    row = read(forum, slug)
    assert row is not None
    planning.days(row, NOW)

    def earlier() -> None:
        one = Meeting.objects.get(forum=forum, slug=slug)
        assert one.known_at is not None
        one.known_at -= timedelta(seconds=1)
        one.save()

    entered(forum.slug, earlier)
    row = read(forum, slug)
    assert row is not None
    planning.days(row, NOW)
    assert len(asked) == 2
    planning.days(row, NOW + timedelta(days=1))
    assert len(asked) == 3


def test_the_texts_of_a_meeting_hold_until_one_of_them_is_otherwise(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum, made = at_work.forum, list[object]()
    counted(monkeypatch, dossier.texts, "under_negotiation", made)
    document = NegotiatedText.objects.filter(document__forum=forum).order_by("pk")[0].document
    row = document.meeting or read(forum, at_work.places["planned"])
    assert row is not None
    entered(forum.slug, lambda: Document.objects.filter(pk=document.pk).update(meeting=row))
    hat = of_secretariat(at_work)

    def titles() -> list[str]:
        return [one.line.row.title["en"] for one in Dossier(forum, row, hat, NOW).final_texts]

    before = titles()
    assert before
    made.clear()
    entered(forum.slug)
    assert titles() == before and not made

    entered(
        forum.slug,
        lambda: Document.objects.filter(pk=document.pk).update(title={"en": "Another title"}),
    )
    assert "Another title" in titles() and made


def of_secretariat(scene: Scene) -> ActingOffice:
    office = Office.objects.filter(forum=scene.forum, role="secretariat").order_by("pk")[0]
    hats = parties.hats(scene.forum, office.account, NOW)
    return next(one for one in hats if one.office == office.pk)
