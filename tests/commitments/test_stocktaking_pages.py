"""The pages of the stock-taking: figures, comments of owners, files, and the joint assessment."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.assessments import actions as assessing
from cochair.features.commitments.models import Commitment, EffectivenessAssessment, LineComment
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Organisation
from cochair.features.parties.offices import Role
from cochair.features.sheets import typesetting
from cochair.features.stocktaking import actions, downloads
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from pledges import norland, reported, ships
from signing import both_sign, league, secretariat
from takings import AFTER, asked, assessed, closed, fresh, opened, sections
from world import NOW

A_DAY = timedelta(days=1)


def client_of(address: str):
    """The client of somebody who has an office already."""
    return people.signed_in(Account.objects.get(email=f"{address}@example.org"))


def at(name: str, forum: object, *more: object) -> str:
    """An address of the stock-taking of the second cycle."""
    return reverse(f"commitments:{name}", args=[forum.slug, 2, *more])


def test_the_page_shows_the_same_figures_as_a_picture_and_as_a_table(small_forum) -> None:
    Commitment.objects.filter(slug="S30-01").update(areas=["a"])
    reported(small_forum)
    opened(small_forum)
    with clock.at(NOW):
        page = client_of("secretariat-league").get(at("stocktaking", small_forum))
    said = page.content.decode()

    assert page.status_code == 200
    assert re.search(
        r'<svg class="chart stock"[^>]*role="img" aria-labelledby="trend-t trend-d">', said
    )
    assert 'class="s2"' in said and 'class="s5"' in said
    rows = re.search(r'<tbody>\s*<tr>\s*<th scope="row">1</th>(.*?)</tbody>', said, re.DOTALL)
    assert rows and re.findall(r">(\d+)<", rows[1]) == [
        *"00000002", "2", "2", *"01000001", "2"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["stocktaking", "stocktaking_comments", "assessment"])
def test_a_page_asks_as_much_for_many_lines_as_for_two(small_forum, name) -> None:
    asked(small_forum)
    reported(small_forum)
    client = client_of("secretariat-league")
    with clock.at(NOW):
        # What all pages keep by the version of the ledger is kept before anything is counted.
        client.get(at(name, small_forum))
        with CaptureQueriesContext(connection) as before:
            client.get(at(name, small_forum))
        first = ships(small_forum)
        for number in range(70):
            Commitment.objects.create(
                instrument=first.instrument, slug=f"X-{number}", text=first.text, areas=["a"]
            )
        for number in range(5):
            reported(small_forum, slug=f"X-{number}")
            actions.comment(
                fresh(opened(small_forum)),
                commitment=ships(small_forum, f"X-{number}"),
                words="No.",
                language="en",
                by=norland(small_forum),
                at=NOW,
            )
        client.get(at(name, small_forum))
        with CaptureQueriesContext(connection) as after:
            page = client.get(at(name, small_forum))

    assert page.status_code == 200
    assert len(after) == len(before)


def test_an_owner_comments_on_a_line_and_reads_the_answer(small_forum) -> None:
    asked(small_forum)
    norland(small_forum)
    owner, office = client_of("delegation_head-league-xn"), client_of("secretariat-league")
    address = at("stocktaking_comments", small_forum)
    with clock.at(NOW + A_DAY):
        wrong = owner.post(address, {"line": "nope", "words": "Late."})
        careful = owner.post(address, {"line": "S30-01", "words": "The suspect said so."})
        entered = owner.post(address, {"line": "S30-01", "words": "<b>Late.</b>"})
        one = LineComment.objects.get()
        refused = owner.post(at("stocktaking_answer", small_forum, one.pk), {"words": "No."})
        office.post(at("stocktaking_answer", small_forum, one.pk), {"words": "Put right."})
        page = owner.get(address).content.decode()

    assert [one.status_code for one in (wrong, careful, entered, refused)] == [422, 422, 302, 403]
    assert "&lt;b&gt;Late." in page
    assert "Put right." in page


def test_an_organisation_finds_the_lines_it_owns_once_comments_are_asked_and_nothing_else(
    small_forum,
) -> None:
    code = Organisation.objects.filter(forum=small_forum)[0].code
    people.person(small_forum, Role.INSTITUTION, organisation=code)
    client = client_of(f"institution-{code.lower()}")
    address, line = at("stocktaking_comments", small_forum), ships(small_forum)
    row = opened(small_forum)
    with clock.at(NOW):
        of_nobody = client.get(address).status_code
        line.owners = [code]
        line.save()
        in_draft = client.get(address).status_code
        asked(small_forum)
        actions.comment(
            fresh(row),
            commitment=None,
            words="Whole.",
            language="en",
            by=norland(small_forum),
            at=NOW,
        )
        said = client.get(address).content.decode()
        foreign = client.post(address, {"line": "S30-02", "words": "Ours?"}).status_code
        whole = client.post(address, {"line": "", "words": "All."}).status_code
        own = client.post(address, {"line": "S30-01", "words": "Ours."}).status_code
        report = client.get(at("stocktaking", small_forum)).status_code

    assert (of_nobody, in_draft, report) == (404, 404, 404)
    assert "S30-01" in said and "S30-02" not in said and "Whole." not in said
    assert (foreign, whole, own) == (422, 422, 302)


def test_the_report_is_taken_away_with_its_tables_as_pdf_and_as_a_word_file(small_forum) -> None:
    Commitment.objects.filter(slug="S30-01").update(areas=["a"])
    reported(small_forum)
    row = fresh(opened(small_forum))

    pdf = downloads.made(row, "es", "pdf", NOW)
    word = docx.Document(BytesIO(downloads.made(row, "pt", "docx", NOW)))

    assert pdf.startswith(b"%PDF-1.7")
    tables = [[[cell.text for cell in line.cells] for line in one.rows] for one in word.tables]
    figures, areas, trend, lines = tables
    assert len(areas) == 1 + 2
    assert [line[0] for line in trend[1:]] == ["1", "2"]
    assert trend[2][-1] == "2"
    assert lines[1][0].startswith("S30-01. Revistar navios")
    assert figures[-2][1] == "2"


def test_the_head_of_the_report_says_where_it_is_dated_and_whose_it_is(small_forum) -> None:
    row = fresh(opened(small_forum))

    word = docx.Document(BytesIO(downloads.made(row, "es", "docx", NOW)))

    head = word.sections[0].first_page_header
    said = [cell.text for one in head.tables for line in one.rows for cell in line.cells]
    city = parties.cities_of(parties.book(small_forum))[small_forum.zone]["es"]
    titles = [str(one.presidency_title["es"]) for one in parties.roster(small_forum).parties]
    (whose,) = [one.text for one in head.paragraphs if one.text.startswith("De: ")]
    assert f"{city}, " in said[1]
    assert all(title in whose for title in titles)


def test_ii_3_functions_b_1_what_ended_in_the_cycle_is_on_the_page_and_in_the_file(
    small_forum,
) -> None:
    row = fresh(opened(small_forum))
    Commitment.objects.filter(slug="S30-02").update(state="completed", settled_at=NOW)

    with clock.at(NOW):
        said = client_of("secretariat-league").get(at("stocktaking", small_forum)).text
    word = docx.Document(BytesIO(downloads.made(row, "pt", "docx", NOW)))

    assert 'id="ended"' in said
    last = word.tables[-1].rows[1].cells
    assert last[0].text.startswith("S30-02. ")
    assert "2031" in last[2].text


def test_what_has_grown_too_long_is_refused_in_words(small_forum, monkeypatch) -> None:
    row = fresh(opened(small_forum))
    assert downloads.made(row, "en", "pdf", NOW).startswith(b"%PDF-1.7")

    monkeypatch.setattr(typesetting, "SECONDS", 0)
    with pytest.raises(Refused, match="too long for a PDF"):
        downloads.made(row, "en", "pdf", NOW)


def test_a_language_that_nobody_speaks_here_is_not_there(small_forum) -> None:
    opened(small_forum)
    client = client_of("secretariat-league")
    with clock.at(NOW):
        found = [
            client.get(at("stocktaking_file", small_forum, language, form)).status_code
            for language, form in (("en", "docx"), ("de", "pdf"), ("en", "exe"))
        ]

    assert found == [200, 404, 404]


def test_both_close_from_the_page_and_then_it_says_where_it_was_registered(small_forum) -> None:
    row = closed(small_forum)
    client = client_of("secretariat-league")
    with clock.at(AFTER):
        page = client.get(at("stocktaking", small_forum)).content.decode()
        again = client.post(at("stocktaking_closing", small_forum))

    assert row.document.slug in page
    assert "Last day for comments" not in page
    assert again.status_code == 422


def test_i_2_8_b_the_assessment_is_signed_only_when_every_heading_is_written(small_forum) -> None:
    client = client_of("presidency-league-xe") if league(small_forum) else None
    address = at("assessment", small_forum)
    words = {
        f"{code}_{language}": said
        for code, each in sections().items()
        for language, said in each.items()
    }
    with clock.at(NOW):
        client.post(address, {"seen": "0", "relevance_en": "Ports."})
        early = client.post(at("assessment_signing", small_forum))
        stale = client.post(address, {"seen": "0", **words})
        saved = client.post(address, {"seen": "1", **words, "delivery_pt": "A maior parte."})
        thin = client.post(at("assessment_signing", small_forum))
        client.post(address, {"seen": "2", **words})
        proposed = client.post(at("assessment_signing", small_forum))

    answers = (early, stale, saved, thin, proposed)
    assert [one.status_code for one in answers] == [422, 409, 302, 422, 302]


def test_i_2_8_b_what_changes_between_the_keys_is_signed_by_nobody(small_forum) -> None:
    row = assessed(small_forum)
    act = assessing.propose_signing(row, by=league(small_forum), at=NOW)
    other = sections("Rivers were safer than before, as both Parties counted in 2030.")
    assessing.write(row, other, seen=row.version, by=secretariat(small_forum), at=NOW)
    act.refresh_from_db()
    assert act.state == "void"

    again = assessing.propose_signing(row, by=league(small_forum), at=NOW)
    both_sign(small_forum, again)

    signed = EffectivenessAssessment.objects.get(pk=row.pk)
    assert (signed.signed_at, signed.act_id) == (NOW, again.pk)
    assert signed.document.final_at == NOW
