"""What the page of a thing refuses to an office, nothing else tells it: results, entries, messages, files.

domain.md C.8; C.11, INV-4; architecture section 3, law 5.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import decided
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.compliance import queries, visibility
from cochair.features.compliance.models import ProposedVersion
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.mail import actions as mail
from cochair.features.mail import letters
from cochair.features.mail import queries as outbox
from cochair.features.meetings.attendance import takes_part
from cochair.features.meetings.models import Meeting, Session
from cochair.features.parties import queries as parties
from cochair.features.parties import visibility as visibility_of
from cochair.features.parties.offices import ActingOffice
from cochair.features.review import adoption, notices
from cochair.features.sessions import actions as sessions
from cochair.journal import verify_export
from cochair.journal.models import Entry
from cochair.kernel import kind as kernel
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refusal
from cochair.procedure.result import Result
from cochair.site.desk.room import decisions, snapshot
from cochair.web.clock import clock
from matrix import Scene
from world import NOW

WHEN = decided.minutes(30)


@pytest.fixture
def between_presidencies(at_work: Scene) -> Iterator[RoomDecision]:
    """The Council adopted a paper that the two presidencies and the secretariats alone read.

    As where a delegation takes no part in a meeting: it may not read what was decided there.
    """
    paper = decided.paper(at_work.forum, title=decided.TITLE)
    row = decided.put(decided.sitting(at_work.forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, decided.minutes(20))
    Document.objects.filter(pk=paper.pk).update(marking=Marking.PRESIDENCIES)
    row.refresh_from_db()
    with clock.at(WHEN):
        yield row


def naming(row: RoomDecision) -> Result:
    """The result on the meeting whose evidence is the decision."""
    code = f"decision-{row.meeting.slug}-{row.number}"
    found = queries.results(row.meeting.forum, WHEN)
    return next(one for one in found if code in one.evidence)


def test_a_result_whose_evidence_an_office_may_not_read_is_shown_to_it_nowhere(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    forum, meeting = at_work.forum, between_presidencies.meeting
    result = naming(between_presidencies)
    version = parties.book(forum, WHEN).version
    decision = f"/en/{forum.slug}/meetings/{meeting.slug}/decisions/1/"
    clause = f"/en/{forum.slug}/procedures/{version}/{result.rule}/"

    own, other = at_work.client("secretariat"), at_work.client("delegation")

    assert (own.get(decision).status_code, other.get(decision).status_code) == (200, 404)
    assert own.get(clause).text.count(f'"/en/{forum.slug}/meetings/{meeting.slug}/"') == 1
    assert f'"/en/{forum.slug}/meetings/{meeting.slug}/"' not in other.get(clause).text


def test_the_count_of_results_of_a_meeting_is_that_of_those_which_its_reader_may_read(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    forum, meeting = at_work.forum, between_presidencies.meeting
    hats = {who: decided.head(forum) for who in ["delegation"]}
    everything = queries.results(forum, WHEN).of_target(meeting.slug)

    left = visibility.results(forum, hats["delegation"], WHEN).of_target(meeting.slug)

    hidden = set(everything) - set(left)
    assert naming(between_presidencies) in hidden
    code = f"decision-{meeting.slug}-1"
    assert all(code in one.evidence for one in hidden)
    for who, results in (("secretariat", everything), ("delegation", left)):
        page = at_work.client(who).get(f"/en/{forum.slug}/meetings/{meeting.slug}/").text
        told = page.split('id="clauses"', 1)[1].split("</summary>", 1)[0]
        said = re.sub(r"<[^>]+>", " ", told)
        shown = {words: int(n) for n, words in re.findall(r"(\d+) ([a-z][a-z ]+[a-z])", said)}
        # How many there are is the same for everybody; which, only for who may read them.
        assert sum(shown.values()) == len(everything), (who, told)
        closed = shown.get("not shown to your office", 0)
        assert closed == len(everything) - len(results), (who, told)


def test_what_is_judged_on_a_meeting_is_told_to_whoever_takes_part_in_it(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    """That there was a meeting, when and where, every reader of the shared space knows."""
    forum, meeting = at_work.forum, between_presidencies.meeting
    inside = decided.head(forum)
    outside = replace(inside, member="XX")
    assert (takes_part(meeting, inside, WHEN), takes_part(meeting, outside, WHEN)) == (True, False)

    own = visibility.results(forum, inside, WHEN)
    other = visibility.results(forum, outside, WHEN)

    assert any(one.target.kind == "meeting" for one in own.of_target(meeting.slug))
    assert not any(one.target.kind == "meeting" for one in other.of_target(meeting.slug))
    assert {one.target.kind for one in other} >= {"slot", "cycle"}


def test_where_all_results_of_a_clause_are_left_out_it_is_not_said_that_it_had_nothing_to_judge(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    forum = at_work.forum
    rule = naming(between_presidencies).rule
    cycle = next(one.target.cycle for one in queries.results(forum, WHEN) if one.rule == rule)
    hidden = {
        one
        for one in queries.results(forum, WHEN)
        if one.rule == rule and one.target.cycle == cycle
    }

    left = queries.results(forum, WHEN).narrowed(lambda one: one not in hidden)

    assert rule in queries.of_cycle(queries.results(forum, WHEN), cycle).by_clause
    assert rule not in queries.of_cycle(left, cycle).by_clause
    page = at_work.client("delegation").get(f"/en/{forum.slug}/cycles/2/statement/").text
    own = at_work.client("secretariat").get(f"/en/{forum.slug}/cycles/2/statement/").text
    assert "left out: " not in own
    every = queries.of_cycle(queries.results(forum, WHEN), 2)
    read = queries.of_cycle(visibility.results(forum, decided.head(forum), WHEN), 2)
    out = sum(one.rule in read.by_clause for one in every) - len(read)
    assert ("left out: " in page) is bool(out)
    withheld = len(every.by_clause) - len(read.by_clause)
    assert f"{withheld} not shown to your office" in " ".join(re.sub(r"<[^>]+>", " ", page).split())


def listed(scene: Scene, hat: str, verb: str) -> set[str]:
    """The names of what entries of a verb are about, on the page of a hat."""
    page = scene.client(hat).get(f"/en/{scene.forum.slug}/journal/?verb={verb}")
    return {one.about_id for one, _said, _thing in page.context["rows"]}


def exported(scene: Scene, hat: str, folder: Path) -> dict[str, bytes]:
    """The files of the ledger that a hat takes away, which verify as a whole."""
    answer = scene.client(hat).get(f"/en/{scene.forum.slug}/journal/export/")
    file = folder / f"{hat}.zip"
    file.write_bytes(b"".join(answer.streaming_content))
    assert list(verify_export.verify(file))
    packed = zipfile.ZipFile(file)
    return {name: packed.read(name) for name in packed.namelist()}


def open_entries(files: dict[str, bytes]) -> list[dict[str, Any]]:
    """The entries of an export that are more than their number and fingerprint."""
    rows = [json.loads(line) for line in files["entries.jsonl"].splitlines()]
    return [row for row in rows if "verb" in row]


def test_an_entry_is_seen_by_whoever_sees_what_it_is_about_on_the_page_and_in_the_export(
    between_presidencies: RoomDecision, at_work: Scene, tmp_path: Path
) -> None:
    act = str(between_presidencies.declaration.number)
    about = {("act", act), ("document", between_presidencies.document.key)}
    page = f"/en/{at_work.forum.slug}/acts/{act}/"

    told = {
        who: {
            (row["about_kind"], row["about_id"])
            for row in open_entries(exported(at_work, who, tmp_path))
        }
        for who in ("secretariat", "auditor")
    }

    assert about <= told["secretariat"] and about.isdisjoint(told["auditor"])
    for who, status in (("secretariat", 200), ("delegation", 404), ("auditor", 404)):
        assert at_work.client(who).get(page).status_code == status
        assert (act in listed(at_work, who, "room.declared")) is (status == 200), who


def test_what_the_co_chairs_do_among_themselves_is_told_to_nobody_else_of_the_meeting(
    at_work: Scene, tmp_path: Path
) -> None:
    """The entry is about the meeting, in which more take part than in a session behind closed
    doors or in a preparatory meeting."""
    by = signing.secretariat(at_work.forum)
    meeting = Meeting.objects.get(slug=at_work.places["planned"])
    hours = Session.objects.get(meeting=meeting, number=1)
    numbers = {
        kind: sessions.plan_session(
            meeting,
            plan=sessions.Plan(kind, hours.starts, hours.ends, ("en",), (), {}),
            by=by,
            at=NOW,
        ).number
        for kind in ("working_lunch", "restricted", "co_chairs")
    }
    for kind in ("working_lunch", "co_chairs"):
        sessions.remove_session(meeting, numbers[kind], by=by, at=NOW)
    open_doors = {1, numbers["working_lunch"]}

    told = {
        who: [
            (row["verb"].partition(".")[0], row["facts"].get("number"))
            for row in open_entries(exported(at_work, who, tmp_path))
            if row["about_id"] == meeting.slug
        ]
        for who in ("secretariat", "auditor", "out_of_term")
    }

    heard = {
        who: {number for kind, number in rows if kind == "session"} for who, rows in told.items()
    }
    assert heard["secretariat"] == open_doors | set(numbers.values())
    assert heard["auditor"] == open_doors
    assert numbers["co_chairs"] not in heard["out_of_term"] >= open_doors
    prepares = {who for who, rows in told.items() if "preparation" in {kind for kind, _ in rows}}
    assert prepares == {"secretariat"}
    page = f"/en/{at_work.forum.slug}/meetings/{meeting.slug}/preparations/"
    for who, status in (("secretariat", 200), ("auditor", 404), ("delegation", 404)):
        assert at_work.client(who).get(page).status_code == status
        known = listed(at_work, who, "preparation.recorded")
        assert (meeting.slug in known) is (status == 200), who


def test_the_work_on_a_draft_agenda_is_told_to_nobody_but_those_who_prepare_the_meeting(
    at_work: Scene, tmp_path: Path
) -> None:
    meeting = Meeting.objects.get(forum=at_work.forum, slug=at_work.places["planned"])
    told = {
        who: {
            row["verb"]
            for row in open_entries(exported(at_work, who, tmp_path))
            if row["about_id"] == meeting.slug and row["verb"].startswith(("agenda.", "item."))
        }
        for who in ("secretariat", "auditor", "delegation")
        if at_work.client(who).get(f"/en/{at_work.forum.slug}/journal/export/").status_code == 200
    }

    drafting = {"agenda.begun", "agenda.revised"}
    assert drafting <= told.pop("secretariat")
    assert told
    assert "item.requested" in set().union(*told.values())
    assert not drafting & set().union(*told.values())
    assert meeting.slug in listed(at_work, "secretariat", "agenda.begun")
    assert meeting.slug not in listed(at_work, "delegation", "agenda.begun")


def test_what_a_delegation_writes_for_itself_is_not_told_to_the_rest_of_its_party(
    at_work: Scene,
) -> None:
    forum = at_work.forum
    head = people.hat(forum, Account.objects.get(email="delegation_head-league-xn@example.org"))
    paper = papers.entered(forum, by=head, kind="non_paper", marking="forum")
    row = Document.objects.get(pk=paper.pk)

    own, party = (
        visibility_of.readable(Entry.objects.filter(forum=forum.slug), forum, hat, NOW)
        for hat in (head, signing.secretariat(forum))
    )

    assert own.filter(about_kind="document", about_id=row.key).exists()
    assert not party.filter(about_kind="document", about_id=row.key).exists()
    address = f"/en/{forum.slug}/documents/{row.slug}/"
    assert at_work.client("delegation").get(address).status_code == 200
    assert at_work.client("secretariat").get(address).status_code == 404


def test_a_message_is_known_to_whoever_may_read_what_it_is_about(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    forum, paper = at_work.forum, between_presidencies.document
    reader = letters.Recipient(None, "agency@example.org", "en", "UTC", office="institution")
    mail.queue(
        [
            letters.Letter(
                "one",
                forum.slug,
                reader,
                "Paper",
                ("It is out.",),
                "N12",
                about=("document", paper.key),
            )
        ],
        WHEN,
    )
    Document.objects.filter(pk=paper.pk).update(marking=Marking.INTERNAL, party=None)

    known = outbox.visible(forum, signing.secretariat(forum), WHEN)

    assert not known.filter(key="one").exists()
    Document.objects.filter(pk=paper.pk).update(marking=Marking.FORUM)
    assert outbox.visible(forum, signing.secretariat(forum), WHEN).filter(key="one").exists()


def test_a_message_about_a_draft_of_the_procedures_is_known_to_the_party_that_writes_it(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = at_work.forum
    row = ProposedVersion.objects.get(forum=forum, place=int(at_work.places["draft"]))
    reader = letters.Recipient(None, "agency@example.org", "en", "UTC", office="institution")
    names = {"now": f"{row.number}-{row.place}", "before": str(row.place)}
    mail.queue(
        [
            letters.Letter(
                key, forum.slug, reader, "Draft", ("It.",), "N26", about=("procedures", name)
            )
            for key, name in names.items()
        ],
        WHEN,
    )

    def known(hat: ActingOffice) -> set[str]:
        rows = outbox.visible(forum, hat, WHEN).filter(key__in=names)
        return set(rows.values_list("key", flat=True))

    assert known(signing.secretariat(forum)) == set(names)
    assert known(signing.concert(forum)) == set()
    why = Refusal("practice", "It cannot be read.")
    monkeypatch.setattr(adoption, "refused", lambda *_asked: [(row, why)])
    told = list(notices.of_what_is_refused(forum, WHEN))
    assert told and {one.about for one in told} == {("procedures", names["now"])}


# Of the ledger itself, and clauses: open to every reader of the forum, and no stored kind.
OPEN = frozenset({"checkpoint", "clause", "ledger", "letters", "witness"})


def test_whoever_reads_entries_of_a_kind_is_asked_or_it_is_said_why_everybody_does() -> None:
    """Of a kind the reason stands in its declaration: `closed=No(...)`."""
    declared = {one.code for one in kernel.every()}
    # By these, entries that are about a meeting are narrowed.
    narrowed = {"preparation", "session"}

    assert not OPEN & (declared | visibility_of.kinds())
    assert visibility_of.kinds() - declared <= narrowed | {"file"}


def test_the_room_keeps_nothing_for_a_presidency_whose_term_is_over(
    between_presidencies: RoomDecision,
) -> None:
    """A term ends without an entry in the journal: what was kept before it holds no more."""
    forum, row = between_presidencies.meeting.forum, between_presidencies
    room = snapshot.room(forum, row.meeting.slug, WHEN)
    presides = signing.league(forum, WHEN)
    assert room is not None

    in_office = decisions.read_by(room, presides, WHEN)
    afterwards = decisions.read_by(room, replace(presides, in_term=False), WHEN)

    assert (in_office, afterwards) == ({row.number}, frozenset())
