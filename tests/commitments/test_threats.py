"""From the findings of threat assessments to results: the chain, its gaps, its table and its picture."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.commitments.models import Action, Answer, Finding
from cochair.features.expectations import actions as expecting
from cochair.features.measures import actions as measures
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import book
from cochair.features.threats import actions as threats
from cochair.features.threats import chain, picture, presenters, queries
from cochair.features.threats.actions import Found
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from findings import EXPECTED, TITLE, answered, area, cited, found
from pledges import counted, entered, lagoon, measured, norland, ships
from signing import both_sign, concert, league, secretariat
from world import NOW


def gaps(forum: Forum) -> list[tuple[object, ...]]:
    """The gaps of the chain: kind, and what it is about."""
    return [
        (one.kind, one.commitment or one.finding, one.level or one.action)
        for one in chain.of(forum).gaps
    ]


def expected(forum: Forum, **more: object) -> None:
    """What both agreed to expect of the commitment to search ships."""
    typed = replace(EXPECTED, **more)  # type: ignore[arg-type]
    row = expecting.write(ships(forum), typed, seen=0, by=secretariat(forum), at=NOW)
    both_sign(forum, expecting.propose_agreeing(forum, [row.number], by=league(forum), at=NOW))


def running(forum: Forum, level: str = "tactical") -> Action:
    """An action that both endorsed and that began."""
    row = entered(forum, secretariat(forum), level=level)
    both_sign(forum, measures.propose_endorsement(row, by=league(forum), at=NOW))
    return measures.move(row, "begin", by=secretariat(forum), at=NOW)


def test_a_finding_names_its_areas_its_region_and_where_it_is_said(small_forum) -> None:
    for wrong, why in (
        ({"areas": []}, "Select at least one area"),
        ({"areas": ["no-area"]}, "Select at least one area"),
        ({"region": "moon"}, "Select a region"),
        ({"place": " "}, "Give the source"),
        ({"title": {"en": "Boats", "es": "", "pt": "Barcos"}}, "Enter a name in every language"),
    ):
        with pytest.raises(Refused, match=why):
            found(small_forum, **wrong)
    assert not Finding.objects.exists()

    first, again = found(small_forum), found(small_forum)

    assert first == again and first.number == 1
    assert Entry.objects.filter(verb="finding.entered", about_id="1").count() == 1


def test_a_gap_is_there_at_once_and_goes_when_it_is_closed(small_forum) -> None:
    row = found(small_forum)
    assert gaps(small_forum) == [("finding", 1, 0)]

    answered(small_forum, row, "S30-01")
    assert ("expectation", "S30-01", 0) in gaps(small_forum)

    expected(small_forum)
    assert gaps(small_forum) == [("level", "S30-01", "tactical")]

    action = running(small_forum)
    assert gaps(small_forum) == [("result", "S30-01", action.number)]

    indicator = measured(small_forum, secretariat(small_forum), commitment="S30-01")
    by = secretariat(small_forum)
    counted(indicator, by, "9")
    assert gaps(small_forum) == []

    answered(small_forum, row)
    assert gaps(small_forum) == [("finding", 1, 0)]
    assert Answer.objects.filter(ended_at=NOW).count() == 3


def test_an_action_that_nobody_endorsed_or_that_was_given_up_leaves_its_level_open(
    small_forum,
) -> None:
    answered(small_forum, found(small_forum), "S30-01")
    expected(small_forum)
    row = entered(small_forum, secretariat(small_forum))
    level = ("level", "S30-01", "tactical")
    assert gaps(small_forum) == [level]

    both_sign(small_forum, measures.propose_endorsement(row, by=league(small_forum), at=NOW))
    assert gaps(small_forum) == []

    measures.move(row, "discontinue", by=secretariat(small_forum), at=NOW)
    assert gaps(small_forum) == [level]


def test_an_action_answers_only_what_one_of_its_commitments_answers(small_forum) -> None:
    row = found(small_forum)
    action = entered(small_forum, secretariat(small_forum), commitments=["S30-02"])
    with pytest.raises(Refused, match="serves no commitment"):
        answered(small_forum, row, "S30-01", actions=[action.number])
    with pytest.raises(Refused, match="Only commitments in force"):
        answered(small_forum, row, "S30-99")
    assert not Answer.objects.exists()

    answered(small_forum, row, "S30-02")
    assert [one.number for one in queries.answered_by(action)] == [1]

    answered(small_forum, row, "S30-02", actions=[], indicators=[])
    assert queries.answered_by(action) == []
    later = entered(
        small_forum, secretariat(small_forum), commitments=["S30-02"], level="strategic"
    )
    assert [one.number for one in queries.answered_by(later)] == [1]


WHY = "The edition was read again: it names another page."


def test_a_finding_is_corrected_with_a_reason_and_what_it_said_stays(small_forum) -> None:
    row, by = found(small_forum), secretariat(small_forum)
    better = Found(
        {**TITLE, "en": "Small boats land at dawn"}, [area(small_forum)], "both", "Page 13"
    )
    for typed, reason, why in (
        (better, "wrong page", "at least 20 characters"),
        (better, "....................", "at least 20 characters"),
        (replace(better, areas=[]), WHY, "Select at least one area"),
        (Found(TITLE, [area(small_forum)], "both", "Page 12"), WHY, "says already"),
    ):
        with pytest.raises(Refused, match=why):
            threats.correct(row, typed, reason=reason, seen=0, by=by, at=NOW)
    assert Finding.objects.get().earlier == []

    threats.correct(row, better, reason=WHY, seen=0, by=by, at=NOW)
    with pytest.raises(StaleVersion):
        threats.correct(row, better, reason=WHY, seen=0, by=by, at=NOW)

    now = Finding.objects.get()
    assert (now.title["en"], now.place) == ("Small boats land at dawn", "Page 13")
    (before,) = now.earlier
    assert (before["title"], before["place"], before["reason"]) == (TITLE, "Page 12", WHY)
    assert Entry.objects.filter(verb="finding.corrected", about_id="1").count() == 1


def test_a_withdrawn_finding_leaves_the_chain_and_is_neither_corrected_nor_answered(
    small_forum,
) -> None:
    row, by = found(small_forum), secretariat(small_forum)
    answered(small_forum, row, "S30-01")
    with pytest.raises(Refused, match="at least 20 characters"):
        threats.withdraw(row, reason="", by=by, at=NOW)

    threats.withdraw(row, reason=WHY, by=by, at=NOW)

    assert chain.of(small_forum).threads == () and gaps(small_forum) == []
    assert not Answer.objects.filter(ended_at=None).exists()
    with pytest.raises(Refused, match="has been withdrawn"):
        threats.withdraw(row, reason=WHY, by=by, at=NOW)
    with pytest.raises(Refused, match="has been withdrawn"):
        answered(small_forum, row, "S30-01")
    (told,) = queries.archived(Reader(small_forum, None, None, NOW))  # type: ignore[arg-type]
    assert told["withdrawn_reason"] == WHY
    assert found(small_forum).number == 2, "what is entered again is a finding of its own"


def test_the_page_of_a_finding_corrects_and_withdraws_it_for_those_who_keep_it(
    small_forum,
) -> None:
    row = found(small_forum)
    lagoon(small_forum), concert(small_forum)
    head = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    own = reverse("commitments:finding", args=[small_forum.slug, row.number])
    correct, withdraw = (
        reverse(f"commitments:{name}_finding", args=[small_forum.slug, row.number])
        for name in ("correct", "withdraw")
    )
    sent = {f"title_{language}": said for language, said in TITLE.items()} | {
        "areas": area(small_forum), "region": "both", "place": "Page 13", "seen": "0", "reason": WHY,
    }  # fmt: skip
    with clock.at(NOW):
        assert head.post(correct, sent).status_code == 403
        assert chair.post(correct, {**sent, "reason": ""}).status_code == 422
        assert chair.post(correct, sent).status_code == 302
        page = head.get(own).content.decode()
        assert "What it said before" in page and WHY in page and "Page 12" in page
        assert 'name="reason"' not in page and 'name="reason"' in chair.get(own).content.decode()
        assert head.post(withdraw, {"reason": WHY}).status_code == 403
        assert chair.post(withdraw, {"reason": "no"}).status_code == 422
        assert chair.post(withdraw, {"reason": WHY}).status_code == 302
        page = chair.get(own).content.decode()
        assert "Withdrawn on:" in page and 'name="reason"' not in page


def test_an_answer_is_of_one_thing(small_forum) -> None:
    row, by = found(small_forum), secretariat(small_forum)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(finding=row, at=NOW, by_id=by.office)


def test_the_picture_has_a_line_for_each_commitment_and_a_dashed_box_for_each_gap(
    small_forum,
) -> None:
    empty = picture.drawn(chain.of(small_forum))
    assert empty.boxes == ()

    answered(small_forum, found(small_forum), "S30-01")
    expected(small_forum)
    running(small_forum)
    found(small_forum, place="Page 14")

    drawn = picture.drawn(chain.of(small_forum))

    labels = [(one.label, one.is_gap) for one in drawn.boxes]
    assert labels == [
        ("F1", False), ("S30-01", False), ("A1", False), ("–", True),
        ("F2", False), ("–", True),
    ]  # fmt: skip
    assert all(one.x + one.width <= drawn.width for one in drawn.boxes)
    assert all(one.y + one.height <= drawn.height for one in drawn.boxes)


def test_both_parties_see_the_chain_and_only_secretariats_and_chairs_write_it(small_forum) -> None:
    address = reverse("commitments:threats", args=[small_forum.slug])
    edition, code = cited(small_forum), area(small_forum)
    norland(small_forum), lagoon(small_forum), concert(small_forum)
    secretariat(small_forum)
    head = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    sent = {f"title_{language}": said for language, said in TITLE.items()} | {
        "assessment": str(edition.pk), "areas": code, "region": "both", "place": "Page 12",
    }  # fmt: skip
    with clock.at(NOW):
        assert head.post(address, sent).status_code == 403
        assert chair.post(address, {**sent, "areas": ""}).status_code == 422
        assert chair.post(address, sent).status_code == 302
        page = head.get(address).content.decode()
        assert "Finding 1: no commitment answers it." in page
        assert "<svg" in page and 'role="img"' in page

        own = reverse("commitments:finding", args=[small_forum.slug, 1])
        assert head.post(own, {"commitments": "S30-01"}).status_code == 403
        assert chair.post(own, {"commitments": "S30-99"}).status_code == 422
        assert chair.post(own, {"commitments": "S30-01"}).status_code == 302
        page = head.get(address).content.decode()
        assert "no commitment answers it" not in page
        assert "Commitment S30-01: no expected result is agreed." in page
        assert head.get(own.replace("/1/", "/7/")).status_code == 404


def test_the_findings_with_a_gap_stand_and_those_answered_in_full_are_folded(small_forum) -> None:
    answered(small_forum, found(small_forum), "S30-01")
    found(small_forum, place="Page 14")
    known = chain.of(small_forum)
    rows = presenters.rows(known.threads, known, small_forum, book(small_forum, NOW))

    lacking, whole = presenters.split(rows)
    assert {row.thread.number for row in lacking} == {1, 2} and not whole

    complete = [replace(row, cells=(), link=replace(row.link, expected={"en": "Ten a year"}))
                for row in rows if row.link]  # fmt: skip
    lacking, whole = presenters.split([*complete, *(row for row in rows if not row.link)])

    assert {row.thread.number for row in lacking} == {2}
    assert {row.thread.number for row in whole} == {1}
