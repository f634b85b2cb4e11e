"""Names and addresses go when their time is over, and what is evidence stays (domain.md C.9)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

import delegations
import people
import signatures
import signing
from cochair.features.accounts.models import Account, SignedIn
from cochair.features.compliance import queries as compliance
from cochair.features.documents.models import Certificate
from cochair.features.handovers import actions as handovers
from cochair.features.handovers.models import Pack
from cochair.features.invitations import contacts
from cochair.features.mail import actions as mail
from cochair.features.mail.letters import Letter, Recipient, to_account
from cochair.features.mail.models import Caught, Message, State
from cochair.features.meetings.models import ContactPoint, Delegation, Meeting, Participant
from cochair.features.parties import actions as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.features.personal import actions, periods, queries, retention
from cochair.features.personal.periods import Kind
from cochair.features.signatures import registration
from cochair.features.signatures.certificates import ANCHOR, HOLDER
from cochair.journal import actions as journal
from cochair.journal import verify_export
from cochair.journal.export import folder
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from delegations import OPENS
from world import NOW, every_row

# The second cycle ends with 2031, and the small forum keeps names two years after it.
LAST_KEPT = datetime(2033, 12, 31, 12, tzinfo=UTC)
FIRST_REDUCED = datetime(2034, 1, 1, 12, tzinfo=UTC)
NAMES = ("Ada Berg", "Eva Ponce", "ada@xn.example", "eva@xp.example", "Deputy of Ivo", "Ivo Rask")


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council, opened, with people of two delegations checked in."""
    found = delegations.council(small_forum)
    delegations.named(found, "XN", "Ada Berg")
    delegations.named(found, "XP", "Eva Ponce")
    Delegation.objects.filter(meeting=found, member__code="XN").update(
        replaces="Deputy of Ivo", credentials="Note of Ivo Rask", request="Asked by Ivo Rask"
    )
    Participant.objects.update(checked_in_at=OPENS)
    return found


def reduced(forum: Forum, at: datetime) -> dict[tuple[str, str], int]:
    """What a round reduced, and how much of it."""
    return {item.about: number for item, number in retention.reduce(forum, at)}


def entries(forum: Forum, verb: str = actions.REDUCED) -> list[Entry]:
    """The acts of reduction in the journal."""
    return list(Entry.objects.filter(forum=forum.slug, verb=verb).order_by("seq"))


def letter(forum: Forum, to: Recipient, key: str = "k", **more: object) -> Letter:
    """A letter that says who reads it."""
    words = {"en": f"To {to.name}", "es": f"A {to.name}", "pt": f"A {to.name}"}
    return Letter(key, forum.slug, to, words, (words,), "N06", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "months", "first"),
    [
        (date(2032, 12, 31), 24, date(2035, 1, 1)),
        (date(2032, 2, 29), 12, date(2033, 3, 1)),
        (date(2031, 2, 28), 12, date(2032, 2, 29)),
        (date(2031, 8, 31), 6, date(2032, 3, 1)),
    ],
)
def test_what_ended_on_a_day_is_reduced_the_day_after_its_months(
    last: date, months: int, first: date
) -> None:
    assert periods.reduced_on(last, months) == first
    assert periods.latest_reduced(first, months) >= last
    assert periods.latest_reduced(first - timedelta(days=1), months) < last


@pytest.mark.parametrize(
    ("value", "years"), [(3, 3), (0, 1), (99, 30), (True, 5), ("7", 5), (None, 5)]
)
def test_the_years_are_an_option_within_bounds(value: object, years: int) -> None:
    assert periods.years({periods.OPTION: value}) == years
    assert periods.years({}) == 5


def test_names_of_participants_go_with_their_day_and_function_state_and_attendance_stay(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    before = {
        row.pk: (row.function, row.rank, row.capacity, row.badge, row.checked_in_at)
        for row in Participant.objects.all()
    }

    assert ("meeting", meeting.slug) not in reduced(forum, LAST_KEPT)
    assert Participant.objects.filter(name="Ada Berg").exists()

    assert reduced(forum, FIRST_REDUCED)["meeting", meeting.slug] == 3
    rows = Participant.objects.filter(delegation__meeting=meeting)
    assert {(row.title, row.name, row.email, row.language) for row in rows} == {("",) * 4}
    assert {
        row.pk: (row.function, row.rank, row.capacity, row.badge, row.checked_in_at) for row in rows
    } == before
    (entry,) = [one for one in entries(forum) if one.about_kind == "meeting"]
    assert (entry.account, entry.facts) == (None, {"kind": "participants", "number": 2})


def test_a_second_round_changes_nothing_and_writes_no_entry(meeting: Meeting) -> None:
    forum = meeting.forum
    reduced(forum, FIRST_REDUCED)
    written = Entry.objects.count()

    assert reduced(forum, FIRST_REDUCED + timedelta(days=400)) == {}
    assert actions.reduce_meeting(meeting, at=FIRST_REDUCED) == 0
    assert Entry.objects.count() == written


def test_whoever_was_given_an_office_meanwhile_keeps_the_account(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", start=NOW)
    Office.objects.filter(account=account).update(end=NOW + timedelta(days=1))
    due = queries.due(small_forum, later := NOW + timedelta(days=800))
    assert ("account", str(account.pk)) in {one.about for one in due}
    people.person(
        small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", start=later, email=account.email
    )

    for one in due:
        retention.ACTS[one.kind](small_forum, one, later)

    account.refresh_from_db()
    assert account.erased_at is None


def test_a_certificate_loses_its_names_a_year_after_its_end_unless_it_signed_what_stands(
    small_forum: Forum,
) -> None:
    """security.md section 4: names of people in the certificates that they sign with."""
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    signatures.signs(original, "LEAGUE")
    ours, theirs = (_certificate(party) for party in ("LEAGUE", "CONCERT"))
    expiry = max(ours.valid_to, theirs.valid_to)
    before, after = expiry + timedelta(days=364), expiry + timedelta(days=368)

    assert ("certificate", theirs.fingerprint[:32]) not in reduced(small_forum, before)
    done = reduced(small_forum, after)

    assert done["certificate", theirs.fingerprint[:32]] == 1
    assert ("certificate", ours.fingerprint[:32]) not in done
    gone, kept = _certificate("CONCERT"), _certificate("LEAGUE")
    assert (gone.subject, gone.issuer, gone.pem) == ("", "", "")
    assert (gone.fingerprint, gone.valid_to, gone.ended_at) == (
        theirs.fingerprint,
        theirs.valid_to,
        None,
    )
    assert (kept.subject, kept.pem) == (ours.subject, ours.pem)
    (entry,) = [one for one in entries(small_forum) if one.about_kind == "certificate"]
    assert entry.facts == {"kind": "certificates", "number": 1}
    assert reduced(small_forum, after) == {}


def test_a_certificate_that_was_ended_goes_by_its_end_and_that_of_an_authority_stays(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    row = _certificate("LEAGUE")
    registration.end(row, by=signing.league(small_forum), at=NOW)
    name = ("certificate", row.fingerprint[:32])

    assert name not in reduced(small_forum, NOW + timedelta(days=365))
    assert name in reduced(small_forum, NOW + timedelta(days=367))

    assert Certificate.objects.exclude(pem="").filter(kind=ANCHOR).count() == 2
    with clock.at(NOW):
        client = people.signed_in(Account.objects.get(pk=signing.league(small_forum).account))
        page = client.get("/en/league-concert/certificates/").text
        assert "No longer kept" in page and row.subject not in page
        assert client.get(f"/en/league-concert/certificates/{row.pk}.pem").status_code == 404


def test_the_certificate_of_an_account_that_goes_keeps_nothing_but_what_it_signed(
    small_forum: Forum,
) -> None:
    original = signatures.sealed(small_forum)
    signed = _certificate("LEAGUE")
    office = signed.office
    assert office is not None and original.sealed_at is not None
    Certificate.objects.create(
        **{
            field.name: getattr(signed, field.name)
            for field in Certificate._meta.fields
            if field.name not in {"id", "fingerprint"}
        },
        fingerprint="f" * 64,
    )
    parties.end_office(office, by=signing.league(small_forum), at=NOW)

    assert actions.reduce_account(office.account, at=NOW + timedelta(days=3), own=True) == 1

    signed.refresh_from_db()
    unused = Certificate.objects.get(fingerprint="f" * 64)
    assert signed.subject and signed.pem
    assert (unused.subject, unused.pem, unused.ended_at) == ("", "", NOW + timedelta(days=3))


def _certificate(party: str) -> Certificate:
    return Certificate.objects.get(party__code=party, kind=HOLDER)


def test_nobody_is_appointed_whose_account_was_erased(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", start=NOW)
    stale = Account.objects.get(pk=account.pk)
    Office.objects.filter(account=account).update(end=NOW + timedelta(days=1))
    later = NOW + timedelta(days=800)
    assert actions.reduce_account(account, at=later) == 1

    with pytest.raises(Refused, match="erased"):
        parties.appoint(
            small_forum,
            account=stale,
            role=Role.DELEGATION_HEAD.value,
            party="LEAGUE",
            member="XN",
            start=later,
            end=None,
            by=None,
            at=later,
        )


def test_both_presidencies_keep_names_longer_by_the_option(meeting: Meeting) -> None:
    forum = meeting.forum
    signing.both_sign(forum, signing.option(forum, periods.OPTION, 4))
    compliance.forget()

    assert ("meeting", meeting.slug) not in reduced(forum, FIRST_REDUCED)
    two_years_on = FIRST_REDUCED + timedelta(days=731)
    assert ("meeting", meeting.slug) in reduced(forum, two_years_on)


def test_the_results_of_clauses_are_the_same_after_names_have_gone(meeting: Meeting) -> None:
    forum = meeting.forum
    before = compliance.results(forum, FIRST_REDUCED).outcomes

    reduced(forum, FIRST_REDUCED)
    compliance.forget()

    assert compliance.results(forum, FIRST_REDUCED).outcomes == before


def test_a_crash_in_the_middle_leaves_whole_meetings_and_the_next_round_goes_on(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = meeting.forum
    contact = _ended_contact(forum)

    def broken(*_args: object, **_more: object) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "record", broken)
        assert reduced(forum, FIRST_REDUCED) == {}
    assert Participant.objects.filter(name="Ada Berg").exists()
    contact.refresh_from_db()
    assert contact.email

    again = reduced(forum, FIRST_REDUCED)
    assert {("meeting", meeting.slug), ("contact", str(contact.pk))} <= set(again)


def test_a_contact_point_goes_a_year_after_it_was_ended_and_one_in_use_stays(
    small_forum: Forum,
) -> None:
    ended = _ended_contact(small_forum)
    by = signing.secretariat(small_forum)
    words = contacts.Entry("XN", "Lars Vik", "lars@xn.example", "", "")
    in_use = contacts.add(small_forum, words, languages=("en",), by=by, at=NOW)
    day = datetime(2032, 2, 3, 12, tzinfo=UTC)

    assert reduced(small_forum, day) == {}
    assert reduced(small_forum, day + timedelta(days=1)) == {("contact", str(ended.pk)): 1}

    ended.refresh_from_db()
    in_use.refresh_from_db()
    assert (ended.name, ended.email) == ("", "")
    assert (in_use.name, in_use.email) == ("Lars Vik", "lars@xn.example")


def test_letters_lose_reader_and_text_after_a_year_and_are_told_to_nobody_again(
    small_forum: Forum,
) -> None:
    reader = Recipient(None, "olga@xn.example", "en", "UTC", "Olga Dahl", "delegation_head", "")
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    both = [
        letter(small_forum, reader),
        letter(small_forum, to_account(account, party="LEAGUE"), space="party:LEAGUE"),
    ]
    mail.queue(both, NOW)
    mail.queue([letter(small_forum, reader, "late")], NOW + timedelta(days=300))
    mail.queue([letter(small_forum, reader, "waits")], NOW)
    Message.objects.exclude(key="waits").update(state=State.SENT)
    day = datetime(2032, 2, 4, 12, tzinfo=UTC)

    assert reduced(small_forum, day - timedelta(days=1)) == {}
    assert reduced(small_forum, day) == {("letters", "shared"): 1, ("letters", "party:LEAGUE"): 1}

    gone = Message.objects.filter(key="k")
    assert {(row.subject, row.body, row.email, row.name) for row in gone} == {("",) * 4}
    assert not gone.filter(recipient__contains="olga").exists()
    assert Message.objects.filter(email="olga@xn.example").count() == 2
    assert mail.queue(both, day) == 0
    assert {one.space for one in entries(small_forum)} == {"shared", "party:LEAGUE"}


def test_the_pages_of_letters_say_that_the_text_is_gone_and_none_is_sent_empty(
    small_forum: Forum,
) -> None:
    office = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    mail.queue([letter(small_forum, to_account(office, office="x", party="LEAGUE"))], NOW)
    Message.objects.update(state=State.FAILED)
    day = datetime(2032, 2, 4, 12, tzinfo=UTC)
    reduced(small_forum, day)
    row = Message.objects.get()
    client = people.signed_in(office)

    with clock.at(day):
        page = client.get(f"/en/league-concert/mail/{row.slug}/").content.decode()
        answer = client.post(f"/en/league-concert/mail/{row.slug}/retry/")

    assert "The content and the recipient of this message are no longer kept." in page
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.state == State.FAILED


def test_a_handover_pack_loses_addresses_and_names_and_keeps_what_was_handed_over(
    small_forum: Forum,
) -> None:
    _contact(small_forum)
    pack = handovers.make_pack(small_forum, by=signing.league(small_forum), at=NOW)
    Pack.objects.update(accepted_name="Ada Berg", accepted_at=NOW)
    assert "lars@xn.example" in str(Pack.objects.get().content)

    done = reduced(small_forum, datetime(2032, 2, 4, 12, tzinfo=UTC))

    row = Pack.objects.get()
    assert done == {("handover", str(pack.number)): 1}
    assert "lars@xn.example" not in str(row.content)
    assert (row.accepted_name, row.accepted_at, row.digest) == ("", NOW, pack.digest)
    assert [one["code"] for one in row.content] == [one["code"] for one in pack.content]
    assert entries(small_forum)[0].space == "party:LEAGUE"


def test_an_account_goes_a_year_after_its_last_office_and_its_acts_keep_its_number(
    small_forum: Forum,
) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    Account.objects.filter(pk=account.pk).update(name="Ada Berg")
    parties.end_office(Office.objects.get(account=account), by=signing.league(small_forum), at=NOW)
    day = datetime(2032, 2, 4, 12, tzinfo=UTC)
    assert ("account", str(account.pk)) not in reduced(small_forum, day - timedelta(days=1))

    assert reduced(small_forum, day)["account", str(account.pk)] == 1

    account.refresh_from_db()
    assert (account.name, account.email) == ("", f"{account.pk}@erased.invalid")
    assert not account.is_active and not account.has_usable_password()
    assert not account.authenticator_set.exists()
    assert Office.objects.get(account=account).role == Role.DELEGATION_HEAD
    with clock.at(day):
        answer = people.signed_in(account).get("/en/league-concert/home/")
    # Whoever signs in with it is a stranger, and is led to signing in.
    assert answer.headers["Location"] == "/en/accounts/login/?next=%2Fen%2Fleague-concert%2Fhome%2F"


def test_whoever_has_an_office_keeps_the_account_also_one_that_nobody_ended_until_it_is_over(
    small_forum: Forum,
) -> None:
    holder = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XE")
    secretary = people.person(small_forum, Role.SECRETARIAT, "LEAGUE")

    # Estmark presides until July 2031: 90 days of winding down, and a year.
    found = dict(reduced(small_forum, datetime(2032, 9, 27, 12, tzinfo=UTC)))
    assert ("account", str(holder.pk)) not in found
    found = dict(reduced(small_forum, datetime(2033, 1, 10, 12, tzinfo=UTC)))

    assert ("account", str(holder.pk)) in found
    assert ("account", str(secretary.pk)) not in found


def test_nobody_is_signed_out_because_the_clock_of_a_demo_was_moved_on(small_forum: Forum) -> None:
    ends = timezone.now() + timedelta(hours=1)
    SignedIn.objects.create(session_key="new", session_data="x", expire_date=ends, used_at=ends)

    retention.kept_here(ends + timedelta(days=12), apply=True)

    assert SignedIn.objects.filter(session_key="new").exists()


def test_sessions_kept_mail_and_accounts_without_office_go_by_themselves(
    small_forum: Forum,
) -> None:
    now = timezone.now()
    SignedIn.objects.create(session_key="old", session_data="x", expire_date=now, used_at=now)
    Caught.objects.create(at=NOW, to="a", subject="b", octets=b"c")
    stranger = Account.objects.create(email="nobody@example.org", opened_at=NOW)
    later = NOW + timedelta(days=400)

    said = retention.kept_here(later, apply=False)
    assert said == {
        Kind.ACCOUNTS: 1,
        Kind.SIGN_INS: 1,
        Kind.DEVICES: 0,
        Kind.KEPT_MAIL: 1,
        Kind.WORD_FILES: 0,
    }
    assert Caught.objects.exists()

    retention.kept_here(later, apply=True)
    stranger.refresh_from_db()
    assert not Caught.objects.exists() and not SignedIn.objects.exists()
    assert stranger.erased_at == later
    assert set(retention.kept_here(later, apply=True).values()) == {0}


def test_the_worker_does_it_once_a_day(meeting: Meeting) -> None:
    forum = meeting.forum

    retention.daily(forum, LAST_KEPT)
    assert Participant.objects.filter(name="Ada Berg").exists()
    retention.daily(forum, FIRST_REDUCED)
    assert not Participant.objects.filter(name="Ada Berg").exists()

    Participant.objects.update(name="Typed anew")
    retention.daily(forum, FIRST_REDUCED)
    assert Participant.objects.filter(name="Typed anew").exists()


def test_the_ledger_names_nobody_and_verifies_before_and_after(meeting: Meeting) -> None:
    forum = meeting.forum
    _contact(forum, name="Ada Berg", email="ada@xn.example")
    first = journal.checkpoint(forum.slug, at=NOW)

    reduced(forum, FIRST_REDUCED)
    journal.checkpoint(forum.slug, at=FIRST_REDUCED)
    files = folder(forum.slug, spaces={"public", "shared", "party:LEAGUE", "party:CONCERT"})

    said = b"".join(files.values()).decode()
    assert not re.search("|".join(map(re.escape, NAMES)), said)
    assert "@" not in re.sub(r"@\w", "", files["entries.jsonl"].decode())
    assert f'"root":"{first.root}"' in said
    assert verify_export.SUMS in files


def test_after_ten_years_no_planted_name_is_left_anywhere(meeting: Meeting) -> None:
    forum = meeting.forum
    _ended_contact(forum)
    reader = Recipient(None, "ada@xn.example", "en", "UTC", "Ada Berg", "delegation_head", "LEAGUE")
    mail.queue([letter(forum, reader)], NOW)
    Message.objects.update(state=State.SENT)
    day = NOW
    while day < NOW + timedelta(days=3660):
        reduced(forum, day)
        day += timedelta(days=61)

    for label, rows in every_row().items():
        if label != "accounts.Account":
            said = str([{k: v for k, v in row.items() if k != "function"} for row in rows])
            assert not any(name in said for name in NAMES), label


def _contact(forum: Forum, name: str = "Lars Vik", email: str = "lars@xn.example") -> ContactPoint:
    words = contacts.Entry("XN", name, email, "", "")
    by = signing.secretariat(forum)
    return contacts.add(forum, words, languages=("en",), by=by, at=NOW)


def _ended_contact(forum: Forum) -> ContactPoint:
    made = _contact(forum, "Ada Berg", "ada@xn.example")
    return contacts.end(made, by=signing.secretariat(forum), at=NOW)


def test_what_is_due_costs_the_same_with_more_meetings(
    meeting: Meeting, django_assert_num_queries: object
) -> None:
    queries.all_of(meeting.forum, NOW)
    with django_assert_num_queries(10):  # type: ignore[operator]
        queries.all_of(meeting.forum, NOW)


def test_the_clock_of_a_story_takes_nothing_from_people_of_the_house(small_forum: Forum) -> None:
    """A story stands years ahead; what belongs to no forum is not judged by its clock."""
    stranger = Account.objects.create(email="nobody@example.org", opened_at=NOW)
    Caught.objects.create(at=NOW, to="a", subject="b", octets=b"c")
    ahead = NOW + timedelta(days=400)
    Forum.objects.filter(pk=small_forum.pk).update(clock_at=ahead)
    small_forum.refresh_from_db()

    retention.daily(small_forum, ahead)

    stranger.refresh_from_db()
    assert stranger.erased_at is None and Caught.objects.exists()
    Forum.objects.filter(pk=small_forum.pk).update(clock_at=None)
    small_forum.refresh_from_db()
    retention.daily(small_forum, ahead + timedelta(days=1))
    stranger.refresh_from_db()
    assert stranger.erased_at is not None and not Caught.objects.exists()
