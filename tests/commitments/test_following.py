"""Commitments are followed: owners report, Parties assess, both end one (domain.md CB-49 to CB-52)."""

import re
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.commitments import sensitive_data
from cochair.features.commitments.models import (
    Commitment,
    PartyAssessment,
    ProgressReport,
    ReportDraft,
)
from cochair.features.compliance import queries as compliance
from cochair.features.follow_up import actions, queries
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure import facts as core
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from pledges import NOTE, WORDS, lagoon, norland, reported, ships
from signing import both_sign, concert, league, secretariat, turn
from world import NOW

LATER = NOW + timedelta(days=100)


def settled(forum: object, state: str = "completed", other: str = "", at: datetime = NOW):
    """Both find that a commitment is in force no longer."""
    act = actions.propose_settlement(
        ships(forum),
        state=state,
        replaced_by=other,
        reason="Done.",
        by=secretariat(forum, at),
        at=at,
    )
    return both_sign(forum, act, at)


def page(forum: object, email: str, name: str, *more: str, at: datetime = NOW) -> str:
    """A page as somebody reads it."""
    client = people.signed_in(people.Account.objects.get(email=email))
    with clock.at(at):
        return client.get(reverse(name, args=[forum.slug, *more])).content.decode()


PRESIDENCY = "presidency-league-xe@example.org"


def test_an_owner_reports_and_the_status_is_what_it_said(small_forum) -> None:
    assert queries.lines(small_forum, NOW)[0].status == "none"

    reported(small_forum, status="delayed")

    line = queries.lines(small_forum, NOW)[0]
    assert (line.status, line.reports, line.stale) == ("delayed", 1, False)
    assert line.latest.author == "XN"
    entry = Entry.objects.get(verb="commitment.reported")
    assert entry.facts["status"] == "delayed"
    assert WORDS not in str(entry.facts)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"words": " "}, "Write a text of up to 8000 characters"),
        ({"evidence": " "}, "Give the evidence in one line"),
        ({"evidence": "one\ntwo"}, "Give the evidence in one line"),
        ({"status": "fine"}, "Select a status"),
        ({"words": "Two \x0b ships"}, "cannot be printed"),
        ({"evidence": "Note \x01"}, "cannot be printed"),
    ],
    ids=["no words", "no evidence", "more than a line", "another status", "words", "evidence"],
)
def test_a_report_says_a_status_in_words_with_a_line_of_evidence(small_forum, said, why) -> None:
    with pytest.raises(Refused, match=why):
        reported(small_forum, **said)
    assert not ProgressReport.objects.exists()


def test_what_is_sent_twice_is_kept_once_and_something_new_is_added(small_forum) -> None:
    first, again = reported(small_forum), reported(small_forum)
    other = reported(small_forum, status="completed")

    assert first.pk == again.pk
    assert other.pk != first.pk
    assert ProgressReport.objects.count() == 2


def test_what_still_holds_months_later_is_said_again_and_is_old_no_longer(small_forum) -> None:
    reported(small_forum)
    later = NOW + timedelta(days=200)
    actions.assess(ships(small_forum), words="Well.", language="en", by=league(small_forum), at=NOW)
    assert queries.lines(small_forum, later)[0].stale

    again = reported(small_forum, at=later)
    actions.assess(
        ships(small_forum), words="Well.", language="en", by=league(small_forum, later), at=later
    )

    assert again.at == later
    assert not queries.lines(small_forum, later)[0].stale
    assert PartyAssessment.objects.count() == ProgressReport.objects.count() == 2


def test_once_owners_are_named_they_report_and_others_do_not(small_forum) -> None:
    reported(small_forum, lagoon(small_forum))

    actions.name_owners(
        ships(small_forum), ["XN", "LEAGUE"], seen="", by=league(small_forum), at=NOW
    )

    assert reported(small_forum).author == "XN"
    assert reported(small_forum, secretariat(small_forum)).author == "LEAGUE"
    with pytest.raises(Refused, match="The owners of this commitment are"):
        reported(small_forum, lagoon(small_forum), words="Another.")


def test_c_6_a_member_prepares_what_the_head_of_its_delegation_enters_and_nobody_else_reads(
    small_forum,
) -> None:
    norland(small_forum), lagoon(small_forum), league(small_forum)
    actions.name_owners(ships(small_forum), ["XN"], seen="", by=league(small_forum), at=NOW)
    member, other = (
        people.signed_in(people.person(small_forum, Role.DELEGATION_MEMBER, party, code))
        for party, code in (("LEAGUE", "XN"), ("CONCERT", "XL"))
    )
    head = people.signed_in(Account.objects.get(email="delegation_head-league-xn@example.org"))
    chair = people.signed_in(Account.objects.get(email=PRESIDENCY))
    form, sent = (
        reverse(f"commitments:{name}", args=[small_forum.slug, "S30-01"])
        for name in ("reporting", "report")
    )
    ours = reverse("commitments:ours", args=[small_forum.slug])
    said = {"status": "delayed", "words": WORDS, "evidence": NOTE}
    with clock.at(NOW):
        assert "S30-01" in member.get(ours).text
        answers = [member.post(sent, said).status_code for _twice in range(2)]
        wrong = member.post(sent, {**said, "words": ""}).status_code
        foreign = other.post(sent, said).status_code
        seen, kept = head.get(form).text, head.get(ours).text
        elsewhere = [one.get(form).text for one in (chair, other)]

    assert (answers, wrong, foreign) == ([302, 302], 422, 422)
    assert ReportDraft.objects.count() == 1
    assert not ProgressReport.objects.exists()
    assert WORDS in seen
    assert "draft report, not submitted" in kept
    assert all(WORDS not in text for text in elsewhere)
    entry = Entry.objects.get(verb="commitment.report_prepared")
    assert (entry.space, entry.facts) == ("party:LEAGUE", {})

    with clock.at(LATER):
        assert head.post(sent, said).status_code == 302
        assert "draft report, not submitted" not in head.get(ours).text

    assert ProgressReport.objects.get().author == "XN"


def test_each_owner_owes_a_report_of_its_own_whatever_the_others_said(small_forum) -> None:
    norland(small_forum), lagoon(small_forum)
    actions.name_owners(ships(small_forum), ["XL", "XN"], seen="", by=league(small_forum), at=NOW)

    reported(small_forum)

    due = {code: queries.stale_of(small_forum, code, NOW) for code in ("XN", "XL")}
    assert due["XN"] == ()
    assert [one.row.slug for one in due["XL"]] == ["S30-01"]
    assert not queries.lines(small_forum, NOW)[0].stale


def test_owners_are_members_organisations_or_parties_and_nobody_is_overwritten(
    small_forum,
) -> None:
    with pytest.raises(Refused, match="There is no member or organisation with the code NOPE"):
        actions.name_owners(ships(small_forum), ["NOPE"], seen="", by=league(small_forum), at=NOW)
    actions.name_owners(ships(small_forum), ["XN"], seen="", by=league(small_forum), at=NOW)

    with pytest.raises(StaleVersion):
        actions.name_owners(ships(small_forum), ["XL"], seen="", by=concert(small_forum), at=NOW)
    assert ships(small_forum).owners == ["XN"]


def test_a_status_is_old_after_six_months_to_the_day(small_forum) -> None:
    reported(small_forum)

    def stale(at: datetime) -> bool:
        return queries.lines(small_forum, at)[0].stale

    assert not stale(datetime(2031, 8, 3, 12, tzinfo=UTC))
    assert stale(datetime(2031, 8, 4, 12, tzinfo=UTC))
    reported(small_forum, words="Three ships were searched now.", at=NOW + timedelta(days=170))
    assert not stale(datetime(2031, 8, 4, 12, tzinfo=UTC))


def test_what_each_party_thinks_stands_beside_what_the_other_thinks(small_forum) -> None:
    for hat, words in ((league(small_forum), "Well begun."), (concert(small_forum), "Too slow.")):
        actions.assess(ships(small_forum), words=words, language="en", by=hat, at=NOW)
    actions.assess(
        ships(small_forum), words="Too slow.", language="en", by=concert(small_forum), at=NOW
    )

    said = page(small_forum, PRESIDENCY, "commitments:commitment", "S30-01")

    assert PartyAssessment.objects.count() == 2
    assert "Well begun." in said
    assert "Too slow." in said
    assert queries.lines(small_forum, NOW)[0].status == "none"


def test_a_commitment_ends_by_both_keys_and_not_by_a_status(small_forum) -> None:
    reported(small_forum, status="completed")
    assert ships(small_forum).state == "in_force"

    settled(small_forum)

    assert (ships(small_forum).state, ships(small_forum).settled_at) == ("completed", NOW)
    with pytest.raises(Refused, match="is no longer in force"):
        reported(small_forum, words="More.")
    with pytest.raises(Refused, match="is no longer in force"):
        settled(small_forum)


@pytest.mark.parametrize("slug", ["S30-01", "S30-02"], ids=["itself", "what replaces it"])
def test_c_4_a_key_on_the_end_of_a_commitment_is_void_once_its_words_are_others(
    small_forum, slug: str
) -> None:
    act = actions.propose_settlement(
        ships(small_forum), state="replaced", replaced_by="S30-02", reason="Done.",
        by=secretariat(small_forum, NOW), at=NOW,
    )  # fmt: skip
    turn(act, league(small_forum), NOW)
    other = ships(small_forum, slug)
    other.text = {**other.text, "en": "Something else"}
    other.save(update_fields=["text"])

    with pytest.raises(Refused):
        turn(act, concert(small_forum), NOW)

    act.refresh_from_db()
    assert (act.state, ships(small_forum).state) == ("void", "in_force")


def test_what_is_replaced_names_what_replaces_it(small_forum) -> None:
    for other in ("", "S30-01", "NOPE"):
        with pytest.raises(Refused, match="another commitment in force"):
            settled(small_forum, "replaced", other)
    with pytest.raises(
        Refused, match="A replacement may be named only for a commitment that is replaced"
    ):
        settled(small_forum, "closed", "S30-02")
    assert not JointAct.objects.exists()

    settled(small_forum, "replaced", "S30-02")

    assert ships(small_forum).replaced_by.slug == "S30-02"


def test_the_clauses_are_told_reports_and_the_end_as_of_each_instant(small_forum) -> None:
    reported(small_forum)
    settled(small_forum, at=LATER)

    told = compliance.facts(small_forum)

    def ships_at(at: datetime) -> core.Commitment:
        return next(one for one in core.known(told, at).commitments if one.id == "S30-01")

    assert ships_at(NOW - timedelta(days=1)).statuses == ()
    assert (ships_at(NOW).statuses, ships_at(NOW).is_in_force) == ((NOW,), True)
    assert not ships_at(LATER).is_in_force


def test_the_pages_show_what_is_said_as_text_and_a_stale_mark(small_forum) -> None:
    league(small_forum, NOW)
    reported(small_forum, words="<script>go()</script> was typed", status="blocked")
    Commitment.objects.filter(slug="S30-01").update(areas=["a"])

    table = page(small_forum, PRESIDENCY, "commitments:commitments", at=NOW + timedelta(days=190))
    one = page(small_forum, PRESIDENCY, "commitments:commitment", "S30-01")

    assert "older than six months" in table
    assert "Blocked" in table
    assert 'role="img"' in table
    assert "&lt;script&gt;go()" in one
    assert NOTE in one


def test_the_list_is_narrowed_by_area_status_state_purpose_and_level(small_forum) -> None:
    league(small_forum)
    reported(small_forum)
    Commitment.objects.filter(slug="S30-01").update(
        areas=["b"], purposes=["between"], levels=["tactical"]
    )
    client = people.signed_in(people.Account.objects.get(email=PRESIDENCY))
    address = reverse("commitments:commitments", args=[small_forum.slug])

    def found(ask: str) -> set[str]:
        with clock.at(NOW):
            text = client.get(f"{address}?{ask}").content.decode()
        return {slug for slug in ("S30-01", "S30-02") if f"/{slug}/" in text}

    assert found("") == {"S30-01", "S30-02"}
    assert found("area=b") == {"S30-01"}
    assert found("status=on_track&state=in_force") == {"S30-01"}
    assert found("status=none") == {"S30-02"}
    assert found("status=stale") == {"S30-02"}
    assert found("instrument=nope") == set()
    assert found("purpose=between") == found("level=tactical") == {"S30-01"}
    assert found("purpose=LEAGUE") == found("level=strategic") == set()


def test_an_organisation_finds_its_own_commitments_and_nothing_else(small_forum) -> None:
    agency = people.queries.roster(small_forum).organisations[0].code
    account = people.person(small_forum, Role.INSTITUTION, organisation=agency)
    actions.name_owners(ships(small_forum), [agency], seen="", by=league(small_forum), at=NOW)
    client = people.signed_in(account)
    sent = {"status": "on_track", "words": WORDS, "evidence": NOTE}
    with clock.at(NOW):
        ours = client.get(reverse("commitments:ours", args=[small_forum.slug])).content.decode()
        own = client.post(reverse("commitments:report", args=[small_forum.slug, "S30-01"]), sent)
        other = client.post(reverse("commitments:report", args=[small_forum.slug, "S30-02"]), sent)
        none = client.post(reverse("commitments:report", args=[small_forum.slug, "S99"]), sent)
        read = client.get(reverse("commitments:commitment", args=[small_forum.slug, "S30-01"]))

    assert "Search ships" in ours
    assert "Exchange the names" not in ours
    assert (own.status_code, other.status_code, none.status_code) == (302, 404, 404)
    assert read.status_code == 404
    assert ProgressReport.objects.get().author == agency


def test_what_may_point_to_a_person_is_asked_about_once(small_forum) -> None:
    norland(small_forum)
    client = people.signed_in(
        people.Account.objects.get(email="delegation_head-league-xn@example.org")
    )
    address = reverse("commitments:report", args=[small_forum.slug, "S30-01"])
    sent = {"status": "on_track", "words": "The suspect calls +358 40 1234567.", "evidence": NOTE}
    with clock.at(NOW):
        asked = client.post(address, sent)
        told = client.post(address, {**sent, "understood": "on"})

    assert asked.status_code == 422
    assert "358 40 1234567" in asked.content.decode()
    assert told.status_code == 302
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "El sospechoso",
        "número de teléfono",
        "mandado de detenção",
        "DE89 3704 0044 0532 0130 00",
    ],
)
def test_the_words_and_numbers_of_investigations_are_noticed(text: str) -> None:
    assert sensitive_data.found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two ships were searched in 2030-2031.",
        "Note 13575/23 of 28 September 2023",
        "1200 officers",
    ],
)
def test_ordinary_words_and_numbers_are_not(text: str) -> None:
    assert sensitive_data.found(text) == ()


def test_a_long_run_of_letters_is_looked_through_once() -> None:
    began = perf_counter()

    assert sensitive_data.found("a" * 50_000, "write to b@c.example") == ("b@c.example",)

    assert perf_counter() - began < 2


def test_the_public_is_told_numbers_by_area_and_nothing_else(small_forum, client) -> None:
    Commitment.objects.filter(slug="S30-01").update(areas=["a"])
    reported(small_forum, words="Only for those who may read.", status="blocked")
    with clock.at(NOW):
        home = client.get(reverse("public:home", args=[small_forum.slug])).content.decode()

    assert "Commitments in force by area." in home
    area, _, _ = home.partition("Smuggling at sea</span>")[2].partition("</li>")
    assert '<span class="num">1</span>' in area
    for hidden in ("Only for those who may read.", "Search ships together", "Blocked", NOTE):
        assert hidden not in home


def test_the_table_costs_the_same_with_five_hundred_commitments(
    small_forum, django_assert_max_num_queries
) -> None:
    league(small_forum)
    known, office = ships(small_forum), norland(small_forum).office
    for number in range(500):
        row = Commitment.objects.create(
            instrument=known.instrument, slug=f"M-{number}", text=known.text, areas=["a", "b"]
        )
        if number % 3:
            ProgressReport.objects.create(
                commitment=row,
                author="XN",
                status="on_track",
                words=WORDS,
                evidence=NOTE,
                language="en",
                at=NOW,
                by_id=office,
            )
    client = people.signed_in(people.Account.objects.get(email=PRESIDENCY))
    address = reverse("commitments:commitments", args=[small_forum.slug])
    with clock.at(NOW):
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_owners_are_ticked_by_name_and_an_unknown_one_is_refused(small_forum) -> None:
    league(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    page = reverse("commitments:commitment", args=[small_forum.slug, "S30-01"])
    address = reverse("commitments:name_owners", args=[small_forum.slug, "S30-01"])
    with clock.at(NOW):
        shown = client.get(page).content.decode()
        strange = client.post(address, {"owners": ["XN", "NOPE"], "seen": ""})
        named = client.post(address, {"owners": ["XN", "XL"], "seen": ""})

    assert re.search(r'name="owners" value="XN">\s*Norland\s*</label>', shown)
    assert (strange.status_code, named.status_code) == (422, 302)
    assert ships(small_forum).owners == ["XL", "XN"]
