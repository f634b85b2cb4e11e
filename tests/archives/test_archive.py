"""The archive of a cycle: what one Party may read of it, and nothing of the other's own space."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import delegations
import packs
import papers
import people
import signatures
import signing
import stored
from cochair.cli.main import main
from cochair.exports.archives import parts, queries, verify_archive
from cochair.exports.archives.contents import Contents
from cochair.exports.archives.models import Archive
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import archived
from cochair.features.meetings.models import Participant
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader, instant
from matrix import Scene
from signing import both_sign, departure
from world import NOW

SENTINELS = ("Zwiebelturm", "Quetzalmond")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def archive(at_work: Scene) -> dict[str, bytes]:
    """The files of the League's archive of the running cycle."""
    both_sign(at_work.forum, departure(at_work.forum))
    return stored.opened(stored.taken(at_work.forum))


def rows(files: dict[str, bytes], kind: str) -> list[dict[str, object]]:
    found = json.loads(files[f"data/{kind}.json"])
    assert found["kind"] == kind
    return found["rows"]  # type: ignore[no-any-return]


def test_it_holds_each_kind_as_json_and_as_a_page_in_three_languages(
    archive: dict[str, bytes],
) -> None:
    for part in parts.known():
        assert f"data/{part.code}.json" in archive
        for language in ("en", "es", "pt"):
            assert f"{language}/{part.code}.html" in archive
    for name in ("index.html", "en/index.html", "es/index.html", "pt/index.html", "verify.py"):
        assert name in archive


def test_every_link_of_its_pages_leads_to_a_file_in_it_and_no_page_needs_a_script(
    archive: dict[str, bytes],
) -> None:
    assert packs.broken_links(archive) == []
    for name, page in packs.pages(archive).items():
        assert not page.tags & {"script", "style", "iframe", "form"}, name


def test_it_holds_the_meetings_acts_and_papers_of_the_cycle(
    at_work: Scene, archive: dict[str, bytes]
) -> None:
    meetings = [row["id"] for row in rows(archive, "meetings")]
    assert at_work.places["planned"] in meetings
    (departed,) = [row for row in rows(archive, "acts") if row["kind"] == "departure"]
    assert [key["party"] for key in departed["keys"]] == ["LEAGUE", "CONCERT"]  # type: ignore[index,attr-defined]
    ids = [row["id"] for row in rows(archive, "documents")]
    assert at_work.places["paper"] in ids
    assert len(rows(archive, "results")) > 10


def test_a_meeting_says_how_it_was_paused_turned_into_a_contact_and_judged(
    small_forum: Forum,
) -> None:
    """Drift L2: what a result of a closed cycle is read with."""
    cycle = Cycle.objects.get(forum=small_forum, number=2)
    meeting = delegations.council(small_forum)
    meeting.cycle, meeting.converted_at = cycle, NOW
    meeting.suspensions = [
        ["2031-03-01T11:00:00+02:00", "2031-03-01T12:00:00+02:00"],
        ["2031-03-01T13:00:00+02:00", None],
    ]
    meeting.options, meeting.outcomes = {"majority": "all"}, [{"kind": "declaration"}]
    meeting.save()

    found = archived.rows(Reader(small_forum, cycle, None, NOW))
    (row,) = [one for one in found if one["id"] == meeting.slug]

    assert row["converted_at"] == instant(NOW)
    assert row["suspensions"] == [
        ["2031-03-01T09:00:00Z", "2031-03-01T10:00:00Z"],
        ["2031-03-01T11:00:00Z", None],
    ]
    assert row["options"] == {"majority": "all"} and row["outcomes"] == [{"kind": "declaration"}]


def test_the_text_of_a_paper_is_a_page_and_its_digest_is_that_of_the_register(
    archive: dict[str, bytes],
) -> None:
    found = [row for row in rows(archive, "documents") if row["files"]]
    assert found
    for row in found:
        for name in row["files"]:  # type: ignore[attr-defined]
            assert name in archive
        for edition in row["editions"]:  # type: ignore[attr-defined]
            assert len(edition["sha256"]) == 64


def planted(scene: Scene) -> None:
    """A word in the own space of each Party: an internal paper that is out, and a draft."""
    for by, word in (
        (signing.secretariat(scene.forum), SENTINELS[0]),
        (people.presidency(scene.forum, "CONCERT", "XP", NOW, start=NOW), SENTINELS[1]),
    ):
        title = dict.fromkeys(("en", "es", "pt"), f"About the {word}")
        text = {"en": papers.words(f"We wait for the {word}.")}
        papers.circulated(scene.forum, text, by=by, marking="internal", title=title)
        draft = papers.entered(scene.forum, by=by, title=title)
        papers.written(draft, "en", text["en"], by=by, released=False)


def test_nothing_of_the_other_partys_space_is_anywhere_in_it(at_work: Scene) -> None:
    """Architecture law 5: grepped in the whole ZIP, names and JSON included, both ways."""
    planted(at_work)

    for party, own, foreign in (
        ("LEAGUE", *SENTINELS),
        ("CONCERT", *reversed(SENTINELS)),
    ):
        octets = stored.taken(at_work.forum, party)
        assert own.encode() in octets
        for form in (foreign, foreign.lower(), foreign.upper()):
            assert form.encode() not in octets
        spaces = {
            json.loads(line).get("space")
            for line in stored.opened(octets)["ledger/entries.jsonl"].splitlines()
        }
        assert spaces <= {None, "shared", "public", f"party:{party}"}
        assert f"party:{party}" in spaces


def test_no_address_of_a_person_is_in_it_and_no_name_whose_time_is_over(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    Participant.objects.update(email="ada.berg@example.org")
    files = stored.opened(stored.taken(at_work.forum))
    everything = b"\n".join(files.values())
    assert b"Ada Berg" in everything
    assert b"ada.berg@example.org" not in everything

    from cochair.exports.archives.kept import delegations as kept

    monkeypatch.setattr(kept, "_past", lambda reader: frozenset([at_work.places["planned"]]))

    everything = b"\n".join(stored.opened(stored.taken(at_work.forum)).values())
    assert b"Ada Berg" not in everything


def test_the_same_cycle_at_the_same_instant_gives_the_same_octets_but_for_the_journal(
    at_work: Scene,
) -> None:
    """The entry that notes the first archive stands in the ledger of the second, and nowhere else."""
    first, second = (stored.opened(stored.taken(at_work.forum)) for _time in range(2))

    assert list(first) == list(second)
    differ = {name for name in first if first[name] != second[name]}
    assert differ == {
        "ledger/entries.jsonl",
        "ledger/checkpoints.json",
        "ledger/SHA256SUMS",
        "manifest.json",
        "SHA256SUMS",
    }


def test_whoever_makes_it_the_party_reads_what_was_made_and_the_other_does_not(
    at_work: Scene,
) -> None:
    address = reverse("archives:archive", args=[at_work.forum.slug, 2])
    answer = at_work.client("secretariat").post(address)
    octets = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    made = Archive.objects.get()
    assert (made.octets, made.party.code) == (len(octets), "LEAGUE")
    entry = Entry.objects.get(verb="archive.made")
    assert (entry.space, entry.facts["digest"]) == ("party:LEAGUE", made.digest)
    assert made.digest in at_work.client("co_presidency").get(address).content.decode()
    assert made.digest not in at_work.client("other_presidency").get(address).content.decode()


def test_an_original_that_is_sealed_while_the_archive_is_made_stands_in_the_next_one(
    small_forum: Forum, tmp_path: Path
) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    signatures.signs(original, "LEAGUE")
    cycle = Cycle.objects.select_related("forum").get(forum=small_forum, number=2)
    reader = queries.reader_of(small_forum, cycle, "LEAGUE", NOW)
    begun, files = iter(Contents(reader)), []
    for file in begun:
        files.append(file)
        if file[0] == "pt/documents.html":
            signatures.signs(original, "CONCERT")
    during = tmp_path / "during.zip"
    during.write_bytes(b"".join(verify_archive.zipped(files)))
    after = tmp_path / "after.zip"
    after.write_bytes(stored.taken(small_forum))

    assert stored.fault(during) == stored.fault(after) == ""
    assert [json.loads(dict(files)["manifest.json"])["sealed"], stored.sealed(after)] == [
        [],
        [f"documents/{original.expression.revision.document.slug}/rev-0/sealed-en.pdf"],
    ]


def test_its_page_costs_the_same_however_many_were_made(at_work: Scene) -> None:
    address = reverse("archives:archive", args=[at_work.forum.slug, 2])
    client = at_work.client("secretariat")

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    stored.taken(at_work.forum)
    once = cost()
    stored.taken(at_work.forum)
    assert cost() == once


def test_on_the_command_line_it_is_written_and_verified(
    small_forum: Forum, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "archive.zip"
    given = ["archive", small_forum.slug, "--cycle", "2", "--party", "LEAGUE", "--out", str(out)]
    assert main(given) == 0
    digest = Archive.objects.get().digest
    assert digest in capsys.readouterr().out

    assert main(["verify", str(out), "--digest", digest]) == 0
    assert main(["verify", str(out), "--digest", "0" * 64]) == 1
    for wrong in (["--party", "NOBODY"], ["--cycle", "9"]):
        assert main([*given, *wrong]) == 2


def test_on_the_command_line_it_is_made_at_the_hour_of_the_forum(
    small_forum: Forum, tmp_path: Path
) -> None:
    """A story has a clock of its own: its archive is of the day on which the story stands."""
    small_forum.clock_at = NOW + timedelta(days=400)
    small_forum.save()
    out = tmp_path / "archive.zip"

    given = ["--cycle", "2", "--party", "LEAGUE", "--out", str(out)]
    assert main(["archive", small_forum.slug, *given]) == 0

    assert Archive.objects.get().made_at == NOW + timedelta(days=400)


def test_the_reference_names_every_kind_and_every_member_of_its_rows(
    archive: dict[str, bytes],
) -> None:
    told = (ROOT / "docs/reference/archive.md").read_text(encoding="utf-8")
    for part in parts.known():
        assert f"`{part.code}`" in told, part.code
        for row in rows(archive, part.code):
            for name in row:
                assert f"`{name}`" in told, f"{part.code}: {name}"
