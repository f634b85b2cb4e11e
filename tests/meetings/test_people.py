"""Delegations and their people: named by one focal point, walled, counted at the door.

domain.md B.7 (CB-30, CB-31), C.4 (Delegation), C.6, C.9; rule sheets I.2.2, II.*.composition.a.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import delegations as scene
import people
import signing
from cochair.features.delegations import actions, check_in, participation, queries
from cochair.features.delegations.person import Person
from cochair.features.meetings import facts
from cochair.features.meetings.models import Delegation, Meeting, Participant, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from delegations import LATER, OPENS, focal, named, of
from people import signed_in
from signing import league
from world import NOW


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with an open delegation of every member; the clock stands still."""
    with clock.at(NOW):
        yield scene.council(small_forum)


def address(meeting: Meeting, rest: str, language: str = "en") -> str:
    return f"/{language}/{meeting.forum.slug}/meetings/{meeting.slug}/{rest}"


def rows(*names: str, seen: int = 0, **more: str) -> dict[str, str]:
    """What the form sends: one box for each name, the first as head."""
    sent = {"seen": str(seen), "rows": "5", **more}
    for index in range(max(5, len(names))):
        name = names[index] if index < len(names) else ""
        sent |= {f"p{index}-name": name, f"p{index}-mode": "physical"}
        sent[f"p{index}-capacity"] = "head" if index == 0 else "adviser"
    return sent


def test_one_focal_point_names_three_people_who_need_no_account(council: Meeting) -> None:
    client = signed_in(scene.contact(council.forum, "XN"))

    answer = client.post(address(council, "delegations/xn/"), rows("Ada Berg", "Bo Dahl", "Cy Ek"))

    assert answer.status_code == 302
    made = list(of(council, "XN").people.values_list("name", "capacity", "badge"))
    assert made == [("Ada Berg", "head", 1), ("Bo Dahl", "adviser", 2), ("Cy Ek", "adviser", 3)]


def test_five_more_boxes_keep_what_was_typed(council: Meeting) -> None:
    client = signed_in(scene.contact(council.forum, "XN"))

    page = client.post(address(council, "delegations/xn/"), rows("Ada Berg", more="1"))

    assert page.status_code == 200
    assert 'name="p9-name"' in page.text and 'value="Ada Berg"' in page.text
    assert not Participant.objects.exists()


def test_the_same_form_sent_twice_adds_nobody_twice(council: Meeting) -> None:
    client = signed_in(scene.contact(council.forum, "XN"))
    sent = rows("Ada Berg")

    first = client.post(address(council, "delegations/xn/"), sent)
    second = client.post(address(council, "delegations/xn/"), sent)

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Ada Berg" in second.text
    assert of(council, "XN").people.count() == 1


def test_badges_count_on_through_the_meeting_and_are_never_given_again(council: Meeting) -> None:
    first, second = named(council, "XN", "Ada Berg", "Bo Dahl")
    (third,) = named(council, "XP", "Dee Lima")
    actions.remove(third, seen=1, by=scene.writer(council, "XP"), at=NOW)

    (fourth,) = named(council, "XP", "Eva Moss")

    assert [one.badge for one in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert Participant.objects.get(pk=third.pk).removed_at == NOW


def test_nothing_that_is_no_name_gets_a_badge(council: Meeting) -> None:
    row = of(council, "XN")
    for bad in (
        Person(name=""),
        Person(name="123"),
        Person(name="Ada\0Berg"),
        Person(name="A" * 201),
        Person(name="Ada", email="ada at example"),
        Person(name="Ada", rank="emperor"),
        Person(name="Ada", capacity="guest"),
        Person(name="Ada", mode="by post"),
        Person(name="Ada \u202egreB"),
    ):
        with pytest.raises(Refused):
            actions.nominate(row, [bad], seen=0, by=focal(council.forum, "XN"), at=NOW)

    assert not Participant.objects.exists()
    assert of(council, "XN").version == 0


def test_two_of_one_name_are_told_apart_by_their_addresses(council: Meeting) -> None:
    row, by = of(council, "XN"), focal(council.forum, "XN")
    same = Person(name="Ada Berg", email="ada@one.example")

    with pytest.raises(Refused):
        actions.nominate(row, [same, Person(name="ada  BERG")], seen=0, by=by, at=NOW)
    both = [same, replace(same, email="ada@two.example")]

    assert len(actions.nominate(row, both, seen=0, by=by, at=NOW)) == 2


def test_a_delegation_has_one_head_and_naming_another_makes_the_first_an_alternate(
    council: Meeting,
) -> None:
    ada, bo = named(council, "XN", "Ada Berg", "Bo Dahl")
    by = focal(council.forum, "XN")
    with pytest.raises(Refused, match="one head"):
        actions.nominate(
            of(council, "XN"), [Person(name="Cy", capacity="head")], seen=1, by=by, at=NOW
        )

    actions.set_head(bo, seen=1, by=by, at=NOW)

    assert Participant.objects.get(pk=ada.pk).capacity == "alternate"
    assert Participant.objects.get(pk=bo.pk).capacity == "head"


def test_a_head_who_is_not_of_the_level_is_a_declared_replacement_for_the_clause(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg", rank="officer")
    row = of(council, "XN")
    actions.declare_replacement(
        row, replaces="The minister", seen=1, by=focal(council.forum, "XN"), at=NOW
    )

    (told,) = [m for m in facts.meetings(council.forum) if m.id == council.slug]
    (delegation,) = [one for one in told.delegations if one.member == "XN"]
    assert (delegation.head_function, delegation.replacement_declared) == ("officer", True)

    page = signed_in(scene.office(council.forum)).get(address(council, "delegations/"))
    assert "declared replacement: The minister" in page.text

    Participant.objects.filter(delegation=row).update(rank="")
    unranked = signed_in(scene.office(council.forum)).get(address(council, "delegations/"))
    assert "function of the head of delegation not established" in unranked.text

    (bo,) = named(council, "XN", "Bo Dahl")
    actions.set_head(bo, seen=3, by=focal(council.forum, "XN"), at=NOW)
    assert of(council, "XN").replaces == ""


def test_a_delegation_is_handed_over_returned_with_a_reason_and_accepted(
    council: Meeting,
) -> None:
    by, runs = focal(council.forum, "XN"), signing.secretariat(council.forum)
    with pytest.raises(Refused, match="head"):
        actions.submit(of(council, "XN"), seen=0, by=by, at=NOW)
    named(council, "XN", "Ada Berg")

    actions.submit(of(council, "XN"), seen=1, by=by, at=NOW)
    with pytest.raises(Refused, match="has been submitted to the secretariat"):
        actions.nominate(of(council, "XN"), [Person(name="Bo")], seen=2, by=by, at=NOW)
    with pytest.raises(Refused, match="Give the reason for returning the list"):
        actions.give_back(of(council, "XN"), reason="no", seen=2, by=runs, at=NOW)
    actions.give_back(of(council, "XN"), reason="The function is missing.", seen=2, by=runs, at=NOW)
    actions.submit(of(council, "XN"), seen=3, by=by, at=NOW)
    row = actions.accept(of(council, "XN"), seen=4, by=runs, at=NOW)

    assert (row.state, row.returned_reason) == ("accepted", "")
    done = [verb for verb in signing.verbs(council.forum) if verb.startswith("delegation.")]
    assert done[-4:] == [
        "delegation.submitted",
        "delegation.returned",
        "delegation.submitted",
        "delegation.accepted",
    ]


def test_after_the_opening_only_the_secretariat_records_a_substitution(council: Meeting) -> None:
    named(council, "XN", "Ada Berg")
    scene.opened_meeting(council)
    row = of(council, "XN")

    with pytest.raises(Refused, match="secretariat"):
        actions.nominate(row, [Person(name="Bo")], seen=1, by=focal(council.forum, "XN"), at=LATER)
    by = signing.secretariat(council.forum, LATER)
    with pytest.raises(Refused, match="note or letter"):
        actions.nominate(row, [Person(name="Bo")], seen=1, by=by, at=LATER)
    actions.record_request(row, reference="Note 3 of the day", seen=1, by=by, at=LATER)
    actions.nominate(row, [Person(name="Bo")], seen=2, by=by, at=LATER)

    assert Entry.objects.filter(verb="participant.nominated").last().facts["late"] is True


def test_a_change_over_another_change_shows_both_and_overwrites_neither(council: Meeting) -> None:
    (ada,) = named(council, "XN", "Ada Berg")
    by = focal(council.forum, "XN")
    actions.change(ada, Person(name="Ada Bergen", capacity="head"), seen=1, by=by, at=NOW)

    with pytest.raises(StaleVersion) as stale:
        actions.change(ada, Person(name="Ada Borg", capacity="head"), seen=1, by=by, at=NOW)

    assert ("Ada Bergen" in stale.value.theirs, stale.value.mine) == (True, "Ada Borg")
    assert Participant.objects.get(pk=ada.pk).name == "Ada Bergen"


def test_the_journal_holds_badges_and_codes_and_no_names(council: Meeting) -> None:
    (ada,) = named(council, "XN", "Ada Berg")
    check_in.check_in(council, ada.badge, mode="physical", by=league(council.forum), at=OPENS)

    told = [str(entry.body) for entry in Entry.objects.all()]
    assert any("participant.nominated" in one for one in told)
    assert not [one for one in told if "Berg" in one or "xn.example" in one]


WRITES = (
    "delegations/xn/",
    "delegations/xn/replacement/",
    "delegations/xn/credentials/",
    "delegations/xn/handover/submit/",
    "delegations/xn/people/1/",
    "delegations/xn/people/1/head/",
    "delegations/xn/people/1/removal/",
)


@pytest.mark.parametrize(
    ("member", "party"), [("XB", "LEAGUE"), ("XS", "CONCERT")], ids=["same Party", "the other"]
)
def test_another_delegation_reads_names_and_neither_addresses_nor_forms(
    council: Meeting, member: str, party: str
) -> None:
    named(council, "XN", "Ada Berg", by=focal(council.forum, "XN"))
    client = signed_in(scene.contact(council.forum, member, party))

    for rest in ("delegations/", "delegations/xn/", "participants/"):
        page = client.get(address(council, rest))
        assert page.status_code == 200
        assert "Ada Berg" in page.text and "xn.example" not in page.text
    assert "<form" not in client.get(address(council, "delegations/xn/")).text.split("<main")[1]
    for rest in WRITES:
        assert client.post(address(council, rest), rows("Eve", seen=1)).status_code == 404
    assert client.get(address(council, "delegations/xn/people/1/")).status_code == 404
    assert b"ada@" not in client.get(address(council, "participants/export/csv/")).content
    assert of(council, "XN").version == 1


def test_the_secretariat_of_its_own_party_writes_once_the_delegation_asked_it_to(
    council: Meeting,
) -> None:
    """domain.md C.6: nominate delegation, W on request."""
    client = signed_in(scene.office(council.forum))

    before = client.post(address(council, "delegations/xn/"), rows("Ada Berg"))
    request = {"note": "Note 12 of 1 February 2031", "seen": "0"}
    asked = client.post(address(council, "delegations/xn/request/"), request)
    after = client.post(address(council, "delegations/xn/"), rows("Ada Berg", seen=1))
    page = client.get(address(council, "delegations/xn/"))

    assert (before.status_code, asked.status_code, after.status_code) == (422, 302, 302)
    assert "Ada Berg" in page.text and "E-mail" in page.text
    assert "Note 12 of 1 February 2031" in page.text


@pytest.mark.parametrize("note", ["", "  ", "7", "x" * 201, "Note\u202e12"])
def test_a_request_is_recorded_with_a_reference_that_finds_it_again(
    council: Meeting, note: str
) -> None:
    client = signed_in(scene.office(council.forum))

    answer = client.post(address(council, "delegations/xn/request/"), {"note": note, "seen": "0"})

    assert answer.status_code == 422
    assert (of(council, "XN").request, of(council, "XN").version) == ("", 0)


def test_the_secretariat_of_the_other_party_reads_addresses_and_writes_nothing(
    council: Meeting,
) -> None:
    """domain.md C.6: a secretariat acts on behalf of its own side."""
    named(council, "XN", "Ada Berg", by=focal(council.forum, "XN"))
    account = people.person(council.forum, Role.SECRETARIAT, "CONCERT", email="office@example.org")
    client = signed_in(account)
    page = client.get(address(council, "delegations/xn/"))

    assert "Ada Berg" in page.text and "ada@xn.example" in page.text
    assert "<form" not in page.text.split("<main")[1]
    for rest in (*WRITES, "delegations/xn/request/", "delegations/xn/handover/return/"):
        refused = client.post(address(council, rest), rows("Eve", seen=1))
        assert refused.status_code == 403
        assert "belongs to the other Party" in refused.text
    assert client.get(address(council, "delegations/xn/people/1/")).status_code == 403
    assert of(council, "XN").version == 1
    row, by = of(council, "XN"), people.hat(council.forum, account)
    for attempt in (
        lambda: actions.record_request(row, reference="Note 12", seen=1, by=by, at=NOW),
        lambda: actions.nominate(row, [Person(name="Eve")], seen=1, by=by, at=NOW),
        lambda: actions.submit(row, seen=1, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="of the other Party"):
            attempt()


def test_the_people_of_an_organisation_are_written_by_either_secretariat_on_request(
    council: Meeting,
) -> None:
    scene.guest(council)
    account = people.person(council.forum, Role.SECRETARIAT, "CONCERT", email="office@example.org")
    scene.asked(council, scene.GUARD, people.hat(council.forum, account))

    for client, name, seen in (
        (signed_in(account), "Gil Horn", 1),
        (signed_in(scene.office(council.forum)), "Hal Ives", 2),
    ):
        sent = rows(name, seen=seen) | {"p0-capacity": "adviser"}
        answer = client.post(address(council, f"delegations/{scene.GUARD}/"), sent)
        assert answer.status_code == 302
    assert of(council, scene.GUARD).people.count() == 2


def test_a_member_of_a_delegation_names_people_and_does_not_hand_over(council: Meeting) -> None:
    client = signed_in(people.person(council.forum, Role.DELEGATION_MEMBER, "LEAGUE", "XN"))

    named_them = client.post(address(council, "delegations/xn/"), rows("Ada Berg"))
    handed = client.post(address(council, "delegations/xn/handover/submit/"), {"seen": "1"})
    accepted = client.post(address(council, "delegations/xn/handover/accept/"), {"seen": "1"})

    assert (named_them.status_code, handed.status_code, accepted.status_code) == (302, 403, 403)


def test_an_institution_reads_the_list_of_meetings_to_which_it_is_invited_and_no_other(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    account = people.person(council.forum, Role.INSTITUTION, organisation=scene.GUARD)
    client = signed_in(account)
    assert client.get(address(council, "delegations/")).status_code == 404

    scene.guest(council)
    page = client.get(address(council, "delegations/"))
    mine = client.post(address(council, f"delegations/{scene.GUARD}/"), rows("Gil Horn"))

    assert "Ada Berg" in page.text and "xn.example" not in page.text
    assert mine.status_code == 302
    assert client.post(address(council, "delegations/xn/"), rows("Eve")).status_code == 404


def test_members_without_a_name_are_counted_as_missing(council: Meeting) -> None:
    named(council, "XN", "Ada Berg")

    page = signed_in(scene.contact(council.forum, "XB")).get(address(council, "delegations/"))

    assert "2 delegations have not named anyone yet" in page.text
    assert "3 delegations have not named anyone yet" in page.text


def test_the_parties_change_places_from_one_meeting_to_the_next(council: Meeting) -> None:
    other = Meeting.objects.create(
        forum=council.forum, slug="another", configuration="council", number=3, known_at=NOW
    )

    first = [one.code for one in queries.parties_in_turn(council, "en")]
    then = [one.code for one in queries.parties_in_turn(other, "en")]

    assert first == then[::-1]


def test_somebody_is_checked_in_once_however_often_a_thumb_taps(council: Meeting) -> None:
    (ada,) = named(council, "XN", "Ada Berg")
    client = signed_in(scene.office(council.forum))
    tap = {"badge": "1", "what": "physical"}

    with clock.at(OPENS):
        taps = [client.post(address(council, "check-in/"), tap).status_code for _n in range(2)]

    assert taps == [302, 302]
    assert Entry.objects.filter(verb="participant.checked_in").count() == 1
    assert Participant.objects.get(pk=ada.pk).checked_in_at is not None


def test_who_left_was_there_and_who_was_checked_in_by_mistake_was_not(council: Meeting) -> None:
    ada, bo = named(council, "XN", "Ada Berg", "Bo Dahl")
    by = league(council.forum)
    for one in (ada, bo):
        check_in.check_in(council, one.badge, mode="remote", by=by, at=OPENS)

    check_in.check_out(council, ada.badge, by=by, at=LATER)
    check_in.undo_check_in(council, bo.badge, by=by, at=LATER)
    ada, bo = Participant.objects.order_by("badge")

    assert (ada.checked_in_at, ada.checked_out_at, ada.mode) == (OPENS, LATER, "remote")
    assert (bo.checked_in_at, bo.checked_out_at) == (None, None)
    check_in.check_in(council, ada.badge, mode="physical", by=by, at=LATER)
    ada.refresh_from_db()
    assert (ada.checked_in_at, ada.checked_out_at) == (OPENS, None)


@pytest.mark.parametrize("badge", [0, 2, 99999999])
def test_a_badge_that_nobody_wears_lets_nobody_in(council: Meeting, badge: int) -> None:
    named(council, "XN", "Ada Berg")

    with pytest.raises(Refused, match="is not assigned to anyone"):
        check_in.check_in(council, badge, mode="physical", by=league(council.forum), at=OPENS)


def test_the_door_finds_people_by_badge_and_by_a_part_of_the_name(council: Meeting) -> None:
    named(council, "XN", "Zoë Ängström", "Bo Dahl")
    client = signed_in(scene.office(council.forum))

    for asked, there in (("angs", True), ("1", True), ("zoe ang", True), ("nobody", False)):
        page = client.get(address(council, "check-in/"), {"q": asked})
        assert ('name="badge" value="1"' in page.text) is there, asked
    delegate = signed_in(scene.contact(council.forum, "XN"))
    assert delegate.get(address(council, "check-in/")).status_code == 403


def test_participation_is_what_the_core_counts_from_check_ins(council: Meeting) -> None:
    by = league(council.forum)
    for code in ("XN", "XB"):
        (one,) = named(council, code, f"Head of {code}")
        check_in.check_in(council, one.badge, mode="physical", by=by, at=OPENS)
    named(council, "XE", "Head of XE", rank="officer")

    found = participation.of_meeting(council, OPENS)

    assert found is not None
    by_party = {one.party: one for one in found.shares}
    ours = by_party["LEAGUE"]
    assert (ours.members, ours.expected, ours.expected_level) == (3, 3, 2)
    assert (ours.present, ours.level) == (2, 2)
    assert (by_party["CONCERT"].members, by_party["CONCERT"].present) == (3, 0)


def test_two_thirds_are_exact_and_the_words_are_those_of_the_clause(real_forum: Forum) -> None:
    meeting = next(
        row
        for row in Meeting.objects.filter(forum=real_forum, configuration="ministerial")
        if row.opened_at is None
    )
    at = people.REAL_NOW
    Schedule.objects.create(meeting=meeting, at=at, starts=at, zone="Europe/Brussels")
    ours = [row for row in queries.members(meeting) if row.party.code == "EU"]
    for index, member in enumerate(ours[:18]):
        row = Delegation.objects.create(meeting=meeting, member=member, opened_at=at)
        Participant.objects.create(
            delegation=row,
            badge=index + 1,
            name=f"Head {index}",
            rank="minister" if index < 14 else "state_secretary",
            capacity="head",
            added_at=at,
            checked_in_at=at,
        )

    found = participation.of_meeting(meeting, at)

    assert found is not None and found.clause is not None
    share = {one.party: one for one in found.shares}["EU"]
    assert (len(ours), share.present, share.level) == (27, 18, 14)
    assert (share.enough, share.level_enough) == (True, True)
    assert found.clause.id == "I.2.2" and found.falls_short
    assert any(said.facts.get("present") == 18 for said in found.says)


def test_both_judge_a_shortfall_with_two_keys_once_the_meeting_has_opened(
    council: Meeting,
) -> None:
    said = {"value": "adequate", "reason": "Those who matter for this text are here."}
    with pytest.raises(Refused, match="opened"):
        check_in.propose_judgement(council, **said, by=league(council.forum), at=NOW)
    meeting = scene.opened_meeting(council)
    by = league(council.forum, LATER)
    for reason in ("12", "All good", "Enough came."):
        with pytest.raises(Refused, match="Give the reason in at least 20 characters"):
            check_in.propose_judgement(meeting, **said | {"reason": reason}, by=by, at=LATER)

    act = check_in.propose_judgement(meeting, **said, by=by, at=LATER)
    signing.both_sign(council.forum, act, LATER)

    (told,) = [m for m in facts.meetings(council.forum) if m.id == council.slug]
    assert told.participation is not None and told.participation.adequate
    assert [one["party"] for one in act.body["shares"]] == ["LEAGUE", "CONCERT"]


def test_a_page_asks_the_same_number_of_questions_for_any_number_of_people(
    council: Meeting,
) -> None:
    client = signed_in(scene.office(council.forum))
    pages = ("delegations/", "participants/", "delegations/xn/", "check-in/?q=a")

    def asked() -> list[int]:
        found = []
        for rest in pages:
            client.get(address(council, rest))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address(council, rest)).status_code == 200
            found.append(len(captured))
        return found

    named(council, "XN", "Ada Berg")
    few = asked()
    for code in sorted(scene.MEMBERS):
        named(council, code, *(f"Name {index} of {code}" for index in range(8)))

    assert asked() == few
    assert max(few) <= 30
