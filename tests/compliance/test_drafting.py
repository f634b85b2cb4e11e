"""Drafts of the procedures: written by a form or brought as a file, and never in force by that."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

import signing
from cochair.features.compliance.models import ProposedVersion
from cochair.features.parties.models import Forum, ProcedureText
from cochair.features.review import drafts, paper, proposal, queries
from cochair.journal.models import Entry
from cochair.procedure.checks import SHAPES
from cochair.procedure.differences import differences
from cochair.procedure.reading import read
from cochair.procedure.reading.tree import plain, tree
from cochair.procedure.reading.writer import Edit, rewritten, written
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from matrix import Scene
from world import NOW, small_folder

TEXT = small_folder().texts["procedure.yaml"]
DAY = date(2033, 1, 1)
DRAFT = TEXT.replace(
    """  number: '1.0'
  adopted_by: {configuration: experts, date: '2029-11-20', method: consensus}
  effective_from: '2029-12-01'
  status: in_force
""",
    """  number: '1.1'
  effective_from: '2033-01-01'
  status: draft
""",
)
OTHER = DRAFT.replace("en: Smuggling at sea", "en: Smuggling by sea")


def begun(forum: Forum, number: str = "1.1", day: date = DAY) -> ProposedVersion:
    return drafts.begin(forum, number=number, effective_from=day, by=signing.league(forum), at=NOW)


def brought(forum: Forum, text: str | bytes) -> ProposedVersion:
    octets = text if isinstance(text, bytes) else text.encode()
    return drafts.bring(forum, octets, by=signing.league(forum), at=NOW)


def shown(row: ProposedVersion) -> list[tuple[str, str]]:
    found = differences(queries.base_of(row), queries.book_of(row))
    return [(one.part, one.key) for one in found]


def test_a_draft_begins_as_the_latest_version_with_the_options_as_both_set_them(
    small_forum: Forum,
) -> None:
    assert shown(begun(small_forum)) == []
    signing.both_sign(small_forum, signing.option(small_forum, "prep.min", 2))
    assert shown(begun(small_forum)) == [("options", "prep.min")]
    assert ProcedureText.objects.filter(forum=small_forum).count() == 1


@pytest.mark.parametrize(
    ("number", "day", "why"),
    [
        ("1.0", DAY, "Use a higher number"),
        ("0.9", DAY, "Use a higher number"),
        ("1.0.0", DAY, "Use a higher number"),
        ("next", DAY, "figures and points"),
        ("1.1", NOW.date(), "must take effect on a future date"),
    ],
)
def test_a_number_that_is_taken_or_a_day_that_is_over_is_refused(
    small_forum: Forum, number: str, day: date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        begun(small_forum, number, day)


def test_an_option_and_the_words_of_a_clause_are_said_otherwise_and_nothing_else(
    small_forum: Forum,
) -> None:
    row, by = begun(small_forum), signing.league(small_forum)
    row = drafts.set_option(row, key="prep.min", value=2, seen=row.digest, by=by, at=NOW)
    said = {code: f"Said in {code}." for code in ("en", "es", "pt")}
    row = drafts.set_words(row, rule="A.2", words=said, seen=row.digest, by=by, at=NOW)

    assert shown(row) == [("clauses", "A.2"), ("options", "prep.min")]
    assert queries.book_of(row).by_id["A.2"].text == said


def test_what_may_not_be_said_in_a_draft_is_refused(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.league(small_forum)
    change = {"seen": row.digest, "by": by, "at": NOW}
    with pytest.raises(Refused, match="is not an allowed value of this option"):
        drafts.set_option(row, key="prep.min", value=99, **change)
    with pytest.raises(Refused, match="no option"):
        drafts.set_option(row, key="prep.most", value=1, **change)
    with pytest.raises(Refused, match="no clause"):
        drafts.set_words(row, rule="Z.9", words={}, **change)
    with pytest.raises(Refused, match="every language"):
        drafts.set_words(row, rule="A.2", words={"en": "Only here."}, **change)
    with pytest.raises(StaleVersion):
        drafts.set_option(row, key="prep.min", value=2, **{**change, "seen": "older"})
    with pytest.raises(Refused, match="Only the Party that writes a draft may change it"):
        concert = {**change, "by": signing.concert(small_forum)}
        drafts.set_option(row, key="prep.min", value=2, **concert)


def test_the_paper_of_a_proposal_says_an_option_in_words_and_whose_proposal_it_is(
    small_forum: Forum,
) -> None:
    row = begun(small_forum)
    row = drafts.set_option(
        row,
        key="cadence.counts",
        value="closed",
        seen=row.digest,
        by=signing.league(small_forum),
        at=NOW,
    )

    said = {code: [one.text for one in text] for code, text in paper.texts(row).items()}

    assert "Value, before: Once it has been held" in said["en"]
    assert "Valor, a partir de ahora: En cuanto se ha clausurado" in said["es"]
    assert "Valor, antes: Depois de realizada" in said["pt"]
    assert "Opción cadence.counts: modificación" in said["es"]
    asked = [" ".join(words) for words in said.values()]
    labels = queries.book_of(row).options["cadence.counts"].label
    assert all(labels[code] in words for code, words in zip(said, asked, strict=True))


def test_what_is_given_up_is_not_changed_and_not_proposed(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.league(small_forum)
    drafts.drop(row, by=by, at=NOW)
    with pytest.raises(
        Refused, match="This draft has been proposed or abandoned and can no longer be changed"
    ):
        drafts.set_option(row, key="prep.min", value=2, seen=row.digest, by=by, at=NOW)


def test_a_proposal_needs_a_difference_and_goes_to_all_in_every_language(
    small_forum: Forum,
) -> None:
    row, by = begun(small_forum), signing.league(small_forum)
    council = signing.planned(small_forum)
    with pytest.raises(Refused, match="This draft contains no differences"):
        proposal.propose(row, meeting=council, seen=row.digest, by=by, at=NOW)
    row = drafts.set_option(row, key="prep.min", value=2, seen=row.digest, by=by, at=NOW)
    row = proposal.propose(row, meeting=council, seen=row.digest, by=by, at=NOW)

    assert set(row.languages) == {"en", "es", "pt"}
    assert row.document is not None and row.document.kind == "procedure_proposal"
    with pytest.raises(
        Refused, match="This draft has been proposed or abandoned and can no longer be changed"
    ):
        drafts.set_option(row, key="prep.min", value=1, seen=row.digest, by=by, at=NOW)
    with pytest.raises(Refused, match="Only the Party that made a proposal may withdraw it"):
        concert = signing.concert(small_forum)
        proposal.withdraw(row, reason="Not now.", by=concert, at=NOW)
    assert proposal.withdraw(row, reason="Not now.", by=by, at=NOW).withdrawn_at == NOW


def test_a_whole_file_is_a_draft_once_it_can_be_read(small_forum: Forum) -> None:
    assert shown(brought(small_forum, OTHER)) == [("taxonomy", "a")]


BOMB = "v0: &v0 [x]\n" + "".join(
    f"v{n}: &v{n} [{', '.join([f'*v{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OTHER.replace("fn: ", "fn: un", 1), "Line [0-9]+, rules"),
        (BOMB, "The file is too long for the procedures of a forum."),
        ("!!python/object/apply:os.system [id]", "may not have a tag"),
        (
            "a: " + "[" * 40 + "]" * 40,
            "The lines are nested too deeply for the procedures of a forum.",
        ),
        (b"\xff\xfe\x00", "The file is not a text in UTF-8."),
        (b"x" * (drafts.LARGEST + 1), "larger than"),
        ("", "A file must consist of names, each followed by a colon and its value."),
        (DRAFT, "This draft contains no differences."),
        (TEXT, "Use a higher number|has not been adopted here"),
        (
            OTHER.replace("id: league-concert", "id: another-forum"),
            "A review may not change these parts of a forum:",
        ),
        (OTHER.replace("legal_zone: Europe/Helsinki", "legal_zone: Europe/Riga"), "zone"),
    ],
    ids=[
        "unknown check",
        "bomb of references",
        "tag that would run",
        "deep",
        "no text",
        "too large",
        "empty",
        "no difference",
        "version in force",
        "another forum",
        "another zone",
    ],
)
def test_any_other_file_is_refused_with_its_faults_and_keeps_nothing(
    small_forum: Forum, text: str | bytes, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        brought(small_forum, text)
    assert not ProposedVersion.objects.exists()


def test_a_file_written_anew_reads_as_the_same_procedures() -> None:
    again = read(rewritten(TEXT, Edit("1.1", DAY)), "x", checks=SHAPES)
    assert differences(read(TEXT, "x", checks=SHAPES), again) == ()


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12),
    st.sampled_from(
        ["no", "2024-05-30", "1e3", "0x1F", "1_000", "~", "null", "012", "- a", "12:30"]
    ),
)
DATA = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}", fullmatch=True),
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@given(DATA)
@settings(max_examples=60)
def test_whatever_is_written_is_read_back_as_it_was(data: dict[str, object]) -> None:
    root, faults = tree(written(data), "x")
    assert faults == () and root is not None
    assert plain(root) == data


# Pages


def page(scene: Scene, name: str, *args: object, who: str = "secretariat"):
    client: Client = scene.clients[who]
    return client.get(reverse(f"compliance:{name}", args=[scene.forum.slug, *args]))


def test_a_draft_of_one_party_is_not_there_for_the_other(at_work: Scene) -> None:
    place = ProposedVersion.objects.get().place
    absent = page(at_work, "proposal", place + 1, who="other_presidency")
    hidden = page(at_work, "proposal", place, who="other_presidency")
    assert hidden.status_code == absent.status_code == 404
    address = reverse("compliance:proposal", args=[at_work.forum.slug, place])
    listed = {
        who: address in page(at_work, "versions", who=who).content.decode()
        for who in ("secretariat", "other_presidency", "delegation")
    }
    assert listed == {"secretariat": True, "other_presidency": False, "delegation": False}


def test_the_page_of_a_draft_shows_each_difference_before_and_after(at_work: Scene) -> None:
    said = page(at_work, "proposal", ProposedVersion.objects.get().place).content.decode()
    assert "prep.min" in said
    assert re.search(r"<del\s*>1</del>", said) and re.search(r"<ins\s*>2</ins>", said)


def test_a_file_with_faults_is_answered_with_each_of_them_and_its_line(at_work: Scene) -> None:
    broken = OTHER.replace("fn: ", "fn: un", 1)
    answer = at_work.clients["secretariat"].post(
        reverse("compliance:bring", args=[at_work.forum.slug]),
        {"file": SimpleUploadedFile("procedure.yaml", broken.encode())},
    )
    assert answer.status_code == 422
    assert "Line " in answer.content.decode()


def test_versions_and_drafts_are_shown_with_a_fixed_number_of_queries(at_work: Scene) -> None:
    place = ProposedVersion.objects.get().place

    def counted() -> list[int]:
        found = []
        for name, args in (("versions", ()), ("proposal", (place,))):
            page(at_work, name, *args)
            with CaptureQueriesContext(
                connection,
            ) as held:
                assert page(at_work, name, *args).status_code == 200
            found.append(len(held))
        return found

    before = counted()
    for number in ("1.2", "1.3", "1.4"):
        begun(at_work.forum, number)
    assert counted() == before


def test_the_places_of_one_partys_drafts_do_not_count_those_of_the_other(
    small_forum: Forum,
) -> None:
    """INV-4: a draft is closed to the other Party until it is proposed, and no gap tells of it."""
    by = {"LEAGUE": signing.league(small_forum), "CONCERT": signing.concert(small_forum)}

    def places(*parties: str) -> list[int]:
        return [
            drafts.begin(small_forum, number="1.1", effective_from=DAY, by=by[party], at=NOW).place
            for party in parties
        ]

    with transaction.atomic():
        alone = places("LEAGUE", "LEAGUE")
        transaction.set_rollback(True)

    assert places("LEAGUE", "CONCERT", "CONCERT", "LEAGUE")[::3] == alone


def test_nobody_waits_while_a_long_file_is_read(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is locked is locked once the file was understood."""
    by, depth = signing.league(small_forum), len(connection.savepoint_ids)
    read_at: list[int] = []
    real = queries.understood

    def understood(text: str) -> object:
        read_at.append(len(connection.savepoint_ids))
        return real(text)

    monkeypatch.setattr(queries, "understood", understood)
    drafts.bring(small_forum, OTHER.encode(), by=by, at=NOW)

    assert read_at[0] == depth


def test_a_draft_that_is_begun_or_brought_twice_is_one_until_it_is_changed_or_given_up(
    small_forum: Forum,
) -> None:
    """A button that is pressed twice has one effect (security.md section 8, T28)."""
    first, file = begun(small_forum), brought(small_forum, OTHER)
    entries = Entry.objects.count()
    assert (begun(small_forum), brought(small_forum, OTHER)) == (first, file)
    assert Entry.objects.count() == entries

    drafts.drop(first, by=signing.league(small_forum), at=NOW)
    assert begun(small_forum).place not in {first.place, file.place}
