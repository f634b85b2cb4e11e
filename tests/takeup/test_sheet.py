"""The list as a table: taken away with what sources say, filled in, brought in again; and from a folder."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import people
import taking_up
from cochair.cli import takeup as command
from cochair.features.delegations import tables
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import sheet
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.models import Line, TakeUp
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import secretariat
from taking_up import COUNCIL_1, EXPERTS_1, FILE
from world import NOW


def filled(forum: Forum, **cells: str) -> str:
    """The table as it is taken away, with the row of the Experts filled in."""
    head, *rows = sheet.rows(forum, NOW)
    out = [";".join(head)]
    for row in rows:
        said = dict(zip(head, row, strict=True))
        if said["meeting"] == EXPERTS_1:
            said |= {"answer": "corrected", "first": "2030-10-09", "source": FILE, **cells}
        out.append(";".join(said.values()))
    return "\n".join(out)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_that_is_taken_away_is_read_again_and_says_nothing_new(
    small_forum: Forum, kind: str
) -> None:
    write = sheet.as_csv if kind == "csv" else sheet.as_xlsx

    table = tables.read_file(write(sheet.rows(small_forum, NOW)))

    assert len(table.head) == len(set(table.head)) <= tables.MOST_COLUMNS
    typed = sheet.read(small_forum, table, NOW)
    assert {COUNCIL_1, EXPERTS_1} <= typed.keys()
    assert {one.answer.value for one in typed.values()} == {"open"}
    offer = taking_up.offered(small_forum, COUNCIL_1)
    assert typed[COUNCIL_1].said == offer.told


def test_a_filled_in_table_prepares_the_list_and_attests_nothing(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    address = reverse("takeup:table", args=["league-concert"])
    file = SimpleUploadedFile("table.csv", filled(small_forum, came_LEAGUE="3").encode())
    with clock.at(NOW):
        answer = people.signed_in(account).post(address, {"file": file})

    assert answer.status_code == 302
    line = Line.objects.get()
    assert (line.name, line.party.code, line.body["came"]) == (EXPERTS_1, "CONCERT", {"LEAGUE": 3})
    assert taking_up.row(EXPERTS_1).attested_at is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"first": "9 October"}, "cannot be read"),
        ({"answer": "perhaps"}, "cannot be read"),
        ({"came_LEAGUE": "many"}, "cannot be read"),
        ({"another": "perhaps"}, "cannot be read"),
        ({"place": "atlantis"}, "no place called"),
        ({"source": ""}, "name the source"),
    ],
)
def test_practice_a_table_with_a_fault_changes_nothing(
    small_forum: Forum, cells: dict[str, str], words: str, tmp_path: Path, capsys
) -> None:
    text = filled(small_forum, **cells)
    (tmp_path / "take-up.csv").write_text(text)

    assert command.load(tmp_path, small_forum.slug, NOW) != 0
    assert words in capsys.readouterr().err
    assert not TakeUp.objects.exists()


def test_practice_a_column_that_nobody_knows_is_refused(small_forum: Forum) -> None:
    with pytest.raises(Refused) as refused:
        sheet.read(small_forum, tables.read_text("meeting;answer;weather\nx;open;fair"), NOW)
    assert "no column called" in refused.value.refusals[0].message
    with pytest.raises(Refused):
        sheet.read(small_forum, tables.read_text("name\nx"), NOW)


def test_an_administrator_loads_the_table_with_the_folder_and_a_secretariat_sends_it(
    small_forum: Forum, tmp_path: Path
) -> None:
    (tmp_path / "take-up.csv").write_text(filled(small_forum))

    assert command.load(tmp_path, small_forum.slug, NOW) == 0
    assert command.load(tmp_path, small_forum.slug, NOW) == 0, "again: nothing new"

    line = Line.objects.get()
    assert line.party is None and line.changed_by is None, "in nobody's name"
    assert Entry.objects.filter(verb="takeup.prepared").count() == 1
    take_up = TakeUp.objects.get()
    assert ATTESTATION.propose(take_up, None, by=secretariat(small_forum), at=NOW)
    assert command.load(tmp_path / "empty", small_forum.slug, NOW) == 0, "no table: nothing"


@pytest.mark.parametrize(("another", "status"), [("", 1), ("yes", 0)])
def test_a_row_may_say_that_it_is_another_meeting_than_one_that_is_known_on_its_days(
    small_forum: Forum, tmp_path: Path, capsys, another: str, status: int
) -> None:
    known = taking_up.offered(small_forum, COUNCIL_1).told.first
    head = "meeting;answer;configuration;another;first;source"
    row = f";corrected;council;{another};{known};{FILE}"
    (tmp_path / "take-up.csv").write_text(f"{head}\n{row}")

    assert bool(command.load(tmp_path, small_forum.slug, NOW)) == bool(status)

    assert ("may have been on these days" in capsys.readouterr().err) == bool(status)
    assert [one.body["other"] for one in Line.objects.all()] == ([] if status else [True])


def test_lines_that_people_added_are_in_the_table_and_a_new_row_takes_the_place_of_none(
    small_forum: Forum, tmp_path: Path
) -> None:
    contact, other = taking_up.added("2030-06-03"), taking_up.added("2030-12-05", kind="meeting")
    # One before it was left out again: the numbers have a gap.
    taking_up.prepared(small_forum, extra_2=contact, extra_10=other)
    head, *rows = sheet.rows(small_forum, NOW)
    assert [row[0] for row in rows][-2:] == ["extra-2", "extra-10"]
    typed = sheet.read(small_forum, tables.read_file(sheet.as_csv(iter([head, *rows]))), NOW)
    assert (typed["extra-2"].said, typed["extra-10"].said) == (contact.said, other.said)

    # The first row below the head is the second of the table.
    more = dict.fromkeys(head, "") | {
        "answer": "corrected", "configuration": "experts", "kind": "contact",
        "first": "2030-07-01", "format": "virtual", "source": FILE,
    }  # fmt: skip
    table = "\n".join(";".join(one) for one in (head, list(more.values())))
    (tmp_path / "take-up.csv").write_text(table)
    for _again in range(2):
        assert command.load(tmp_path, small_forum.slug, NOW) == 0
        said = dict(Line.objects.values_list("name", "body__first"))
        assert said == {"extra-2": "2030-06-03", "extra-10": "2030-12-05", "extra-11": "2030-07-01"}

    account = people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    with clock.at(NOW):
        page = people.signed_in(account).get(reverse("takeup:take-up", args=["league-concert"]))
    assert [page.text.count(f'name="extra-{one}-source"') for one in (2, 10, 11, 12)] == [1] * 4


def test_what_a_table_has_no_column_for_stays_as_it_was_entered(small_forum: Forum) -> None:
    """The outcome, a title in another language, a second text, and the number of the meeting."""
    one = taking_up.held(small_forum)
    texts = (taking_up.TEXT, {"title": {"en": "Work plan", "es": "Plan"}, "reference": "LC 2/30"})
    said = replace(one.said, number=7, texts=texts, outcome={"en": "They agreed on a plan."})
    entered = {EXPERTS_1.replace("-", "_"): replace(one, said=said)}
    taking_up.prepared(small_forum, **entered)

    table = tables.read_file(sheet.as_csv(sheet.rows(small_forum, NOW)))

    assert sheet.read(small_forum, table, NOW)[EXPERTS_1].said == said
