"""H17 to H20: every form of this house that takes a file is given every hostile file (T15, T32 to T34)."""

import html
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import papers
from cochair.features.documents.models import Expression
from cochair.features.files import storage
from cochair.formats import xliff
from cochair.formats.units import units
from documents.corpora import acting, joined, marked, packing
from house import tree
from matrix import Scene, table
from papers import words
from world import every_row

# The forms, each with the file of the program that takes what it sends.
FORMS = {
    "commitments:bring_in": "features/extraction/views.py",
    "commitments:exchange_table": "features/exchange/views.py",
    "commitments:import_events": "features/commitments/event_views.py",
    "compliance:bring": "features/review/views.py",
    "documents:certificates": "features/signatures/certificate_views.py",
    "documents:new": "features/register/change_views.py",
    "documents:original-sign": "features/signatures/views.py",
    "documents:tbx-in": "features/translation/upload_views.py",
    "documents:tmx-in": "features/translation/upload_views.py",
    "documents:write": "features/languages/edition_views.py",
    "documents:xliff-in": "features/translation/views.py",
    "meetings:contact_list": "features/invitations/contact_views.py",
    "meetings:people-import": "features/delegations/list_views.py",
    "takeup:table": "features/takeup/views.py",
    "texts:word-in": "features/texts/word/views.py",
}
# How the field is called that takes the file, where it is not `file`.
FIELDS = {"documents:new": "texts"}
ROUTES = {route.name: route for route in table()[1]}
HAT = "co_presidency"
# What is typed or pasted instead of a file.
TYPED = frozenset({"text", "rows", "title"})
SECONDS = 20
# What is wrong with a list is told row by row, on the page that would do it.
LISTS = frozenset({"commitments:bring_in", "meetings:people-import"})
# What signing in and looking at a page writes, and no file.
BESIDE = {"accounts.SignedIn"}
EXCHANGED = frozenset({"a.xlf", "a.tmx", "a.tbx"})
LINES = b"\n".join(b"- &a%d [*a%d, *a%d]" % (n + 1, n, n) for n in range(40))
CLASSIFIED = "RESTREINT UE/EU RESTRICTED"


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """What each file tries, its octets, its name: the first of each corpus, and what is plain text."""
    for corpus in (packing.archives(), acting.files(), joined.polyglots()):
        yield from islice(corpus, 2)
    yield from islice(joined.entities(), 14)
    # What only declares something, where no parser fails over it by itself.
    yield from (one for one in joined.entities() if one[2] in EXCHANGED and b"&e;" not in one[1])
    for one in islice(marked.every_word(refusing=True), 3):
        yield one.what, one.octets, one.name
    yield "a program", b"MZ" + bytes(200), "paper.docx"
    yield "references without end", b"a0: &a0 [x]\n" + LINES, "procedure.yaml"
    yield "an object of a language", b"!!python/object/apply:os.system ['id']", "procedure.yaml"
    yield "one line without end", b"a;" * 1_000_000, "list.csv"
    yield "a quote that is never closed", b'"' + b"a\n" * 500_000, "list.csv"
    yield "nothing but zeros", bytes(100_000), "list.csv"
    yield "half of a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA", "a.pem"


def kept() -> dict[str, object]:
    """Every row but for what a visit alone leaves."""
    return {name: found for name, found in every_row().items() if name not in BESIDE}


def lying() -> set[str]:
    """The names of all files in the store; others may come in meanwhile, of other tests."""
    return {Path(name).name for name in storage.kept().names()}


def test_every_form_that_takes_a_file_is_tried() -> None:
    taking = {
        path.removeprefix(f"{tree.SOURCES}/")
        for path, text in tree.python().items()
        if "request.FILES" in text
    }
    assert set(FORMS.values()) == taking
    assert set(FORMS) <= set(ROUTES)


@pytest.mark.parametrize("name", FORMS)
def test_no_form_keeps_anything_of_a_hostile_file_or_fails_over_it(
    at_work: Scene, name: str
) -> None:
    route = ROUTES[name]
    client, before, tried, there = at_work.client(HAT), kept(), 0, lying()
    # A list without a line that can be read is shown, and nothing of it is kept.
    refusing = {422, 200} if name in LISTS else {422}
    for what, octets, called in hostile():
        sent = {key: value for key, value in at_work.sends(route).items() if key not in TYPED}
        if name == "documents:certificates":
            sent["kind"] = "holder"
        began = time.monotonic()
        answer = client.post(
            at_work.path(route),
            {**sent, FIELDS.get(name, "file"): SimpleUploadedFile(called, octets)},
        )
        said = html.unescape(answer.content.decode())

        assert {answer.status_code} <= refusing, what
        assert time.monotonic() - began < SECONDS, what
        assert "root:" not in said, what
        assert kept() == before, what
        assert storage.digest_of(octets) not in lying() - there, what
        tried += 1

    assert tried > 25


def test_classified_words_come_in_by_no_file_of_a_translator(at_work: Scene) -> None:
    """H17: the same words in a Word file are refused; an XLIFF file is no way around."""
    paper = papers.circulated(at_work.forum, {"en": words("One.", "Two.")})
    route = ROUTES["documents:xliff-in"]
    path = route.path.replace("{paper}", paper.slug)
    client = at_work.client("secretariat")
    out = client.get(f"/en/league-concert/documents/{paper.slug}/text/es/xliff-2/")
    answers = {}
    for first in (CLASSIFIED, "Uno."):
        told = {unit.name: unit.runs for unit in units(words(first, "Dos."))}
        back = xliff.write_two(
            units(words("One.", "Two.")),
            original=xliff.read(out.content).original,
            source="en",
            target="es",
            known=told,
        )
        seen = papers.fresh(paper).version
        answers[first] = client.post(
            path, {"seen": seen, "file": SimpleUploadedFile("a.xlf", back)}
        ).status_code

    assert answers == {CLASSIFIED: 422, "Uno.": 302}
    rows = Expression.objects.filter(revision__document=paper, language="es")
    assert [CLASSIFIED in str(row.text) for row in rows] == [False]
