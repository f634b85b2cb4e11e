"""One presidency hands over to the next: a pack, read and accepted by name (domain.md B.11)."""

import json
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

import decided
import negotiations
import people
import takings
from cochair.features.accounts.models import Account
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.handovers import actions, contents, queries
from cochair.features.handovers.models import Pack
from cochair.features.handovers.rows import readable
from cochair.features.invitations import actions as inviting
from cochair.features.meetings.models import ContactPoint, Preparation
from cochair.features.parties import actions as parties
from cochair.features.parties import queries as parties_queries
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.records.models import MeetingRecord, RecordDraft
from cochair.journal.models import Entry
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from inviting_story import noticed
from signing import concert, day, fixed, league, planned, schedule, secretariat
from world import NOW

HANDOVER = datetime.fromisoformat("2031-06-30T21:00+00:00")


def norwold(forum: object, at: datetime = NOW) -> ActingOffice:
    """The incoming presidency of the League."""
    email = "incoming-league-xn@example.org"
    account = Account.objects.filter(email=email).first() or people.person(
        forum, Role.INCOMING, "LEAGUE", "XN", email=email
    )
    return people.hat(forum, account, at)


def section(pack: Pack, code: str) -> list[str]:
    """The English titles of one section of a pack."""
    (found,) = [one for one in pack.content if one["code"] == code]
    return [row["title"]["en"] for row in found["rows"]]


def test_a_pack_says_what_is_open_what_is_due_and_who_comes_next(small_forum) -> None:
    meeting = fixed(small_forum)
    waiting = schedule(meeting, day("2031-04-10"), reason="The harbour is closed that week.")

    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)

    assert (pack.number, pack.incoming.code, pack.term.slug) == (1, "XN", "league-2031-1")
    assert section(pack, "handover.keys") == [waiting.title["en"]]
    assert section(pack, "handover.deadlines")
    assert "Council II: 8 and 9 April 2031" in section(pack, "handover.decisions")
    assert all(
        set(row["title"]) == {"en", "es", "pt"} for one in pack.content for row in one["rows"]
    )


@pytest.mark.parametrize(
    ("held", "is_told"),
    [("2031-04-08", False), ("2031-06-30", False), ("2031-07-01", True), ("2032-01-01", False)],
)
def test_a_pack_tells_of_the_meetings_whose_day_lies_in_the_next_term(
    small_forum, held: str, is_told: bool
) -> None:
    """The next presidency of the League is in office from July to December 2031."""
    fixed(small_forum, day(held))

    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)

    assert ("Council II" in section(pack, "handover.meetings")) is is_told


@pytest.mark.parametrize(
    ("held", "names"),
    [("2031-04-08", []), ("2031-09-09", ["Council II"]), ("2032-02-10", [])],
)
def test_a_pack_asks_the_next_presidency_to_confirm_the_notices_of_its_own_term_alone(
    small_forum, held: str, names: list[str]
) -> None:
    """Who presides in 2032 confirms a notice of that year, and the file of July is not for it."""
    noticed(small_forum, day=held)

    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)

    assert section(pack, "handover.confirmations") == names


def test_a_notice_that_the_new_presidency_has_confirmed_is_not_handed_to_it_again(
    small_forum,
) -> None:
    meeting = noticed(small_forum, day="2031-09-09")
    later = HANDOVER + timedelta(days=1)
    new = people.presidency(small_forum, "LEAGUE", "XN", later, start=NOW)
    assert to_confirm(small_forum, later) == ["Council II"]

    inviting.confirm_notice(meeting, by=new, at=later)

    assert to_confirm(small_forum, later) == []


def to_confirm(forum: object, at: datetime) -> list[str]:
    """The notices that the file of the League would ask to be confirmed, were it made now."""
    office = secretariat(forum, at)
    sections = contents.gather(forum, queries.due(forum, office, at), office, at)
    rows = next(one["rows"] for one in sections if one["code"] == "handover.confirmations")
    return [row["title"]["en"] for row in rows]


def test_a_pack_tells_of_a_meeting_without_a_day(small_forum) -> None:
    planned(small_forum)

    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)

    assert "Council II" in section(pack, "handover.meetings")


def test_a_pack_stays_what_it_was_when_things_move_on(small_forum) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    before = list(pack.content)
    Preparation.objects.create(
        meeting=fixed(small_forum), held_at=NOW, format="virtual", recorded_at=NOW
    )

    again = actions.make_pack(small_forum, by=league(small_forum), at=NOW + timedelta(days=1))

    assert Pack.objects.get(pk=pack.pk).content == before
    assert (again.number, again.digest != pack.digest) == (2, True)


def test_the_incoming_presidency_accepts_by_name_and_nobody_else_does(small_forum) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    with pytest.raises(Refused, match="XN"):
        actions.accept(pack, name="Somebody else", by=league(small_forum), at=NOW)
    with pytest.raises(Refused, match="Enter the name"):
        actions.accept(pack, name=" ", by=norwold(small_forum), at=NOW)

    done = actions.accept(pack, name="Ada of Norwold", by=norwold(small_forum), at=NOW)

    assert (done.accepted_name, done.accepted_office.member.code) == ("Ada of Norwold", "XN")
    with pytest.raises(Refused, match="was accepted"):
        actions.accept(pack, name="Ada of Norwold", by=norwold(small_forum), at=NOW)


def test_an_older_pack_is_not_accepted_once_a_newer_one_is_made(small_forum) -> None:
    old = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    new = actions.make_pack(small_forum, by=league(small_forum), at=NOW)

    with pytest.raises(Refused, match="newer"):
        actions.accept(old, name="Ada", by=norwold(small_forum), at=NOW)
    assert actions.accept(new, name="Ada", by=norwold(small_forum), at=NOW).accepted_at == NOW


def test_no_pack_is_made_while_the_next_presidency_is_disputed(small_forum) -> None:
    parties.designate(
        small_forum,
        party="LEAGUE",
        member="XB",
        start=HANDOVER,
        end=None,
        zone="Europe/Helsinki",
        document="Letter 12",
        by=league(small_forum),
        at=NOW,
    )

    assert queries.change_of(small_forum, "LEAGUE", NOW).disputed
    with pytest.raises(Refused, match="disputed"):
        actions.make_pack(small_forum, by=league(small_forum), at=NOW)


def test_the_rights_move_at_the_instant_whether_or_not_the_pack_was_accepted(small_forum) -> None:
    # The pack is made and left unread.
    actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    norwold_presides = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN")

    before = HANDOVER - timedelta(seconds=1)

    assert league(small_forum, before).in_term
    assert not people.hat(small_forum, norwold_presides, before).in_term
    assert not league(small_forum, HANDOVER).in_term
    assert people.hat(small_forum, norwold_presides, HANDOVER).in_term


def test_the_pack_of_a_party_does_not_exist_for_the_other(small_forum) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    concert(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    with clock.at(NOW):
        own = reverse("handovers:handover", args=[small_forum.slug])
        there = client.get(reverse("handovers:pack", args=[small_forum.slug, pack.number]))
        never = client.get(reverse("handovers:pack", args=[small_forum.slug, 99]))
        page = client.get(own).content.decode()
        journal = client.get(reverse("desk:journal", args=[small_forum.slug])).content.decode()

    assert there.status_code == never.status_code == 404
    # All that the page says of the request is where one comes back to.
    assert there.content.replace(b"%2F1%2F", b"%2F99%2F") == never.content
    assert "Handover file 1" not in page
    # Once, among the verbs that anybody may ask for.
    assert journal.count("A handover file was made.") == 1
    assert Entry.objects.get(verb="handover.pack_made").space == "party:LEAGUE"


def test_the_first_opening_by_the_incoming_presidency_is_noted(small_forum) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    norwold(small_forum)
    client = people.signed_in(Account.objects.get(email="incoming-league-xn@example.org"))
    address = reverse("handovers:pack", args=[small_forum.slug, pack.number])
    with clock.at(NOW + timedelta(hours=1)):
        page = client.get(address).content.decode()
    with clock.at(NOW + timedelta(hours=2)):
        client.get(address)
        accepted = client.post(
            reverse("handovers:acceptance", args=[small_forum.slug, pack.number]),
            {"name": "Ada <b>of</b> Norwold"},
            follow=True,
        )

    assert "Accept the handover" in page
    assert Pack.objects.get(pk=pack.pk).opened_at == NOW + timedelta(hours=1)
    assert "Ada &lt;b&gt;of&lt;/b&gt; Norwold" in accepted.content.decode()


def test_reading_the_handover_costs_the_same_with_many_packs(
    small_forum, django_assert_max_num_queries
) -> None:
    for _number in range(12):
        actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    with clock.at(NOW):
        address = reverse("handovers:handover", args=[small_forum.slug])
        client.get(address)
        with django_assert_max_num_queries(25):
            answer = client.get(address)

    assert answer.status_code == 200


def test_a_delegation_of_the_incoming_state_neither_reads_the_pack_nor_accepts_it(
    small_forum,
) -> None:
    """Both are for a presidency in office and the incoming one (domain.md C.6)."""
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    for role in (Role.DELEGATION_MEMBER, Role.DELEGATION_HEAD, Role.COORDINATOR):
        account = people.person(small_forum, role, "LEAGUE", "XN")
        with pytest.raises(Refused, match="XN"):
            actions.accept(pack, name="Ada", by=people.hat(small_forum, account), at=NOW)
        client = people.signed_in(account)
        with clock.at(NOW):
            page = client.get(reverse("handovers:pack", args=[small_forum.slug, pack.number]))
        assert page.status_code == 404

    assert Pack.objects.get(pk=pack.pk).opened_at is None
    presides = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN")
    by = people.hat(small_forum, presides)
    assert actions.accept(pack, name="Ada", by=by, at=NOW).accepted_at == NOW


def test_addresses_of_a_pack_are_read_by_the_presidencies_and_the_secretariat_alone(
    small_forum,
) -> None:
    """Names and addresses are personal data (domain.md C.6), also in a pack."""
    roster = parties_queries.roster(small_forum)
    ContactPoint.objects.create(
        forum=small_forum,
        member=roster.member("XB"),
        name="Berta Boreal",
        email="berta@example.org",
        at=NOW,
    )
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    norwold(small_forum)
    reading = {
        "presidency-league-xe@example.org": True,
        "incoming-league-xn@example.org": True,
        people.person(small_forum, Role.SECRETARIAT, "LEAGUE").email: True,
        people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB").email: False,
    }

    for email, reads in reading.items():
        client = people.signed_in(Account.objects.get(email=email))
        with clock.at(NOW):
            for page in (
                client.get(reverse("handovers:pack", args=[small_forum.slug, pack.number])),
                client.get(reverse("handovers:handover", args=[small_forum.slug])),
            ):
                said = page.content.decode()
                assert page.status_code == 200
                assert ("berta@example.org" in said) is reads, (email, page.request["PATH_INFO"])
                assert ("Berta" in said) is reads
                assert ("Addresses are personal data" in said) is not reads


def test_the_outgoing_presidency_acknowledges_by_name_as_the_incoming_does(small_forum) -> None:
    """The outgoing and the incoming each for itself (domain.md C.6)."""
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    with pytest.raises(Refused, match="XE"):
        actions.acknowledge(pack, name="Ada", by=norwold(small_forum), at=NOW)
    with pytest.raises(Refused, match="XE"):
        secretariat = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
        actions.acknowledge(pack, name="S", by=people.hat(small_forum, secretariat), at=NOW)
    with pytest.raises(Refused, match="Enter the name"):
        actions.acknowledge(pack, name="", by=league(small_forum), at=NOW)

    done = actions.acknowledge(pack, name=" Eva of Estmark ", by=league(small_forum), at=NOW)

    assert (done.acknowledged_name, done.acknowledged_office.member.code) == (
        "Eva of Estmark",
        "XE",
    )
    assert done.accepted_at is None
    entry = Entry.objects.get(verb="handover.acknowledged")
    assert (entry.space, entry.about_id) == ("party:LEAGUE", "1")
    with pytest.raises(Refused, match="acknowledged on"):
        actions.acknowledge(pack, name="Eva", by=league(small_forum), at=NOW)
    accepted = actions.accept(pack, name="Ada", by=norwold(small_forum), at=NOW)
    assert accepted.acknowledged_name == "Eva of Estmark"


def test_a_file_that_was_not_made_in_time_is_made_for_ninety_days_by_who_left(small_forum) -> None:
    late = HANDOVER + timedelta(days=12)
    league(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("handovers:handover", args=[small_forum.slug])
    with clock.at(late):
        page = client.get(address).content.decode()
        made = client.post(address)
        again = client.post(address)

    assert "Left office" in page
    assert made.status_code == 302
    pack = Pack.objects.get()
    assert (pack.term.slug, pack.incoming.code) == ("league-2031-1", "XN")
    # With a file of that term its presidency makes no other: who holds office makes the next.
    assert again.status_code == 403


def test_the_secretariat_makes_the_file_of_who_left_and_the_new_presidency_its_own(
    small_forum,
) -> None:
    secretariat = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    comes = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN")
    late, too_late = HANDOVER + timedelta(days=89), HANDOVER + timedelta(days=90)

    def of(account: Account, at: datetime) -> str:
        hat = people.hat(small_forum, account, at)
        term = queries.due(small_forum, hat, at).term
        return term.slug if term else ""

    assert of(secretariat, late) == "league-2031-1"
    assert of(comes, late) == of(secretariat, too_late) != "league-2031-1"

    by = people.hat(small_forum, secretariat, late)
    assert actions.make_pack(small_forum, by=by, at=late).term.slug == "league-2031-1"


def test_the_secretariat_acknowledges_once_who_left_reads_nothing_any_more(small_forum) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    account = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    early, at = HANDOVER + timedelta(days=89), HANDOVER + timedelta(days=90)
    with pytest.raises(Refused, match="XE"):
        actions.acknowledge(pack, name="S", by=people.hat(small_forum, account, early), at=early)
    with pytest.raises(Refused, match="XE"):
        other = people.person(small_forum, Role.SECRETARIAT, "CONCERT")
        actions.acknowledge(pack, name="S", by=people.hat(small_forum, other, at), at=at)

    done = actions.acknowledge(pack, name="Sia", by=people.hat(small_forum, account, at), at=at)

    assert (done.acknowledged_name, done.acknowledged_office.role) == ("Sia", Role.SECRETARIAT)


def test_the_outgoing_presidency_acknowledges_on_the_page_of_the_pack(small_forum) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("handovers:pack", args=[small_forum.slug, pack.number])
    with clock.at(NOW):
        before = client.get(address).content.decode()
        nameless = client.post(f"{address}acknowledgement/", {"name": " "})
        after = client.post(f"{address}acknowledgement/", {"name": "Eva"}, follow=True)

    assert "Acknowledge the handover" in before
    assert nameless.status_code == 422
    assert "Enter the name of the person who acknowledges" in nameless.content.decode()
    assert "Acknowledged by Eva" in after.content.decode()


def test_a_pack_whose_names_are_no_longer_kept_says_what_was_done_without_them(
    small_forum,
) -> None:
    pack = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    Pack.objects.filter(pk=pack.pk).update(acknowledged_at=NOW, accepted_at=NOW)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    with clock.at(NOW):
        page = client.get(reverse("handovers:pack", args=[small_forum.slug, pack.number]))

    words = " ".join(page.content.decode().split())
    assert " Acknowledged, <time" in words and " Accepted, <time" in words
    assert "by ," not in words


def test_the_numbers_of_one_partys_packs_do_not_count_those_of_the_other(small_forum) -> None:
    """INV-4: the other does not learn that there is a pack, not even by a gap."""
    ours = actions.make_pack(small_forum, by=league(small_forum), at=NOW)
    ours.pk, ours.number = None, ours.number + 1
    ours.party = parties_queries.roster(small_forum).party("CONCERT")
    ours.save()

    again = actions.make_pack(small_forum, by=league(small_forum), at=NOW + timedelta(days=1))

    assert again.number == 2
    assert [one.number for one in queries.packs(small_forum, "LEAGUE")] == [2, 1]


def test_a_pack_says_what_is_under_way_when_the_presidency_ends(small_forum) -> None:
    row = decided.on_the_table(small_forum)
    text = negotiations.begun(small_forum)
    minutes = MeetingRecord.objects.create(
        meeting=row.meeting,
        draft=RecordDraft.objects.create(
            meeting=row.meeting, at=NOW, by_id=league(small_forum).office
        ),
        at=NOW,
    )
    report = takings.opened(small_forum)

    pack = actions.make_pack(small_forum, by=league(small_forum), at=decided.PUT_AT)

    assert section(pack, "handover.submitted") == [row.document.title["en"]]
    assert text.document.title["en"] in section(pack, "handover.texts")
    assert section(pack, "handover.records") == ["Council II"]
    assert section(pack, "handover.stocktaking") == [f"Cycle {report.cycle.number}"]
    assert (section(pack, "handover.silences"), section(pack, "handover.observers")) == ([], [])
    assert minutes.approval is None


def test_a_row_of_a_pack_is_read_by_whoever_reads_what_it_names(small_forum) -> None:
    """The file stays as it was made, with its fingerprint; its reader is asked when it is read."""
    row = decided.on_the_table(small_forum)
    pack = actions.make_pack(small_forum, by=league(small_forum), at=decided.PUT_AT)
    gone = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB")
    readers = {"in term": league(small_forum), "out of term": people.hat(small_forum, gone)}
    Document.objects.filter(pk=row.document_id).update(marking=Marking.PRESIDENCIES)

    shown = {
        who: json.dumps(readable(pack.content, small_forum, hat, decided.PUT_AT))
        for who, hat in readers.items()
    }

    title = row.document.title["en"]
    put = f'"acts:act", "{small_forum.slug}", "{row.act.number}"'
    assert title in shown["in term"] and put in shown["in term"]
    assert title not in shown["out of term"] and put not in shown["out of term"]
    assert pack.digest == digest_of({"content": Pack.objects.get(pk=pack.pk).content})
