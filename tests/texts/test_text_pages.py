"""The pages of a text: what is typed becomes a proposal, and no word that was typed is lost."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import chairs
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.views.contributions import narrowed
from cochair.procedure import text as core
from negotiations import begun, draft_declaration, lagoon, norland, text, words_for
from texts import large
from world import NOW

pytestmark = pytest.mark.usefixtures("clock_stands")


@pytest.fixture
def row(small_forum: Forum) -> NegotiatedText:
    """The declaration under negotiation."""
    return begun(small_forum)


def client(hat: ActingOffice) -> Client:
    """Somebody signed in."""
    return people.signed_in(Account.objects.get(pk=hat.account))


def at(row: NegotiatedText, path: str = "") -> str:
    """An address of the text."""
    return f"/en/{row.forum.slug}/documents/{row.document.slug}/text/{path}"


def sent(row: NegotiatedText, hat: ActingOffice, path: str, **said: object) -> HttpResponse:
    """What somebody sends."""
    return client(hat).post(at(row, path), said)  # type: ignore[return-value]


def test_of_a_paragraph_written_anew_only_the_words_that_changed_are_proposed(
    small_forum: Forum, row: NegotiatedText
) -> None:
    answer = sent(
        row,
        norland(small_forum),
        "proposals/",
        operation="replace",
        paragraph="p-3",
        read=1,
        words_en="We will meet every 24 months.",
        words_es="Nos reuniremos cada 24 meses.",
    )

    assert answer.status_code == 302
    (made,) = text(row).proposals
    assert (made.words["en"], made.span) == ("24", core.Span(19, 21))
    page = client(lagoon(small_forum)).get(at(row)).content.decode()
    assert "[18]" in page and "24]" in page and "Nos reuniremos cada 24 meses.]" in page


def test_who_read_an_older_wording_sees_both_and_loses_nothing(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    chairs.edit(row, "p-3", "en", "We meet yearly.", read=1, editorial=True, by=by, at=NOW)

    answer = sent(
        row,
        norland(small_forum),
        "proposals/",
        operation="replace",
        paragraph="p-3",
        read=1,
        words_en="We will meet every 24 months.",
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "We meet yearly." in page and "We will meet every 24 months." in page
    assert not text(row).proposals


def test_two_who_write_at_once_both_see_both_texts(small_forum: Forum, row: NegotiatedText) -> None:
    by = signing.secretariat(small_forum)
    said = {"language": "pt", "read": 1, "change": "editorial"}
    assert sent(row, by, "paragraphs/p-4/words/", words="Primeiro.", **said).status_code == 302

    answer = sent(row, by, "paragraphs/p-4/words/", words="Segundo.", **said)

    assert answer.status_code == 409
    assert "Primeiro." in answer.content.decode() and "Segundo." in answer.content.decode()


def test_whoever_does_not_say_what_kind_of_change_it_is_keeps_what_was_written(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    said = {"language": "en", "read": 1, "words": "We will meet twice."}

    answer = sent(row, by, "paragraphs/p-4/words/", **said)

    page = answer.content.decode()
    assert answer.status_code == 422 and "both co-chairs have agreed to the change" in page
    assert "We will meet twice.</textarea>" in page
    assert sent(row, by, "paragraphs/p-4/words/", change="instructed", **said).status_code == 302


def test_a_refusal_gives_back_what_was_typed(small_forum: Forum, row: NegotiatedText) -> None:
    by = signing.secretariat(small_forum)
    chairs.agree(row, "p-3", instructed=True, by=by, at=NOW)

    answer = sent(
        row,
        norland(small_forum),
        "proposals/",
        operation="replace",
        paragraph="p-3",
        read=1,
        words_en="We will never meet.",
    )

    assert answer.status_code == 422
    assert "This paragraph is agreed. It must first be reopened." in answer.content.decode()
    assert "We will never meet.</textarea>" in answer.content.decode()
    new = {"operation": "insert", "after": "p-99", "words_es": "Nunca más."}
    answer = sent(row, norland(small_forum), "proposals/", **new)
    assert answer.status_code == 422
    assert "Nunca más.</textarea>" in answer.content.decode()


def test_sent_twice_is_one_proposal_that_its_author_may_take_back(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = norland(small_forum)
    for _ in range(2):
        sent(row, by, "proposals/", operation="delete", paragraph="p-4")
    assert [one.id for one in text(row).open_proposals] == ["q-1"]

    assert sent(row, by, "proposals/q-1/withdrawal/", paragraph="p-4").status_code == 302
    assert sent(row, by, "proposals/q-1/withdrawal/", paragraph="p-4").status_code == 422

    assert not text(row).open_proposals


def test_nobody_is_asked_for_a_position_on_an_own_proposal_and_all_are_called_by_a_number(
    small_forum: Forum, row: NegotiatedText
) -> None:
    wish = {"operation": "replace", "paragraph": "p-3", "read": 1}
    sent(row, norland(small_forum), "proposals/", **wish, words_en="We will meet every 24 months.")

    own = client(norland(small_forum)).get(at(row, "paragraphs/p-3/")).content.decode()
    other = client(lagoon(small_forum)).get(at(row, "paragraphs/p-3/")).content.decode()

    (proposal,) = text(row).proposals
    asked = f'<input type="hidden" name="on" value="{proposal.id}">\n  <input type="hidden" name="paragraph"'
    assert asked in other and asked not in own
    assert "No. 1, submitted" in own and f"{proposal.id}, submitted" not in own


def test_acceptance_sent_twice_is_done_once(small_forum: Forum, row: NegotiatedText) -> None:
    by = signing.secretariat(small_forum)
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))
    assert sent(row, by, f"proposals/{one}/acceptance/", instructed="on").status_code == 302

    assert sent(row, by, f"proposals/{one}/acceptance/", instructed="on").status_code == 422

    assert text(row).paragraph("p-3").numbers["en"] == 2


def test_what_anybody_writes_is_shown_as_words_and_never_as_html(
    small_forum: Forum, row: NegotiatedText
) -> None:
    script = "<script>alert(1)</script>"
    words_for(row, "p-3", "18", script, by=norland(small_forum))

    for path in ("", "paragraphs/p-3/"):
        page = client(lagoon(small_forum)).get(at(row, path)).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page


def test_a_delegation_proposes_where_the_paragraph_stands_and_comes_back_to_it(
    small_forum: Forum, row: NegotiatedText
) -> None:
    """interaction.md section 7: two pages, three clicks; a verb is offered only while it is possible."""
    chairs.agree(row, "p-4", instructed=True, by=signing.secretariat(small_forum), at=NOW)
    reader = client(norland(small_forum))
    page = reader.get(at(row)).content.decode()

    assert 'href="#propose-p-3"' in page and 'href="#propose-p-4"' not in page
    form, _, _ = page.partition('id="propose-p-3"')[2].partition("</form>")
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    words = re.search(r'name="words_en"[^>]*>([^<]+)</textarea>', form)
    assert words is not None and words[1] == "We will meet every 18 months."
    answer = reader.post(at(row, "proposals/"), {**typed, "words_en": words[1].replace("18", "24")})

    assert answer.headers["Location"] == f"{at(row)}#par-p-3"
    assert "24]" in reader.get(at(row)).content.decode()
    by = client(signing.secretariat(small_forum)).get(at(row)).content.decode()
    assert f"{at(row, 'paragraphs/p-3/')}#write" in by and "#write" not in page


def test_home_leads_a_delegation_to_the_text_as_long_as_it_is_negotiated(
    small_forum: Forum, row: NegotiatedText
) -> None:
    home = f"/en/{small_forum.slug}/home/"
    link = f'<a href="{at(row)}">'

    assert link in client(norland(small_forum)).get(home).content.decode()
    assert link not in client(signing.secretariat(small_forum)).get(home).content.decode()
    Document.objects.filter(pk=row.document_id).update(final_at=NOW)
    assert link not in client(norland(small_forum)).get(home).content.decode()


def test_the_page_leads_to_a_paragraph_in_brackets_and_to_none_while_nothing_is(
    small_forum: Forum, row: NegotiatedText
) -> None:
    """Law 1 of the interface: a step that there is not is none to take (finding U5)."""
    writes, keeps = client(norland(small_forum)), client(signing.secretariat(small_forum))

    def step(reader: Client) -> str:
        page = reader.get(at(row)).content.decode()
        return " ".join(page.partition('class="step"')[2].partition("</section>")[0].split())

    assert "Go to paragraph" not in step(writes) and "#par-" not in step(writes)
    assert "Propose, where you do not agree" in step(writes)
    assert 'href="#standing"' in step(keeps) and "Go to paragraph" not in step(keeps)

    words_for(row, "p-4", "know", "see", by=norland(small_forum))

    assert 'href="#par-p-4"' in step(writes) and "Go to paragraph 2" in step(writes)
    assert "Settle what is open" in step(keeps) and 'href="#par-p-4"' in step(keeps)


def test_a_text_is_read_side_by_side_or_in_one_language(
    small_forum: Forum, row: NegotiatedText
) -> None:
    """On a telephone the reader's language stands alone, but no bracket is hidden."""
    words_for(row, "p-3", "18", "24", by=norland(small_forum))
    reader = client(lagoon(small_forum))
    both, spanish = (reader.get(at(row, path)).content.decode() for path in ("", "?text=es"))

    def paragraph(page: str, of: str) -> str:
        return page.partition(f'id="par-{of}"')[2].partition("</article>")[0]

    assert paragraph(both, "p-4").count("data-other") == 2
    assert 'lang="es"' in paragraph(spanish, "p-4")
    assert 'lang="pt"' not in paragraph(spanish, "p-4") and "data-other" not in spanish
    home = f"/es/{small_forum.slug}/documents/{row.document.slug}/text/"
    own = paragraph(reader.get(home).content.decode(), "p-3")
    english, _, _ = own.partition('lang="en"')[2].partition(">")
    assert "data-other" not in english and own.count("data-other") == 1


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("proposals/", {"operation": "explode", "paragraph": "p-3"}, 422),
        ("proposals/", {"operation": "replace", "paragraph": "p-99", "words_en": "a"}, 422),
        ("proposals/", {"operation": "move", "paragraph": "p-3", "after": "p-99"}, 422),
        ("proposals/", {"operation": "replace", "paragraph": "p-3", "read": "x"}, 422),
        ("positions/", {"on": "q-99", "value": "support"}, 422),
        ("positions/", {"on": "p-3", "value": "hate"}, 422),
        ("reservations/", {"kind": "linguistic"}, 422),
        ("reservations/", {"kind": "scrutiny", "until": "soon"}, 422),
        ("reservations/r-99/lifting/", {}, 422),
        ("proposals/q-99/withdrawal/", {"paragraph": "//evil.example"}, 422),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    small_forum: Forum, row: NegotiatedText, path: str, said: dict[str, str], status: int
) -> None:
    answer = sent(row, norland(small_forum), path, **said)

    assert answer.status_code == status
    assert 'data-tone="stop" role="alert"' in answer.content.decode()


def test_a_paragraph_that_the_text_does_not_have_is_none(
    small_forum: Forum, row: NegotiatedText
) -> None:
    page = client(norland(small_forum)).get(at(row, "paragraphs/p-99/"))

    assert page.status_code == 404


def test_the_document_leads_to_its_text_and_a_paper_can_be_put_under_negotiation(
    small_forum: Forum,
) -> None:
    by = signing.secretariat(small_forum)
    paper = draft_declaration(small_forum, by=by)
    here = f"/en/{small_forum.slug}/documents/{paper.slug}/"
    assert "Open the negotiation" in client(by).get(here).content.decode()
    assert "negotiation" not in client(norland(small_forum)).get(here).content.decode()

    assert client(by).post(f"{here}text/beginning/").status_code == 302

    assert "Open the text" in client(norland(small_forum)).get(here).content.decode()


def test_the_round_under_way_has_no_figures_yet_and_each_round_is_called_one(
    small_forum: Forum, row: NegotiatedText
) -> None:
    chairs.open_round(row, by=signing.secretariat(small_forum), at=NOW)

    page = client(norland(small_forum)).get(at(row)).content.decode()
    figures = page.partition('id="figures"')[2].partition("</section>")[0]

    assert "under way" in figures and '<td data-label="Round">' in figures
    assert ">–<" not in figures and figures.count("<td></td>") == 4


def test_rounds_and_revisions_are_compared_in_any_language(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    chairs.open_round(row, by=by, at=NOW)
    chairs.close_round(row, by=by, at=NOW)
    chairs.edit(row, "p-4", "es", "Compartimos mucho.", read=1, editorial=True, by=by, at=NOW)

    reader = client(norland(small_forum))
    spanish = reader.get(at(row, "comparison/?from=round-1&to=now&language=es")).content.decode()
    english = reader.get(at(row, "comparison/?from=rev-0&to=now&language=en")).content.decode()

    assert "1 changed, 0 moved" in spanish
    assert "No differences" in english


def test_the_concordance_shows_a_12_that_is_21_in_spanish(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    chairs.edit(row, "p-5", "es", "A las 12 horas.", read=1, editorial=True, by=by, at=NOW)

    page = client(norland(small_forum)).get(at(row)).content.decode()

    assert "Paragraph 3: the numbers in English differ from those in Spanish: 21; 12." in page
    assert page.count("numbers differ") == 1


def test_sixty_paragraphs_with_four_hundred_proposals_cost_as_many_queries_as_five_with_none(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by, far = signing.secretariat(small_forum), lagoon(small_forum)
    texts = {code: large.said(seed) for seed, code in enumerate(("en", "es", "pt"))}
    paper = papers.circulated(small_forum, texts, by=by)
    many = large.negotiated(paper, [norland(small_forum), far], by=by, at=NOW)
    assert len(text(many).open_proposals) == large.PROPOSALS

    for path in ("", "?text=es", "?only=open", "paragraphs/p-3/", "comparison/"):
        few, much = asked(far, row, path), asked(far, many, path)
        assert much <= few


def asked(hat: ActingOffice, row: NegotiatedText, path: str) -> int:
    """How many queries a page takes once what it needs is kept."""
    reader = client(hat)
    assert reader.get(at(row, path)).status_code == 200
    with CaptureQueriesContext(connection) as found:
        reader.get(at(row, path))
    return len(found)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("We meet in May.", "We meet in June.", ((11, 14), "June")),
        ("We meet in May.", "We meet in May or June.", ((14, 14), " or June")),
        ("We meet in May.", "We meet.", ((7, 14), "")),
        ("We meet in May.", "In short: we meet in May.", ((0, 2), "In short: we")),
        ("One.", "Two things", None),
        ("a a a", "a a", ((3, 5), "")),
    ],
)
def test_only_what_differs_is_cut_out_and_never_within_a_word(
    old: str, new: str, found: tuple[tuple[int, int], str] | None
) -> None:
    cut = narrowed(old, new)

    assert (cut and ((cut[0].start, cut[0].end), cut[1])) == found
    if cut:
        span, words = cut
        assert old[: span.start] + words + old[span.end :] == new


def test_every_form_of_a_page_leads_somewhere(small_forum: Forum, row: NegotiatedText) -> None:
    words_for(row, "p-3", "18", "24", by=norland(small_forum))

    for hat in (norland(small_forum), signing.secretariat(small_forum)):
        for path in ("", "paragraphs/p-3/"):
            page = client(hat).get(at(row, path)).content.decode()
            ids = re.findall(r' id="([^"]+)"', page)
            assert len(ids) == len(set(ids))


def test_a_long_text_is_folded_where_nobody_said_anything_and_shown_whole_when_asked(
    small_forum: Forum, row: NegotiatedText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cochair.features.texts.presenters.page.LONG", 3)
    said = {"operation": "replace", "paragraph": "p-4", "read": 1, "words_en": "We will not."}
    sent(row, norland(small_forum), "proposals/", **said)
    reader, by = client(lagoon(small_forum)), signing.secretariat(small_forum)
    chairs.open_round(row, by=by, at=NOW)
    during = reader.get(at(row)).content.decode()
    chairs.close_round(row, by=by, at=NOW)
    after, whole = (reader.get(at(row, path)).content.decode() for path in ("", "?whole=1"))
    folded = "".join(re.findall(r'<details class="part">.*?</details>\n', after, re.S))

    assert 'class="part"' not in during and 'class="part"' not in whole
    assert 'id="par-p-3"' in folded and 'id="par-p-4"' not in folded
    assert 'id="par-p-4"' in after and "Show the whole text" in after


def test_what_is_kept_of_a_text_has_the_form_token_of_each_reader_and_nobody_elses(
    small_forum: Forum, row: NegotiatedText
) -> None:
    for hat in (norland(small_forum), lagoon(small_forum), norland(small_forum)):
        reader = client(hat)
        reader.handler.enforce_csrf_checks = True
        page = reader.get(at(row)).content.decode()
        draft = page[page.index('class="draft"') :]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', draft)

        assert token is not None
        assert "\0" not in page
        said = {
            "operation": "replace",
            "paragraph": "p-3",
            "read": 1,
            "words_en": f"We will meet every {hat.account} months.",
        }
        path = at(row, "proposals/")
        assert reader.post(path, said | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
        assert reader.post(path, said | {"csrfmiddlewaretoken": token[1]}).status_code == 302
