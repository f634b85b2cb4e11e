"""Lists of people from any table: read without believing anything, all of it or nothing.

CB-30; security.md on uploads and on cells that are formulas (T32 to T36).
"""

import csv
import io
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook

import delegations as scene
from cochair.features.delegations import export, import_plan, importer, queries, tables
from cochair.features.delegations.import_plan import ADDED, CHANGED, SAME, Plan
from cochair.features.meetings.models import Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from delegations import focal, named, of
from people import signed_in
from signing import secretariat
from world import NOW


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with an open delegation of every member; the clock stands still.

    Those of the League have asked its secretariat to write for them.
    """
    with clock.at(NOW):
        meeting = scene.council(small_forum)
        for code in ("XN", "XB", "XE"):
            scene.asked(meeting, code)
        yield meeting


def planned(
    meeting: Meeting, text: str | bytes, own: str = "", language: str = "en", serves: str = "LEAGUE"
) -> Plan:
    """What a list would do."""
    table = tables.read_file(text) if isinstance(text, bytes) else tables.read_text(text)
    book = parties.book(meeting.forum, NOW)
    return import_plan.plan(meeting, table, own=own, serves=serves, language=language, book=book)


def done(meeting: Meeting, text: str | bytes) -> Plan:
    """What a list did, brought in by the secretariat."""
    seen = planned(meeting, text).digest
    table = tables.read_file(text) if isinstance(text, bytes) else tables.read_text(text)
    by = secretariat(meeting.forum)
    return importer.bring_in(meeting, table, own="", language="en", seen=seen, by=by, at=NOW)


def errors(plan: Plan) -> dict[int, str]:
    """The errors by the number of the row."""
    return {row.number: " ".join(map(str, row.errors)) for row in plan.wrong}


def sheet(rows: list[list[object]]) -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rewritten(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with one passage of one part written differently."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for one in before.infolist():
            text = before.read(one)
            if one.filename == part:
                assert old in text
                text = text.replace(old, new, 1)
            after.writestr(one.filename, text)
    return out.getvalue()


LIST = "delegation;name;function;rank;email\nXN;Ada Berg;Minister;minister;ada@xn.example\n"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_with_any_separator_and_in_any_language(
    council: Meeting, separator: str
) -> None:
    text = "delegation;name;function;rank\nnorlandia;Ada Berg;Jefa;ministro o ministra\n"

    (row,) = planned(council, text.replace(";", separator)).rows

    assert (row.code, row.person.name, row.person.rank) == ("XN", "Ada Berg", "minister")
    assert (row.does, row.errors) == (ADDED, [])


@pytest.mark.parametrize("head", ["E-mail", "mail", "correo", "Correo electrónico", "correio"])
def test_the_column_of_addresses_is_known_by_its_usual_names(council: Meeting, head: str) -> None:
    found = planned(council, LIST.replace("email", head))

    assert (found.rows[0].person.email, found.warnings) == ("ada@xn.example", ())


@pytest.mark.parametrize(
    ("encoding", "warned"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", False),
        ("utf-16-be", False),
        ("latin-1", True),
    ],
)
def test_accents_survive_in_every_encoding_and_a_guess_is_told(
    council: Meeting, encoding: str, warned: bool
) -> None:
    content = "delegation;name\nXN;José Muñoz\n".encode(encoding)

    found = planned(council, content)

    assert found.rows[0].person.name == "José Muñoz"
    assert bool(found.warnings) is warned


def test_a_list_adds_changes_and_leaves_and_says_so_first(council: Meeting) -> None:
    named(council, "XN", "Ada Berg", "Bo Dahl", "Cy Ek")
    text = (
        "delegation;name;function;rank;capacity;email\n"
        "XN;Ada Bergen;Officer Ada Berg;minister;head;ADA@xn.example\n"
        "XN;bo  dahl;Officer Bo Dahl;;;bo@xn.example\n"
        "XN;Dee Lima;;;;\n"
    )

    found = planned(council, text)
    assert [row.does for row in found.rows] == [CHANGED, CHANGED, ADDED]
    assert found.rows[0].fields == ("name", "email")
    assert [one.name for one in found.left] == ["Cy Ek"]
    done(council, text)

    people = of(council, "XN").people.order_by("badge").values_list("badge", "name")
    assert list(people) == [(1, "Ada Bergen"), (2, "bo dahl"), (3, "Cy Ek"), (4, "Dee Lima")]
    assert {row.does for row in planned(council, text).rows} == {SAME}


def test_one_wrong_row_of_many_saves_nothing(council: Meeting) -> None:
    text = LIST + "XB;Bo Dahl;;;\nXB;;;;b@xb.example\n"

    with pytest.raises(Refused, match="nothing is saved"):
        done(council, text)

    assert not Participant.objects.exists()
    assert of(council, "XN").version == 1


def test_each_wrong_row_says_what_is_wrong_with_it(council: Meeting) -> None:
    text = (
        "delegation;name;rank;capacity;email\n"
        "ZZ;Ada;;;\n"
        "XN;;;;\n"
        "XN;Bo;emperor;;\n"
        "XN;Cy;;;cy at home\n"
        "XN;Dee;;head;\n"
        "XN;Eva;;head;\n"
        "XN;dee;;;\n"
        f"XN;{'x' * 300};;;\n"
        "XN;Nul\0Name;;;\n"
        "northern-coast-guard;Gil;;;\n"
    )

    wrong = errors(planned(council, text))

    assert sorted(wrong) == [2, 3, 4, 5, 7, 8, 9, 10, 11]
    assert "no delegation “ZZ”" in wrong[2]
    assert "Enter the name" in wrong[3]
    assert "emperor" in wrong[4]
    assert "is not an e-mail address" in wrong[5]
    assert "two heads" in wrong[7]
    assert "row 6" in wrong[8]
    assert "too long" in wrong[9]
    assert "cannot be printed" in wrong[10]
    assert "is not open yet" in wrong[11]


def test_rows_of_the_other_party_are_wrong_and_rows_of_an_organisation_are_not(
    council: Meeting,
) -> None:
    """domain.md C.6: a secretariat acts on behalf of its own side, and of organisations."""
    scene.guest(council)
    scene.asked(council, scene.GUARD)
    text = f"delegation;name\nXN;Ada Berg\nXP;Dee Lima\n{scene.GUARD};Gil Horn\n"

    ours, theirs = planned(council, text), planned(council, text, serves="CONCERT")

    assert list(errors(ours)) == [3]
    assert "belongs to the other Party" in errors(ours)[3]
    assert sorted(errors(theirs)) == [2, 3]
    assert (
        "has not asked a secretariat to act for it. Enter its note or letter in the column “"
        in errors(theirs)[3]
    )


def test_a_list_names_the_note_by_which_a_delegation_asked_for_it(council: Meeting) -> None:
    scene.guest(council)
    bare = f"delegation;name\n{scene.GUARD};Gil Horn\n{scene.GUARD};Hal Ives\n"
    with pytest.raises(Refused, match="nothing is saved"):
        done(council, bare)
    noted = bare.replace("name", "name;requested by note", 1).replace(
        "Gil Horn", "Gil Horn;Letter 44"
    )

    done(council, noted)

    row = of(council, scene.GUARD)
    assert (row.request, row.people.count()) == ("Letter 44", 2)
    assert Entry.objects.filter(verb="participants.imported").last().facts["on_request_of"] == [
        scene.GUARD
    ]
    assert list(errors(planned(council, noted.replace("Letter 44", "7")))) == [2]


def test_a_focal_point_writes_its_own_delegation_and_hears_nothing_of_others(
    council: Meeting,
) -> None:
    text = "delegation;name\nXN;Ada Berg\nXB;Bo Dahl\nZZ;Cy Ek\n;Dee Lima\n"

    found = planned(council, text, own="XN")

    assert [row.does for row in found.rows if not row.errors] == [ADDED, ADDED]
    assert errors(found)[3] == errors(found)[4]


@pytest.mark.parametrize(
    "text",
    ["", "   \n\n", "who;what\nXN;Ada\n", "name;name;delegation\nA;B;XN\n", "a\n" * 2100],
    ids=["nothing", "blanks", "no columns", "one column twice", "too many rows"],
)
def test_what_is_no_list_is_refused_in_words(council: Meeting, text: str) -> None:
    with pytest.raises(Refused):
        planned(council, text)


def test_a_cell_of_ten_megabytes_is_refused_before_it_is_read(council: Meeting) -> None:
    client = signed_in(scene.office(council.forum))
    file = io.BytesIO(b"delegation;name\nXN;" + b"x" * 10_000_000)
    file.name = "list.csv"

    answer = client.post(
        f"/en/league-concert/meetings/{council.slug}/participants/import/", {"file": file}
    )

    assert answer.status_code == 422
    assert "2 megabytes" in answer.text


@pytest.mark.parametrize("text", ["\n=1+1", " =1+1", "\xa0@Ada", "' =1+1", "\x01=1+1", "\t-1"])
def test_what_stands_unseen_before_a_formula_hides_it_from_nobody(text: str) -> None:
    made = tables.guarded(text)

    assert made.startswith("'")
    assert tables.unguarded(made) == text.replace("\x01", "")


def test_a_formula_in_a_workbook_is_not_computed_and_not_believed(council: Meeting) -> None:
    content = sheet([["delegation", "name"], ["XN", '=HYPERLINK("http://x","Ada")'], ["XN", "Bo"]])

    assert list(errors(planned(council, content))) == [2]


def test_a_formula_that_was_refused_does_not_come_back_as_text(council: Meeting) -> None:
    content = sheet([["delegation", "name"], ["XN", "=A1&B1"], ["XN", "Bo"]])
    kept = tables.read_file(content).text

    assert kept.splitlines()[1:] == ["XN;", "XN;Bo"]
    assert list(errors(planned(council, kept.encode()))) == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_a_document_type_is_not_opened(encoding: str) -> None:
    content = sheet([["delegation", "name"], ["XN", "Ada"]])
    declared = '<!DOCTYPE x [<!ENTITY y "z">]><worksheet'.encode(encoding).removeprefix(b"\xff\xfe")

    with pytest.raises(Refused, match="document type"):
        tables.read_file(rewritten(content, "xl/worksheets/sheet1.xml", b"<worksheet", declared))


def test_a_workbook_that_unpacks_to_too_much_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (tables.MOST_UNPACKED + 1))
    assert len(out.getvalue()) < tables.MOST_BYTES

    with pytest.raises(Refused, match="far too large for a list of people once it is unpacked"):
        tables.read_file(out.getvalue())


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 and nothing", b"\xd0\xcf\x11\xe0 an old one", sheet([["a"]])[:-200]],
    ids=["torn", "old", "cut"],
)
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused):
        tables.read_file(content)


HOSTILE = [
    "=1+1",
    "+Ada",
    "-Ada",
    "@Ada",
    "'=Ada",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    'Ada "the" Berg; x',
    "<script>Ada</script>",
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_is_no_formula_and_comes_back_the_same(
    council: Meeting, kind: str
) -> None:
    names = [f"{text} Ada{index}" for index, text in enumerate(HOSTILE)]
    scene.nominated(council, "XN", names)
    companies, book = queries.delegations(council), parties.book(council.forum, NOW)
    write = export.as_csv if kind == "csv" else export.as_xlsx

    content = write(companies, book, with_email=True)

    if kind == "csv":
        cells = [
            c
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
            for c in row
        ]
        assert not any(cell.startswith(tables.FORMULA) for cell in cells)
    else:
        opened = load_workbook(io.BytesIO(content)).active
        assert "f" not in {cell.data_type for row in opened.iter_rows() for cell in row}
    again = planned(council, content)
    assert not again.wrong
    assert {row.does for row in again.rows} == {SAME}
    assert [row.person.name for row in again.rows] == names


def test_addresses_leave_with_the_secretariat_and_with_their_own_delegation_only(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    named(council, "XB", "Bo Dahl")
    address = f"/en/league-concert/meetings/{council.slug}/participants/export/csv/"

    mine = signed_in(scene.contact(council.forum, "XN")).get(address).content.decode()
    every = signed_in(scene.office(council.forum)).get(address).content.decode()

    assert "ada@xn.example" in mine and "Bo Dahl" not in mine
    assert "ada@xn.example" in every and "bo@xb.example" in every


def test_what_is_shown_first_is_what_is_done_and_a_change_in_between_is_shown_again(
    council: Meeting,
) -> None:
    client = signed_in(scene.contact(council.forum, "XN"))
    address = f"/en/league-concert/meetings/{council.slug}/participants/import/"
    shown = client.post(address, {"text": "name\nAda Berg\n"})
    preview = shown.content.decode().partition('id="plan"')[2].partition('id="list"')[0]
    assert preview.count("<details") == preview.count("<table") == 1, "nothing empty to open"
    assert '<th scope="row" data-label="Row">2</th>' in preview
    plan, text = shown.context["plan"], shown.context["text"]
    assert not Participant.objects.exists()

    did = client.post(address, {"text": text, "seen": plan.digest})
    again = client.post(address, {"text": text, "seen": plan.digest})

    assert (did.status_code, again.status_code) == (302, 409)
    assert [one.name for one in Participant.objects.all()] == ["Ada Berg"]


def test_a_list_over_a_delegation_that_was_handed_over_changes_nothing(council: Meeting) -> None:
    row = of(council, "XN")
    row.state = "submitted"
    row.save()
    table = tables.read_text(LIST)
    seen = planned(council, LIST, own="XN").digest
    by = focal(council.forum, "XN")

    with pytest.raises(Refused, match="has been submitted to the secretariat"):
        importer.bring_in(council, table, own="XN", language="en", seen=seen, by=by, at=NOW)
    with pytest.raises(StaleVersion):
        importer.bring_in(council, table, own="XN", language="en", seen="x", by=by, at=NOW)


def test_eight_hundred_and_sixty_rows_come_in_with_a_fixed_number_of_questions(
    council: Meeting, django_assert_max_num_queries
) -> None:
    codes = ("XB", "XE", "XN")
    rows = [f"{codes[n % 3]};Person {n} of us;Officer;;p{n}@x.example" for n in range(860)]
    text = "delegation;name;function;rank;email\n" + "\n".join(rows)
    seen = planned(council, text).digest
    by = secretariat(council.forum)

    with django_assert_max_num_queries(45):
        importer.bring_in(
            council, tables.read_text(text), own="", language="en", seen=seen, by=by, at=NOW
        )

    badges = list(Participant.objects.order_by("badge").values_list("badge", flat=True))
    assert badges == list(range(1, 861))
