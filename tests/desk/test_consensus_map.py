"""Who is left to convince, paragraph by delegation: as a picture, as a table, and for whom by name.

domain.md C.7 (P3), CB-26; US-05: by Party, who proposed is hidden from other delegations.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import negotiations
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import actions, queries
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.site.desk.consensus import charts, consensus_map
from cochair.web.clock import clock
from world import NOW

HATS: dict[str, ActingOffice] = {}


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def text(small_forum: Forum) -> NegotiatedText:
    """Norland proposes on paragraph 3, Lagoon cannot accept that, Estmark holds back on the whole."""
    row = negotiations.begun(small_forum)
    for name in ("norland", "lagoon", "estmark"):
        HATS[name] = getattr(negotiations, name)(small_forum)
    proposal = negotiations.words_for(row, "p-3", "18", "24", by=HATS["norland"])
    cannot = core.Value.CANNOT_ACCEPT
    actions.take_position(row, on=proposal, value=cannot, by=HATS["lagoon"], at=NOW)
    actions.reserve(
        row,
        paragraph="",
        kind=core.ReservationKind.PARLIAMENTARY,
        by=HATS["estmark"],
        at=NOW,
    )
    return row


def map_for(row: NegotiatedText, hat: ActingOffice) -> consensus_map.Map:
    fresh = NegotiatedText.objects.select_related("forum", "document").get(pk=row.pk)
    return consensus_map.of_text(fresh, queries.negotiated(fresh), hat)


def attributed(row: NegotiatedText, level: str) -> None:
    NegotiatedText.objects.filter(pk=row.pk).update(attribution=level)


def client(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


def address(row: NegotiatedText, language: str = "en") -> str:
    return f"/{language}/{row.forum.slug}/documents/{row.document.slug}/text/map/"


def test_each_delegation_that_is_not_content_has_its_column_and_each_place_its_row(
    text: NegotiatedText,
) -> None:
    attributed(text, "named")

    found = map_for(text, HATS["lagoon"])

    assert [who.name for who in found.columns] == ["Estmark", "Lagunia", "Norland"]
    assert [(row.label, [cell.words for cell in row.cells]) for row in found.rows] == [
        ("The whole text", ["has a reservation", "", ""]),
        ("¶ 1", ["", "cannot accept it", "proposes another wording"]),
    ]


def test_by_party_others_are_told_apart_by_party_alone_and_oneself_by_name(
    text: NegotiatedText,
) -> None:
    attributed(text, "party")

    for_lagoon = map_for(text, HATS["lagoon"])
    for_chairs = map_for(text, signing.secretariat(text.forum))

    assert [who.name for who in for_lagoon.columns] == ["a delegation of League", "Lagunia"]
    page = client(HATS["lagoon"]).get(address(text)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "Norland" not in main and "Estmark" not in main and "XN" not in main
    assert "Norland" in {who.name for who in for_chairs.columns}


def test_nobody_is_named_where_the_co_chairs_decided_so(text: NegotiatedText) -> None:
    attributed(text, "anonymous")

    found = map_for(text, HATS["norland"])

    assert [who.name for who in found.columns] == ["a delegation", "Norland"]


def test_several_that_are_not_told_apart_are_counted_and_no_more(text: NegotiatedText) -> None:
    attributed(text, "party")
    estmark = HATS["estmark"]
    actions.take_position(text, on="p-3", value=core.Value.STUDY, by=estmark, at=NOW)

    found = map_for(text, HATS["lagoon"])
    (cell,) = [row.cells[0] for row in found.rows if row.number == "1"]

    assert (cell.number, cell.words) == (2, "proposes another wording, still examining it")


def test_the_picture_has_a_mark_for_each_reason_in_percent_and_names_itself(
    text: NegotiatedText,
) -> None:
    attributed(text, "named")
    lagoon = HATS["lagoon"]
    drawn = charts.picture(map_for(text, lagoon))

    page = client(lagoon).get(address(text, "es")).content.decode()

    assert [one.shape for one in drawn.marks] == ["reserves", "cannot_accept", "proposes"]
    assert all(one.x.endswith("%") and "," not in one.x for one in drawn.marks)
    assert 'role="img"' in page and "<desc" in page and "style=" not in page


def test_the_trend_has_a_bar_for_each_round_that_ended_and_one_for_now(
    text: NegotiatedText,
) -> None:
    found, height = charts.bars(
        (
            consensus_map.Trend(1, core.Figures(5, 0, 3, 4, 1)),
            consensus_map.Trend(None, core.Figures(5, 2, 1, 1, 0)),
        )
    )

    assert height == "60"
    assert [[(part.look, part.number) for part in one.parts] for one in found] == [
        [("s3", 3), ("s5", 2)],
        [("s1", 2), ("s3", 1), ("s5", 2)],
    ]


def test_a_text_with_which_everybody_is_content_says_so(small_forum: Forum) -> None:
    row = negotiations.begun(small_forum)

    page = client(negotiations.lagoon(small_forum)).get(address(row)).content.decode()

    assert "No delegation left to convince" in page


def test_the_map_takes_the_same_queries_however_many_are_not_content(text: NegotiatedText) -> None:
    lagoon = client(HATS["lagoon"])

    def cost() -> int:
        lagoon.get(address(text))
        with CaptureQueriesContext(connection) as captured:
            assert lagoon.get(address(text)).status_code == 200
        return len(captured)

    before = cost()
    for paragraph in ("p-2", "p-4", "p-5"):
        by = HATS["estmark"]
        actions.take_position(text, on=paragraph, value=core.Value.STUDY, by=by, at=NOW)

    assert cost() == before
