"""Issue 6.7: an archive is complete for its Party, with what only its own side has, and holds
nothing of the other Party's space: texts paragraph by paragraph, own records, handover packs."""

import json
from datetime import timedelta

import negotiations as told
import people
import signing
import stored
from cochair.features.handovers import actions as handovers
from cochair.features.meeting_records import drafts
from cochair.features.meetings.models import ContactPoint, Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import roster
from cochair.features.texts import actions, party_private, queries
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared
from world import NOW

OURS, THEIRS, PRIVATE = "Zwiebelturm", "Quetzalmond", "Kapitalbrief"


def rows(files: dict[str, bytes], kind: str) -> list[dict[str, object]]:
    return list(json.loads(files[f"data/{kind}.json"])["rows"])


def both(forum: Forum) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the archive of each Party, the League's first."""
    return (
        stored.opened(stored.taken(forum, "LEAGUE")),
        stored.opened(stored.taken(forum, "CONCERT")),
    )


def everything(files: dict[str, bytes]) -> bytes:
    return b"\n".join(files.values())


def negotiated(forum: Forum) -> NegotiatedText:
    """A text with proposals of both sides, a reservation, what each Party cleared, and a note."""
    row = told.begun(forum)
    NegotiatedText.objects.filter(pk=row.pk).update(attribution="party")
    row.refresh_from_db()
    told.words_for(row, "p-4", "share", "give", by=told.norland(forum))
    mark = told.words_for(row, "p-5", "21", "20", by=told.lagoon(forum))
    actions.take_position(row, mark, core.Value.SUPPORT, note="", by=told.norland(forum), at=NOW)
    party_private.note(row, "p-4", PRIVATE, by=told.norland(forum), at=NOW)
    for by, word in ((signing.secretariat(forum), OURS), (told.other_secretariat(forum), THEIRS)):
        seen = queries.digest(row)
        party_private.clear(row, Cleared.PENDING, seen=seen, note=word, by=by, at=NOW)
    return row


def test_a_text_is_there_by_paragraph_with_authors_as_its_page_shows_them_and_no_private_word(
    small_forum: Forum,
) -> None:
    row = negotiated(small_forum)
    league, concert = both(small_forum)

    (one,) = rows(league, "texts")
    assert one["document"] == row.document.slug
    assert [each["id"] for each in one["paragraphs"]] == ["p-1", "p-2", "p-3", "p-4", "p-5"]  # type: ignore[attr-defined]
    authors = [each["author"] for each in one["proposals"]]  # type: ignore[attr-defined]
    # The archive is for those who keep the chairs' text, and they know whom it quotes.
    assert authors == [
        {"kind": "delegation", "party": "LEAGUE", "member": "XN"},
        {"kind": "delegation", "party": "CONCERT", "member": "XL"},
    ]
    assert one["editions"] and one["positions"]
    for files, own, foreign in ((league, OURS, THEIRS), (concert, THEIRS, OURS)):
        (one,) = rows(files, "texts")
        assert [each["note"] for each in one["clearances"]] == [own]  # type: ignore[attr-defined]
        assert foreign.encode() not in everything(files)
        assert PRIVATE.encode() not in everything(files)


def test_what_one_side_writes_down_of_a_meeting_is_in_its_own_archive_alone(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW, closed_at=NOW)
    meeting.refresh_from_db()
    for by, word in (
        (signing.secretariat(small_forum), OURS),
        (told.other_secretariat(small_forum), THEIRS),
    ):
        draft = drafts.begin_own(meeting, by=by, at=NOW)
        row = draft.paragraphs.first()
        drafts.write(row, words={"en": word}, seen=row.version, by=by, at=NOW, left_out=False)

    for files, own, foreign in zip(both(small_forum), (OURS, THEIRS), (THEIRS, OURS), strict=True):
        (one,) = rows(files, "own_records")
        assert one["meeting"] == meeting.slug
        assert own in [each["words"].get("en") for each in one["paragraphs"]]  # type: ignore[attr-defined]
        assert foreign.encode() not in everything(files)


def test_the_packs_of_its_presidencies_are_in_it_without_names_and_addresses(
    small_forum: Forum,
) -> None:
    member = roster(small_forum).member("XE")
    ContactPoint.objects.create(
        forum=small_forum, member=member, name="Ada Berg", email="ada.berg@example.org", at=NOW
    )
    signing.fixed(small_forum)
    pack = handovers.make_pack(small_forum, by=signing.league(small_forum), at=NOW)
    coming = people.hat(small_forum, people.person(small_forum, "incoming", "LEAGUE", "XN"), NOW)
    handovers.accept(pack, name="Berta Holm", by=coming, at=NOW + timedelta(hours=1))

    league, concert = both(small_forum)

    (one,) = rows(league, "handovers")
    assert (one["number"], one["incoming"], one["digest"]) == (pack.number, "XN", pack.digest)
    assert one["accepted_at"] is not None
    codes = [each["code"] for each in one["sections"]]  # type: ignore[attr-defined]
    assert "handover.meetings" in codes and "handover.contacts" not in codes
    for word in (b"ada.berg@example.org", b"Berta Holm"):
        assert word not in everything(league)
    assert rows(concert, "handovers") == []
    assert pack.digest.encode() not in everything(concert)
