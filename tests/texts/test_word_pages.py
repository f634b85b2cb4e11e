"""A delegation takes the text out, works in Word, reads what that would do, and proposes it at once."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import negotiations
import papers
import people
from absent import faceless
from cochair.features.parties.offices import Role
from cochair.features.personal import retention
from cochair.features.personal.periods import Kind
from cochair.features.texts import chairs, models, queries
from cochair.formats.amendments.bookmarks import name_of
from cochair.journal.models import Entry
from cochair.procedure import text as core
from matrix import Scene
from texts.wordfiles import Independent, dele, ins, p, packed, run
from world import NOW

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def at_work(scene_kept: Scene, db: None, clock_stands: None) -> Scene:
    """Monday morning in the small forum; the clock stands still."""
    return scene_kept


@pytest.fixture
def row(at_work: Scene) -> models.NegotiatedText:
    """The text of the scene: Norland proposes "24" for "18" in paragraph 3."""
    return models.NegotiatedText.objects.get(document__slug=at_work.places["text"])


def at(row: models.NegotiatedText, rest: str = "") -> str:
    return f"/en/{row.forum.slug}/documents/{row.document.slug}/text/word/{rest}"


def kept(row: models.NegotiatedText, id: str, *inner: str) -> str:
    mark = f'<w:bookmarkStart w:id="1" w:name="{name_of(id)}"/><w:bookmarkEnd w:id="1"/>'
    return p(mark, *inner)


def edited(row: models.NegotiatedText) -> bytes:
    """The clean copy in which two people of a delegation tracked changes."""
    said = {one.id: one.words["en"] for one in negotiations.text(row).current}
    return packed(
        kept(row, "p-1", run(said["p-1"]))
        + kept(row, "p-2", run(said["p-2"]))
        + kept(row, "p-3", run(said["p-3"]))
        + kept(row, "p-4", run("We will share "), dele("Ana", "what"), ins("Ana", "all"),
               run(" we know"), ins("Ben", " at once"), run("."))
        + p(ins("Ben", "We publish it."), mark='<w:ins w:id="9" w:author="Ben"/>')
        + kept(row, "p-5", run("Harbours open at "), dele("Ana", "21"), ins("Ana", "22"), run(" hours."))
    )  # fmt: skip


def send(client: Client, row: models.NegotiatedText, octets: bytes, name: str = "ours.docx"):
    file = SimpleUploadedFile(name, octets, content_type=DOCX)
    return client.post(at(row, "files/"), {"file": file})


def seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_what_was_changed_in_word_becomes_proposals_of_the_delegation_in_one_act(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    client = at_work.clients["delegation"]

    answer = send(client, row, edited(row))
    page = client.get(answer.headers["Location"]).content.decode()
    entries = Entry.objects.count()
    numbers = [part.split('"')[0] for part in page.split('name="offer" value="')[1:]]
    chosen = [one for one in numbers if f'value="{one}" checked' in page]
    done = client.post(answer.headers["Location"], {"seen": seen(page), "offer": chosen})

    assert "Ana, Ben" in page and "Nothing is proposed until you have selected" in page
    assert done.status_code == 302
    made = [
        one for one in negotiations.text(row).open_proposals if one.id != at_work.places["proposal"]
    ]
    assert [(one.operation, one.paragraph, one.words.get("en")) for one in made][:3] == [
        (core.Operation.REPLACE, "p-4", "all"),
        (core.Operation.REPLACE, "p-4", " at once"),
        (core.Operation.INSERT, made[2].paragraph, "We publish it."),
    ]
    assert {one.author.member for one in made} == {"XN"}
    assert Entry.objects.count() == entries + 1
    file = models.WordFile.objects.get(name="ours.docx")
    assert (file.names, file.reading, file.made) == (["Ana", "Ben"], {}, [one.id for one in made])


def test_an_agreed_paragraph_is_listed_with_the_reason_and_cannot_be_chosen(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    client = at_work.clients["delegation"]

    answer = send(client, row, edited(row))
    page = client.get(answer.headers["Location"]).content.decode()

    # Paragraph 3 is agreed ad referendum in the scene.
    part = re.split(r"Paragraph 3\s*</h2>", page)[1].split("</section>")[0]
    assert "This paragraph is agreed. It must first be reopened." in part
    assert 'name="offer"' not in part


def test_when_the_text_moves_on_between_reading_and_choosing_nothing_is_proposed(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    client = at_work.clients["delegation"]
    answer = send(client, row, edited(row))
    page = client.get(answer.headers["Location"]).content.decode()
    by = people.hat(row.forum, at_work_account(at_work, "secretariat"))
    before = len(negotiations.text(row).proposals)

    words = "We will share what all know."
    chairs.edit(row, "p-4", "en", words, read=1, editorial=True, by=by, at=NOW)
    late = client.post(answer.headers["Location"], {"seen": seen(page), "offer": ["1", "2", "3"]})

    assert late.status_code == 409
    assert "The text has changed in the meantime" in late.content.decode()
    assert len(negotiations.text(row).proposals) == before


def at_work_account(scene: Scene, who: str):
    from cochair.features.accounts.models import Account

    client = scene.clients[who]
    return Account.objects.get(pk=client.session["_auth_user_id"])


def test_a_second_press_proposes_nothing_twice(at_work: Scene, row: models.NegotiatedText) -> None:
    client = at_work.clients["delegation"]
    answer = send(client, row, edited(row))
    page = client.get(answer.headers["Location"]).content.decode()
    sent = {"seen": seen(page), "offer": ["1"]}

    first = client.post(answer.headers["Location"], sent)
    count = len(negotiations.text(row).proposals)
    second = client.post(answer.headers["Location"], sent)

    assert (first.status_code, second.status_code) == (302, 422)
    assert len(negotiations.text(row).proposals) == count
    assert client.get(answer.headers["Location"]).status_code == 302


def test_nobody_else_sees_what_a_delegation_brought_in(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    answer = send(at_work.clients["delegation"], row, edited(row), "secret-plan.docx")
    other = people.signed_in(people.person(row.forum, Role.DELEGATION_HEAD, "LEAGUE", "XE"))
    across = people.signed_in(people.person(row.forum, Role.DELEGATION_HEAD, "CONCERT", "XL"))
    brought, absent = answer.headers["Location"], at(row, "files/999999/")

    for client in (other, across, at_work.clients["secretariat"], at_work.clients["co_presidency"]):
        there, nowhere = client.get(brought), client.get(absent)
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert faceless(there) == faceless(nowhere)
        assert "secret-plan" not in client.get(at(row)).content.decode()
    assert "secret-plan" in at_work.clients["delegation"].get(at(row)).content.decode()


def test_what_is_no_word_file_is_refused_with_every_reason_and_not_kept(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    client = at_work.clients["delegation"]
    kept_before = models.WordFile.objects.count()
    entity = packed("<w:p/>", more={"word/document.xml": "<!DOCTYPE x><x/>"})
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (210 * 1024 * 1024))

    answers = [
        send(client, row, entity),
        send(client, row, bomb.getvalue()),
        send(client, row, b"%PDF-1.7 nothing"),
        send(client, row, b""),
        client.post(at(row, "files/")),
    ]

    assert {one.status_code for one in answers} == {422}
    assert models.WordFile.objects.count() == kept_before
    assert "document type" in answers[0].content.decode()


def test_a_text_goes_out_with_authors_as_its_reader_may_see_them(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    own = at_work.clients["delegation"].get(at(row, "en.docx"))
    other = people.signed_in(people.person(row.forum, Role.DELEGATION_HEAD, "CONCERT", "XL"))
    theirs = other.get(at(row, "en.docx"))
    clean = other.get(at(row, "es.docx"), {"clean": "on"})
    none = other.get(at(row, "xx.docx"))

    assert own.headers["Content-Disposition"].endswith('-text-en.docx"')
    (mine,) = Independent(own.content).authors()
    (seen_as,) = Independent(theirs.content).authors()
    assert mine != seen_as and mine not in seen_as
    standing = [one.words["en"] for one in negotiations.text(row).current]
    assert Independent(theirs.content).reading(()) == standing
    assert "⁽See the map.⁾" in Independent(theirs.content).reading(())[-1]
    assert Independent(clean.content).changes() == []
    spanish = [one.words["es"] for one in negotiations.text(row).current]
    assert Independent(clean.content).reading(()) == spanish
    assert none.status_code == 404


def test_what_went_out_and_came_back_untouched_offers_nothing(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    other = people.signed_in(people.person(row.forum, Role.DELEGATION_HEAD, "CONCERT", "XL"))

    answer = send(other, row, other.get(at(row, "en.docx")).content)
    page = other.get(answer.headers["Location"]).content.decode()

    assert "Nothing new in this file" in page
    assert "1 change has already been proposed" in page


def test_a_page_asks_the_same_number_of_questions_whatever_the_file_holds(
    at_work: Scene, row: models.NegotiatedText, django_assert_max_num_queries
) -> None:
    client = at_work.clients["delegation"]
    small = send(
        client, row, packed(kept(row, "p-4", ins("Ana", "x"), run("We will share what we know.")))
    )
    large = send(client, row, packed(
        kept(row, "p-4", *(ins("Ana", f"x{n}") + run("We ") for n in range(300)))
    ))  # fmt: skip

    for answer in (small, large):
        with django_assert_max_num_queries(30):
            assert client.get(answer.headers["Location"]).status_code == 200
    with django_assert_max_num_queries(30):
        assert client.get(at(row, "en.docx")).status_code == 200


def test_file_names_and_words_of_a_file_are_shown_as_words(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    client = at_work.clients["delegation"]
    said = "&lt;script&gt;alert(1)&lt;/script&gt;"
    octets = packed(kept(row, "p-4", run("We will share what we know."), ins(said, said)))

    answer = send(client, row, octets, "<b>x</b>.docx")
    page = client.get(answer.headers["Location"]).content.decode()

    assert "<script>alert" not in page and "<b>x</b>" not in page
    assert said in page


def test_queries_know_only_those_who_write(at_work: Scene, row: models.NegotiatedText) -> None:
    send(at_work.clients["delegation"], row, edited(row))
    reader = people.hat(row.forum, at_work_account(at_work, "auditor"))

    assert not queries.word_files(row, reader).exists()
    assert papers.fresh(row.document).pk


COMMENT = '<w:comment w:id="{id}" w:author="Ana">{said}</w:comment>'


def commented(row: models.NegotiatedText) -> bytes:
    """The clean copy with two comments on paragraph 4, one on paragraph 5, and nothing else."""
    said = {one.id: one.words["en"] for one in negotiations.text(row).current}

    def around(id: int, words: str) -> str:
        begins, ends = (f'<w:commentRange{end} w:id="{id}"/>' for end in ("Start", "End"))
        return f"{begins}{run(words)}{ends}"

    body = "".join(kept(row, f"p-{n}", run(said[f"p-{n}"])) for n in (1, 2, 3))
    body += kept(row, "p-4", around(5, said["p-4"][:8]), around(6, said["p-4"][8:]))
    body += kept(row, "p-5", around(7, said["p-5"]))
    told = {5: "No podemos aceptarlo.", 6: "Falta un plazo.", 7: "What of ports?"}
    comments = "".join(COMMENT.format(id=id, said=p(run(one))) for id, one in told.items())
    return packed(body, comments=comments)


def test_comments_become_positions_of_the_delegation_where_it_says_so(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    """Issue, Word in: a file with comments; what is left out stays with whoever brought it."""
    client = at_work.clients["delegation"]
    address = send(client, row, commented(row)).headers["Location"]
    page = client.get(address).content.decode()
    assert [f'name="remark-{n}"' in page for n in (1, 2, 3, 4)] == [True, True, True, False]

    nothing = client.post(address, {"seen": seen(page), "remark-1": "", "remark-9": "support"})
    sent = {"seen": seen(page), "remark-1": "study", "remark-2": "cannot_accept"}
    done = client.post(address, {**sent, "remark-x": "support", "remark-3": "override"})

    assert nothing.status_code == 422 and done.status_code == 302
    (made,) = row.positions.filter(on="p-4")
    assert (made.value, made.member) == ("cannot_accept", "XN")
    assert made.note == "No podemos aceptarlo.\nFalta un plazo."
    assert not row.positions.filter(on="p-5").exists()
    assert models.WordFile.objects.order_by("pk").last().done_at == NOW


def test_names_in_a_file_and_what_nobody_proposed_of_it_go_after_thirty_days(
    at_work: Scene, row: models.NegotiatedText
) -> None:
    """domain.md C.9 (personal data): a file that was left, and one that was proposed."""
    client = at_work.clients["delegation"]
    left = send(client, row, edited(row)).headers["Location"]
    done = send(client, row, edited(row), "done.docx").headers["Location"]
    page = client.get(done).content.decode()
    number = page.split('name="offer" value="')[1].split('"')[0]
    client.post(done, {"seen": seen(page), "offer": [number]})
    files = models.WordFile.objects.filter(name__in=["ours.docx", "done.docx"])

    assert retention.kept_here(NOW + timedelta(days=30), apply=True)[Kind.WORD_FILES] == 0
    assert all(one.names == ["Ana", "Ben"] for one in files.all())
    later = NOW + timedelta(days=31)
    assert retention.kept_here(later, apply=True)[Kind.WORD_FILES] >= 2

    assert [(one.names, one.reading) for one in files.all()] == [([], {}), ([], {})]
    assert sorted(len(one.made) for one in files.all()) == [0, 1]
    assert client.get(left).status_code == 302
    assert retention.kept_here(later, apply=True)[Kind.WORD_FILES] == 0
