"""Exchange of information as counts: entered, imported, corrected, withdrawn, summed; never content."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.urls import reverse
from openpyxl import Workbook

import finding
import people
from cochair.features.accounts.models import Account
from cochair.features.commitments.models import ExchangeCount, IndicatorValue
from cochair.features.delegations import tables
from cochair.features.exchange import actions, export, periods, plan, presenters, queries
from cochair.features.exchange.plan import Typed
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from finding import agree, offices, who
from pledges import lagoon, measured
from signing import concert, league, secretariat
from world import NOW

HEAD = "period;channel;kind;party;count;source"
GOOD = "2030-12;Harbour line;request;LEAGUE;12;Report of 2030"
REPORT = "Report of 2030"


def counted(forum: Forum, by: Callable[[Forum], ActingOffice] = league, **more: str):
    """A count by a co-presidency of what its Party sent in December 2030, unless said otherwise."""
    hat = by(forum)
    said = {
        "period": "2030-12", "channel": "Harbour line", "kind": "request", "party": hat.party,
        "count": "12", "source": REPORT,
    }  # fmt: skip
    return actions.enter(forum, Typed(**{**said, **more}), by=hat, at=NOW)


def plan_of(forum: Forum, *rows: str, head: str = HEAD) -> plan.Plan:
    """What a pasted table would do when the League sends it."""
    table = tables.read_text("\n".join((head, *rows)))
    return plan.of_table(forum, table, party="LEAGUE", at=NOW)


def errors(found: plan.Plan) -> list[tuple[int, str, str]]:
    """Row, column and sentence of everything that is wrong with a table."""
    return [(row.number, one.column, str(one)) for row in found.rows for one in row.errors]


@pytest.mark.parametrize(
    ("typed", "first", "last", "label"),
    [
        ("2030", date(2030, 1, 1), date(2030, 12, 31), "2030"),
        ("2030-s2", date(2030, 7, 1), date(2030, 12, 31), "2030-S2"),
        ("2030-H1", date(2030, 1, 1), date(2030, 6, 30), "2030-S1"),
        ("2030-T4", date(2030, 10, 1), date(2030, 12, 31), "2030-Q4"),
        (" 2028-02 ", date(2028, 2, 1), date(2028, 2, 29), "2028-02"),
        ("2030-03-01 00:00:00", date(2030, 3, 1), date(2030, 3, 31), "2030-03"),
    ],
)
def test_a_period_is_read_in_the_spellings_of_the_languages(typed, first, last, label) -> None:
    found = periods.read(typed)

    assert found is not None
    assert (found.start, found.end, found.label) == (first, last, label)
    for wrong in ("", "2030-S3", "2030-Q5", "2030-13", "2030-00", "2030-03-02", "1800", "March"):
        assert periods.read(wrong) is None, wrong


def test_each_party_counts_what_it_sent_and_nothing_else(small_forum) -> None:
    by = league(small_forum)
    for wrong, why in (
        ({"period": "soon"}, "Write the period as a year"),
        ({"period": "2031-02"}, "Only periods that are over"),
        ({"channel": ""}, "Write one line of up to 64"),
        ({"channel": "x" * 65}, "Write one line of up to 64"),
        ({"channel": "Case of suspects"}, "never what was exchanged"),
        ({"kind": "song"}, "Select a kind of exchange"),
        ({"count": "-1"}, "Enter a whole number"),
        ({"count": "1.5"}, "Enter a whole number"),
        ({"count": "1.250"}, "Enter a whole number"),
        ({"source": "Call +34 600 123 456"}, "never what was exchanged"),
        ({"source": " "}, "Write one line of up to 300"),
        ({"party": "CONCERT"}, "CONCERT counts itself what it sent"),
        ({"party": "MOON"}, "no Party with the code MOON"),
    ):
        with pytest.raises(Refused, match=why):
            counted(small_forum, **wrong)
    with pytest.raises(Refused) as both:
        counted(small_forum, count="many", kind="song")
    assert len(both.value.refusals) == 2, "all that is wrong is said at once"
    assert not ExchangeCount.objects.exists()

    first, again = counted(small_forum, count="1 250"), counted(small_forum, count="1250")

    assert first == again and (first.number, first.count) == (1, 1250)
    (entry,) = Entry.objects.filter(verb="exchange.counted")
    assert (entry.about_id, entry.on_behalf_of) == ("1", by.party)


def test_periods_that_share_days_would_count_twice(small_forum) -> None:
    counted(small_forum, period="2030-12")
    with pytest.raises(Refused, match="2030-Q4 and 2030-12 have days in common"):
        counted(small_forum, period="2030-Q4", channel="harbour  LINE")

    counted(small_forum, period="2030-11", channel="HARBOUR line")
    counted(small_forum, period="2030-Q4", kind="answer")
    counted(small_forum, by=concert, period="2030-Q4")

    assert {one.channel for one in queries.standing(small_forum)} == {"Harbour line"}


def test_a_correction_takes_the_place_of_the_earlier_count_which_stays(small_forum) -> None:
    first = counted(small_forum)
    second = counted(small_forum, count="15", source="Report of 2030, second edition")

    assert list(queries.standing(small_forum)) == [second]
    first.refresh_from_db()
    assert first.ended_at == NOW and list(queries.earlier(second)) == [first]
    rows = list(queries.archived(Reader(small_forum, None, None, NOW)))  # type: ignore[arg-type]
    assert [(one["count"], one["ended_at"] is None) for one in rows] == [(12, False), (15, True)]


def test_only_its_own_party_withdraws_a_count_and_with_a_reason(small_forum) -> None:
    row, why = counted(small_forum), "The statistics were those of another channel."
    with pytest.raises(Refused, match="LEAGUE counts itself what it sent"):
        actions.withdraw(row, reason=why, by=concert(small_forum), at=NOW)
    with pytest.raises(Refused, match="at least 20 characters"):
        actions.withdraw(row, reason="wrong", by=league(small_forum), at=NOW)

    actions.withdraw(row, reason=why, by=secretariat(small_forum), at=NOW)

    assert not queries.standing(small_forum).exists()
    with pytest.raises(Refused, match="Count 1 stands no longer"):
        actions.withdraw(row, reason=why, by=league(small_forum), at=NOW)
    assert counted(small_forum).number == 2


def test_a_table_is_previewed_then_saved_as_it_was_previewed(small_forum) -> None:
    counted(small_forum), counted(small_forum, channel="Post")
    theirs = counted(small_forum, by=concert)
    found = plan_of(
        small_forum,
        GOOD,
        "2030-12;Post;request;LEAGUE;13;Report of 2030",
        "2030-S1;Harbour line;alert;LEAGUE;0;Report of 2030",
        "2030-12;Harbour line;request;CONCERT;12;Report of 2030",
    )
    assert [row.does for row in found.rows] == ["same", "corrected", "added", "same"]
    assert ExchangeCount.objects.count() == 3, "a preview saves nothing"

    by = secretariat(small_forum)
    made = actions.enter_table(small_forum, found, seen=found.digest, by=by, at=NOW)

    assert [(one.number, one.count) for one in made] == [(4, 13), (5, 0)]
    assert theirs in queries.standing(small_forum)
    last = Entry.objects.filter(verb="exchange.counted").order_by("seq").last()
    assert last is not None
    assert (last.facts["counts"], last.facts["corrected"]) == (2, 1)


def test_a_table_is_not_saved_once_the_counts_are_others_than_previewed(small_forum) -> None:
    found, by = plan_of(small_forum, GOOD), secretariat(small_forum)
    counted(small_forum, count="99")
    with pytest.raises(StaleVersion):
        actions.enter_table(small_forum, found, seen=found.digest, by=by, at=NOW)

    again = plan_of(small_forum, GOOD)
    actions.enter_table(small_forum, again, seen=again.digest, by=by, at=NOW)

    same = plan_of(small_forum, GOOD)
    with pytest.raises(Refused, match="are there already"):
        actions.enter_table(small_forum, same, seen=same.digest, by=by, at=NOW)


def test_a_wrong_row_is_named_and_stops_the_whole_table(small_forum) -> None:
    found = plan_of(
        small_forum,
        GOOD,
        GOOD,
        "2030-Q4;harbour line;request;LEAGUE;1;Report",
        "2031-S1;Post;request;LEAGUE;1;Report",
        "2030;Post;request;CONCERT;x;Report",
        "2030;Post;request;LEAGUE;1;Report;Ada told us more",
    )

    assert [(number, column) for number, column, _said in errors(found)] == [
        (3, "period"), (4, "period"), (5, "period"), (6, "count"), (6, "party"), (7, ""),
    ]  # fmt: skip
    with pytest.raises(Refused, match="Some rows contain errors"):
        by = secretariat(small_forum)
        actions.enter_table(small_forum, found, seen=found.digest, by=by, at=NOW)
    assert not ExchangeCount.objects.exists()


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (f"{HEAD};content", "no column called “content”"),
        (f"{HEAD};names of persons", "never what was exchanged"),
        ("period;channel;kind;party;count", "one column called “source”"),
        (f"{HEAD};count", "one column called “count”"),
    ],
)
def test_a_table_has_no_place_for_anything_but_counts(small_forum, head: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        plan_of(small_forum, GOOD, head=head)


def test_a_workbook_is_read_as_it_is_typed_and_a_formula_is_refused(small_forum) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(HEAD.split(";"))
    sheet.append([date(2030, 3, 1), "Post", "request", "LEAGUE", 7, "Report"])
    sheet.append([2029, "Post", "request", "LEAGUE", "=1+1", "Report"])
    out = io.BytesIO()
    book.save(out)

    table = tables.read_file(out.getvalue())
    found = plan.of_table(small_forum, table, party="LEAGUE", at=NOW)

    assert (found.rows[0].does, found.rows[0].period.label, found.rows[0].count) == (
        "added", "2030-03", 7,
    )  # fmt: skip
    assert {column for _row, column, _said in errors(found)} == {"count"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_is_brought_in_again_as_the_same(small_forum, kind: str) -> None:
    counted(small_forum, channel="=Post", period="2029")
    counted(small_forum, by=concert, period="2030-Q4")

    content = export.as_file(kind, queries.standing(small_forum))
    table = tables.read_file(content)

    for party in ("LEAGUE", "CONCERT"):
        found = plan.of_table(small_forum, table, party=party, at=NOW)
        assert [row.does for row in found.rows] == ["same", "same"], errors(found)


def test_sums_are_by_half_year_and_by_year_once_a_year_is_counted(small_forum) -> None:
    counted(small_forum, period="2030-12"), counted(small_forum, period="2030-Q2", count="3")
    counted(small_forum, by=concert, period="2030-S2", count="8")
    codes = ("LEAGUE", "CONCERT")
    rows = list(queries.standing(small_forum))

    sums = presenters.over_time(rows, codes, presenters.step(rows))
    assert [(one.label, one.by_party, one.total) for one in sums] == [
        ("2030-S1", (3, 0), 3), ("2030-S2", (12, 8), 20),
    ]  # fmt: skip
    picture = presenters.drawn(sums)
    assert [label for label, _y, _bars in picture.groups] == ["2030-S1", "2030-S2"]
    assert [bar.width for bar in picture.groups[1][2]] == ["80.00%", "53.33%"]

    counted(small_forum, period="2029", count="5")
    rows = list(queries.standing(small_forum))
    sums = presenters.over_time(rows, codes, presenters.step(rows))
    assert [(one.label, one.by_party) for one in sums] == [("2029", (5, 0)), ("2030", (15, 8))]


def test_a_sum_becomes_a_value_of_an_indicator_once_all_parties_counted(small_forum) -> None:
    row, by = measured(small_forum, secretariat(small_forum)), secretariat(small_forum)
    half, quarter = periods.read("2030-S2"), periods.read("2030-Q4")
    assert half is not None and quarter is not None
    counted(small_forum, period="2030-12")
    with pytest.raises(Refused, match="No count of 2030-S2 has been entered by: CONCERT"):
        actions.record_total(row, half, source="Gazette of January 2031, page 4", by=by, at=NOW)

    counted(small_forum, by=concert, period="2030-S2", count="8")
    with pytest.raises(Refused, match="A count of 2030-S2 cannot be divided"):
        actions.record_total(row, quarter, source="Gazette of January 2031, page 4", by=by, at=NOW)
    assert not IndicatorValue.objects.exists()

    actions.record_total(row, half, source="Gazette of January 2031, page 4", by=by, at=NOW)

    made = IndicatorValue.objects.get()
    assert (made.value, made.day) == ("20", date(2030, 12, 31))
    total = ExchangeCount.objects.aggregate(n=Sum("count"))["n"]
    assert str(total) == made.value


def test_a_count_is_written_as_the_language_of_the_reader_writes_figures(small_forum) -> None:
    counted(small_forum, count="12345"), lagoon(small_forum)
    head = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    address = reverse("commitments:exchange", args=[small_forum.slug])
    for language, written in (("en", "12,345"), ("es", "12.345")):
        with clock.at(NOW):
            page = head.get(address.replace("/en/", f"/{language}/")).content.decode()
        # In the list, and in the sums by channel and over time.
        assert page.count(f'<td class="num">{written}</td>') >= 2
        assert '<td class="num">12345</td>' not in page


def test_both_parties_see_the_counts_and_only_secretariats_and_chairs_write_them(
    small_forum,
) -> None:
    address, table, total = (
        reverse(f"commitments:{name}", args=[small_forum.slug])
        for name in ("exchange", "exchange_table", "exchange_total")
    )
    lagoon(small_forum), league(small_forum), concert(small_forum)
    indicator = measured(small_forum, secretariat(small_forum))
    head = people.signed_in(Account.objects.get(email="delegation_head-concert-xl@example.org"))
    chair = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    other = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    sent = {"period": "2030-12", "channel": "Post", "kind": "alert", "count": "4", "source": REPORT}
    with clock.at(NOW):
        assert "No counts yet" in head.get(address).content.decode()
        assert head.post(address, sent).status_code == 403
        assert chair.post(address, {**sent, "count": ""}).status_code == 422
        assert chair.post(address, {**sent, "count": "1.5"}).status_code == 422
        assert chair.post(address, sent).status_code == 302
        assert other.post(address, sent).status_code == 302
        page = head.get(address).content.decode()
        assert "<svg" in page and "Post" in page and 'name="count"' not in page
        assert "No count matches" in head.get(address, {"channel": "Drum"}).content.decode()

        assert head.get(table).status_code == 403
        file = SimpleUploadedFile("counts.csv", f"{HEAD}\n{GOOD}".encode())
        preview = chair.post(table, {"file": file})
        assert preview.status_code == 200 and ExchangeCount.objects.count() == 2
        seen = plan_of(small_forum, GOOD).digest
        assert seen in preview.content.decode()
        assert chair.post(table, {"text": f"{HEAD}\n{GOOD}", "seen": seen}).status_code == 302
        assert other.post(table, {"text": f"{HEAD}\n2030;A;alert;LEAGUE;1;B"}).status_code == 422

        typed = {"indicator": str(indicator.number), "period": "2030-S2"}
        assert head.post(total, typed).status_code == 403
        assert chair.post(total, {**typed, "indicator": "99"}).status_code == 422
        assert chair.post(total, {**typed, "period": "2030-S1"}).status_code == 422
        assert chair.post(total, typed).status_code == 302
    assert IndicatorValue.objects.get().source == (
        "Counts of exchanges of information, 2030-S2: LEAGUE 16, CONCERT 4"
    )


def test_the_page_of_a_count_has_its_history_and_its_own_party_withdraws_it(small_forum) -> None:
    counted(small_forum), counted(small_forum, count="15"), concert(small_forum)
    own = reverse("commitments:exchange_count", args=[small_forum.slug, 2])
    withdraw = reverse("commitments:withdraw_exchange_count", args=[small_forum.slug, 2])
    chair = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    other = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    why = {"reason": "The statistics were those of another channel."}
    with clock.at(NOW):
        page = chair.get(own).content.decode()
        assert 'name="reason"' in page and 'name="reason"' not in other.get(own).content.decode()
        assert reverse("commitments:exchange_count", args=[small_forum.slug, 1]) in page
        assert chair.get(own.replace("/2/", "/9/")).status_code == 404
        assert other.post(withdraw, why).status_code == 422
        assert chair.post(withdraw, {"reason": "no"}).status_code == 422
        assert chair.post(withdraw, why).status_code == 302
        page = chair.get(own).content.decode()
    assert why["reason"] in page and 'name="reason"' not in page


def test_counts_are_found_by_their_channel_as_long_as_they_stand(small_forum: Forum) -> None:
    first = counted(small_forum)
    address = reverse("commitments:exchange_count", args=[small_forum.slug, first.number])
    readers = who(offices(small_forum), "delegation", "presidency")
    agree(small_forum, address, "harbour line", queries.SUBJECT, first.pk, NOW, readers)

    # Those that a table brings in are found one by one, and what was corrected no longer.
    read = plan_of(small_forum, GOOD.replace(";12;", ";13;"), "2031-01;Pigeons;alert;LEAGUE;2;R")
    by = league(small_forum)
    rows = actions.enter_table(small_forum, read, seen=read.digest, by=by, at=NOW)
    hat = finding.hat(small_forum, readers["delegation"][0], NOW)
    for words, row in zip(("harbour line", "pigeons"), rows, strict=True):
        assert finding.items(small_forum, words, hat, queries.SUBJECT) == {row.pk}
