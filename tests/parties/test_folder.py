"""Reading a folder: what cannot be read is named with its file and line, and nothing is guessed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cochair.features.parties.folder import Document, Faults, Folder
from cochair.features.parties.folder.files import LARGEST

ENOUGH = ("procedure.yaml", "members.yaml", "presidencies.yaml")


def folder_of(tmp_path: Path, **texts: bytes) -> Path:
    """A folder with the files that are needed, some of them with given contents."""
    for name in ENOUGH:
        (tmp_path / name).write_bytes(texts.pop(name.removesuffix(".yaml"), b"a: b\n"))
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_bytes(text)
    return tmp_path


def faults_of(path: Path) -> list[str]:
    """What is wrong with a folder, as people are told."""
    with pytest.raises(Faults) as refused:
        Folder.read(path)
    return [str(fault) for fault in refused.value.faults]


def document(text: str) -> Document:
    """One file with this text."""
    return Document("notes.yaml", text)


def said(found: Document) -> list[tuple[int, str]]:
    """The lines and words of what is wrong with a file."""
    return [(fault.line, str(fault.message)) for fault in found.faults]


class TestAFolder:
    """Files are taken as texts; the limits are those of any file."""

    def test_is_read_whole_and_its_other_files_are_left_alone(self, tmp_path: Path) -> None:
        path = folder_of(tmp_path, history=b"known_until: null\n")
        (path / "README.md").write_bytes(b"\xff")
        folder = Folder.read(path)
        assert set(folder.texts) == {*ENOUGH, "history.yaml"}
        assert folder.name == path.name

    def test_that_does_not_exist_is_refused(self, tmp_path: Path) -> None:
        assert "no such folder" in faults_of(tmp_path / "nowhere")[0]

    def test_names_every_needed_file_that_is_missing(self, tmp_path: Path) -> None:
        found = faults_of(tmp_path)
        assert len(found) == 3
        assert all(name in fault for name, fault in zip(ENOUGH, found, strict=True))

    def test_does_not_need_a_history(self, tmp_path: Path) -> None:
        assert "history.yaml" not in Folder.read(folder_of(tmp_path)).texts

    def test_names_the_line_that_is_not_utf_8(self, tmp_path: Path) -> None:
        path = folder_of(tmp_path, members=b"a: b\nname: Espa\xf1a\n")
        with pytest.raises(Faults) as refused:
            Folder.read(path)
        (fault,) = refused.value.faults
        assert (fault.file, fault.line) == ("members.yaml", 2)
        assert "UTF-8" in fault.message

    def test_accepts_a_byte_order_mark(self, tmp_path: Path) -> None:
        path = folder_of(tmp_path, members=b"\xef\xbb\xbfa: b\n")
        assert Folder.read(path).texts["members.yaml"] == "a: b\n"

    def test_refuses_a_huge_file_and_takes_one_at_the_limit(self, tmp_path: Path) -> None:
        path = folder_of(tmp_path, members=b"#" * LARGEST)
        assert len(Folder.read(path).texts["members.yaml"]) == LARGEST
        (path / "members.yaml").write_bytes(b"#" * (LARGEST + 1))
        assert "larger than 5 megabytes" in faults_of(path)[0]

    def test_refuses_a_folder_where_a_file_should_be(self, tmp_path: Path) -> None:
        path = folder_of(tmp_path)
        (path / "history.yaml").mkdir()
        assert "history.yaml" in faults_of(path)[0]

    def test_names_several_bad_files_at_once(self, tmp_path: Path) -> None:
        path = folder_of(tmp_path, members=b"\xff", history=b"\xff")
        assert [fault.split(",")[0].split(":")[0] for fault in faults_of(path)] == [
            "members.yaml",
            "history.yaml",
        ]


class TestAFile:
    """YAML without surprises: no repeated names, no references, no depth that nobody needs."""

    def test_that_is_no_yaml_is_refused_with_its_line(self) -> None:
        found = document("a: b\nc: [d\n")
        assert not found.readable
        assert said(found)[0][0] in (2, 3)
        assert "not YAML" in said(found)[0][1]

    def test_that_is_a_list_is_refused(self) -> None:
        assert not document("- a\n- b\n").readable

    def test_that_is_empty_is_refused(self) -> None:
        assert not document("# nothing\n").readable

    def test_that_is_absent_says_nothing_and_is_no_fault(self) -> None:
        absent = Document("history.yaml", None)
        assert absent.readable
        assert absent.top.day("known_until") is None
        assert absent.faults == []

    def test_is_refused_only_once_when_it_cannot_be_read(self) -> None:
        found = document("a: [")
        found.top.text("b")
        assert len(found.faults) == 1

    def test_names_a_control_character_and_its_line(self) -> None:
        found = document("a: b\nc: \x07\n")
        assert said(found) == [(2, "The character U+0007 is not allowed here.")]

    def test_may_tell_a_part_again(self) -> None:
        found = document("a: &x [one, two]\nb: *x\n")
        assert found.top.texts("b") == ["one", "two"]

    @pytest.mark.parametrize("text", ["b: *x\n", "a: &x [*x]\n"])
    def test_may_not_tell_again_what_is_not_there(self, text: str) -> None:
        assert "Nothing is named &x" in said(document(text))[0][1]

    def test_nested_without_end_is_refused(self) -> None:
        assert not document("a: " + "[" * 20_000 + "]" * 20_000).readable

    def test_may_not_say_a_thing_twice(self) -> None:
        assert said(document("a: b\nc: d\na: e\n")) == [
            (3, "The name appears twice here, first on line 1.")
        ]


class TestARow:
    """Every value has a kind; what is wrong is named and the reading goes on."""

    def test_refuses_what_is_missing_empty_or_unknown_all_at_once(self) -> None:
        found = document("name: ''\nplace:\nnmae: x\n")
        found.top.text("name")
        found.top.text("place")
        found.top.text("code")
        found.top.done()
        assert said(found)[2:] == [
            (1, "code is missing."),
            (3, "nmae is not a known name here. Check the spelling."),
        ]
        assert [line for line, _message in said(found)] == [1, 2, 1, 3]

    def test_keeps_a_country_code_that_looks_like_a_refusal(self) -> None:
        found = document("code: NO\n")
        assert found.top.country("code") == "NO"
        assert found.faults == []

    def test_refuses_a_number_where_a_text_belongs(self) -> None:
        found = document("symbol: 13575\n")
        assert found.top.text("symbol") == ""
        assert "quotation marks" in said(found)[0][1]

    @pytest.mark.parametrize("code", ["xn", "NOR", "N1", "ÑÑ"])
    def test_refuses_other_country_codes(self, code: str) -> None:
        found = document(f"code: {code}\n")
        assert found.top.country("code") == ""
        assert "two capital letters" in said(found)[0][1]

    @pytest.mark.parametrize(
        "written", ["'2031-02-28'", "2031-02-28", "'1900-01-01'", "'2200-12-31'"]
    )
    def test_takes_a_day_of_the_calendar(self, written: str) -> None:
        found = document(f"day: {written}\n")
        assert isinstance(found.top.day("day"), date)
        assert found.faults == []

    @pytest.mark.parametrize(
        "written",
        [
            "'2031-02-29'",
            "'28-02-2031'",
            "'1899-12-31'",
            "'2201-01-01'",
            "2031",
            "'2031-2-8'",
            "x",
            "'20310228'",
            "'2031-W09-5'",
            "[2031]",
            "'٢٠٣١-٠٢-٢٨'",
        ],
    )
    def test_refuses_any_other_day(self, written: str) -> None:
        found = document(f"a: b\nday: {written}\n")
        assert found.top.day("day") is None
        assert [line for line, _message in said(found)] == [2]

    def test_takes_an_instant_with_its_zone(self) -> None:
        found = document("at: '2031-07-01T00:00 Pacific/Auckland'\n")
        assert found.top.instant("at") == datetime(2031, 6, 30, 12, 0, tzinfo=UTC)

    @pytest.mark.parametrize(
        "written",
        [
            "2031-07-01T00:00",
            "2031-07-01T00:00 Europe/Atlantis",
            "soon Europe/Helsinki",
            "2031-03-30T03:30 Europe/Helsinki",
            "2300-01-01T00:00 Europe/Helsinki",
        ],
    )
    def test_refuses_an_instant_that_never_was_or_has_no_zone(self, written: str) -> None:
        found = document(f"at: '{written}'\n")
        assert found.top.instant("at") is None
        assert len(found.faults) == 1

    def test_wants_the_same_words_in_every_language_and_no_other(self) -> None:
        found = document("title:\n  en: Peace\n  es: ''\n  fr: Paix\n")
        found.top.words("title")
        assert [line for line, _message in said(found)] == [3, 1, 4]

    @pytest.mark.parametrize("written", ["-1", "1.5", "'1'", "0x1F", "1_000", "99999", "1" * 5000])
    def test_refuses_numbers_that_count_nothing(self, written: str) -> None:
        found = document(f"count: {written}\n")
        assert found.top.whole("count") is None
        assert len(found.faults) == 1

    @pytest.mark.parametrize("written", ["javascript:alert(1)", "www.example.org", "https://a b"])
    def test_refuses_what_is_no_address_on_the_web(self, written: str) -> None:
        found = document(f"url: '{written}'\n")
        assert found.top.address("url") == ""
        assert len(found.faults) == 1

    def test_refuses_names_that_do_not_fit_an_address(self) -> None:
        found = document("id: Council of 2031/1\nother: council-2031.1\n")
        assert found.top.name("id", longest=50) == ""
        assert found.top.name("other", longest=50) == "council-2031.1"
        assert len(found.faults) == 1

    def test_refuses_words_longer_than_are_kept(self) -> None:
        found = document("symbol: abcdef\n")
        assert found.top.text("symbol", longest=5) == ""
        assert len(found.faults) == 1

    def test_refuses_a_list_that_says_a_thing_twice_or_says_no_text(self) -> None:
        found = document("source:\n  - a\n  - a\n  - 5\n  - [b]\n")
        assert found.top.texts("source") == ["a"]
        assert [line for line, _message in said(found)] == [3, 4, 5]

    @pytest.mark.parametrize("written", ["x", "[a]", "{b: c}"])
    def test_refuses_one_shape_in_the_place_of_another(self, written: str) -> None:
        found = document(f"a: {written}\n")
        shapes = [found.top.text("a"), found.top.texts("a"), found.top.entry("a")]
        assert sum(bool(shape) for shape in shapes) == 1
        assert len(found.faults) == 2
