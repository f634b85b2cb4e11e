"""What is wrong with a forum's folder is named with file and line, and nothing is changed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cochair.features.compliance import loader
from cochair.features.parties import queries
from cochair.features.parties.folder import Faults, Folder
from cochair.features.parties.models import Member, PresidencyTerm
from world import NOW, changed, every_row, line_of, small_folder, small_forum

MEMBERS, TERMS, HISTORY = "members.yaml", "presidencies.yaml", "history.yaml"
COMMITMENTS, BODIES = "commitments.yaml", "bodies.yaml"

type Change = Callable[[Folder], Folder]


def refused(folder: Folder) -> list[tuple[str, int, str]]:
    """What is wrong with a folder: file, line and words; nothing was changed."""
    before = every_row()
    with pytest.raises(Faults) as found:
        loader.load(folder, NOW)
    assert every_row() == before
    return [(fault.file, fault.line, str(fault.message)) for fault in found.value.faults]


def replacing(file: str, old: str, new: str) -> Change:
    """A folder in which one passage is written differently."""
    return lambda folder: changed(folder, file, old, new)


@pytest.mark.django_db
class TestAFolderWithAFault:
    """Whatever is wrong is named with file and line, and nothing at all is changed."""

    @pytest.mark.parametrize(
        ("change", "file", "passage", "words"),
        [
            (
                replacing(MEMBERS, "code: XB", "code: XN"),
                MEMBERS,
                "code: XN\n    name: {en: Br",
                "already",
            ),
            (
                replacing(MEMBERS, "party: CONCERT", "party: CHOIR"),
                MEMBERS,
                "party: CHOIR",
                "CHOIR",
            ),
            (
                replacing(MEMBERS, "2014-07-01", "2014-07-32"),
                MEMBERS,
                "member_from: {date: '2014",
                "is not a date",
            ),
            (
                replacing(MEMBERS, "2014-07-01", "1814-07-01"),
                MEMBERS,
                "member_from: {date: '1814",
                "1900",
            ),
            (replacing(MEMBERS, "es: Brumia, ", ""), MEMBERS, "name: {en: Br", "es is missing"),
            (
                replacing(MEMBERS, "place: norhaven", "place: atlantis"),
                MEMBERS,
                "place: atl",
                "atlantis",
            ),
            (
                replacing(MEMBERS, "    zone: Europe/Warsaw", "    zone: Moon/Sea"),
                MEMBERS,
                "zone: Moon",
                "Moon",
            ),
            (
                replacing(MEMBERS, "2021-01-01", "2023-01-01"),
                MEMBERS,
                "member_from: {date: null",
                "before",
            ),
            (
                replacing(MEMBERS, "capital: {en: Grey", "capitol: {en: Grey"),
                MEMBERS,
                "capitol",
                "spelling",
            ),
            (replacing(TERMS, "holder: XB", "holder: XS"), TERMS, "  - {id: league-2030-2", "XS"),
            (
                replacing(TERMS, "id: concert-xp", "id: concert-xs"),
                TERMS,
                "  - {id: concert-xs, party: CONCERT, holder: XP",
                "already",
            ),
            (
                replacing(
                    TERMS,
                    "'2030-07-01T00:00 Europe/Helsinki', to",
                    "'2030-06-30T00:00 Europe/Helsinki', to",
                ),
                TERMS,
                "  - {id: league-2030-2",
                "overlap",
            ),
            (
                replacing(TERMS, "to: '2030-06-15T", "to: '2029-05-15T"),
                TERMS,
                "  - {id: concert-xs",
                "before it begins",
            ),
            (
                replacing(TERMS, "status: in_office", "status: elected"),
                TERMS,
                "  - {id: league-2031-1",
                "elected",
            ),
            (
                replacing(HISTORY, "id: league-concert-experts-1", "id: league-concert-council-1"),
                HISTORY,
                "  - id: league-concert-council-1\n    configuration: experts",
                "already used",
            ),
            (
                replacing(HISTORY, "configuration: experts", "configuration: choir"),
                HISTORY,
                "configuration: choir",
                "choir",
            ),
            (replacing(HISTORY, "cycle: 1", "cycle: 7"), HISTORY, "cycle: 7", "no cycle 7"),
            (
                replacing(HISTORY, "status: announced", "status: held"),
                HISTORY,
                "status: held\n    place: nor",
                "precision day",
            ),
            (
                replacing(HISTORY, "place: southport", "place: atlantis"),
                HISTORY,
                "place: atl",
                "atlantis",
            ),
            (
                replacing(HISTORY, "country: XS", "country: XP"),
                HISTORY,
                "country: XP",
                "is in XS",
            ),
            (replacing(HISTORY, "CONCERT: XS}", "CONCERT: XN}"), HISTORY, "co_chairs: {", "XN"),
            (replacing(HISTORY, "LEAGUE: 3", "LEAGUE: -3"), HISTORY, "LEAGUE: -3", "whole number"),
            (
                replacing(HISTORY, "end: '2030-03-15'", "end: '2030-03-13'"),
                HISTORY,
                "date: {start: '2030-03-14'",
                "before",
            ),
            (
                replacing(HISTORY, "start: '2031-01-01'", "start: '2030-12-01'"),
                HISTORY,
                "  - {number: 2",
                "overlaps",
            ),
            (replacing(HISTORY, "known_until", "known_til"), HISTORY, "known_til", "spelling"),
            (
                replacing(COMMITMENTS, "instrument: statement-2030", "instrument: pact"),
                COMMITMENTS,
                "instrument: pact",
                "pact",
            ),
            (
                replacing(COMMITMENTS, "meeting: league-concert-council-1", "meeting: gala"),
                COMMITMENTS,
                "meeting: gala",
                "gala",
            ),
            (
                replacing(COMMITMENTS, "url: null", "url: 'javascript:x'"),
                COMMITMENTS,
                "url:",
                "address",
            ),
            (
                replacing(COMMITMENTS, "S30-02", "S30-01"),
                COMMITMENTS,
                "  - id: S30-01\n    instrument: statement-2030\n    kind: dia",
                "already",
            ),
            (replacing(BODIES, "kind: agency", "kind: 5"), BODIES, "kind: 5", "quotation marks"),
        ],
    )
    def test_is_refused_on_the_line_of_the_fault(
        self, change: Change, file: str, passage: str, words: str
    ) -> None:
        folder = change(small_folder())
        line = line_of(folder, file, passage) + (
            passage.startswith("  - id") and "\n" not in passage
        )
        found = refused(folder)
        assert (file, line) in [(one[0], one[1]) for one in found], found
        assert any(words in one[2] for one in found), found

    def test_is_told_of_every_fault_in_every_file_at_once(self) -> None:
        folder = small_folder()
        for file, old, new in (
            (MEMBERS, "pt: Brúmia", "pt: ''"),
            (MEMBERS, "certainty: inferred", "certainty: surely"),
            (TERMS, "holder: XE", "holder: XX"),
            (HISTORY, "format: in_person", "format: on_foot"),
            (COMMITMENTS, "date: '2030-03-15'", "date: '2030-02-30'"),
            (BODIES, "acronym: NCG", "acronim: NCG"),
        ):
            folder = changed(folder, file, old, new)
        assert [(file, line) for file, line, _words in refused(folder)] == [
            (MEMBERS, line_of(folder, MEMBERS, "name: {en: Brumia")),
            (MEMBERS, line_of(folder, MEMBERS, "certainty: surely")),
            (TERMS, line_of(folder, TERMS, "  - {id: league-2031-1")),
            (BODIES, line_of(folder, BODIES, "acronim")),
            (HISTORY, line_of(folder, HISTORY, "format: on_foot")),
            (COMMITMENTS, line_of(folder, COMMITMENTS, "date: '2030-02-30'")),
        ]

    def test_is_told_once_when_a_file_is_no_yaml_and_others_refer_to_it(self) -> None:
        folder = changed(small_folder(), MEMBERS, "members:", "members: [")
        assert [file for file, _line, _words in refused(folder)] == [MEMBERS]

    def test_is_told_of_its_procedures_and_of_the_rest_together(self) -> None:
        folder = changed(small_folder(), BODIES, "acronym", "acronim")
        folder = changed(folder, "procedure.yaml", "league-concert", "*x")
        assert {file for file, _line, _words in refused(folder)} == {"procedure.yaml", BODIES}

    def test_changes_nothing_of_a_forum_that_is_already_there(self) -> None:
        small_forum()
        folder = changed(small_folder(), MEMBERS, "en: Grey Bridge", "en: Green Bridge")
        assert refused(changed(folder, TERMS, "holder: XE", "holder: XX"))
        assert Member.objects.get(code="XB").capital["en"] == "Grey Bridge"

    def test_may_not_overlap_with_a_term_that_people_entered(self) -> None:
        forum = small_forum()
        PresidencyTerm.objects.create(
            party=queries.roster(forum).party("LEAGUE"),
            slug="league-xb",
            holder=Member.objects.get(code="XB"),
            known_at=NOW,
            zone="Europe/Helsinki",
            start=datetime(2032, 1, 1, tzinfo=UTC),
            end=datetime(2032, 7, 1, tzinfo=UTC),
        )
        folder = changed(small_folder(), TERMS, "to: '2032-01-01T", "to: '2032-02-01T")
        ((file, line, words),) = refused(folder)
        assert (file, line) == (TERMS, line_of(folder, TERMS, "  - {id: league-2031-2"))
        assert "overlap" in words
