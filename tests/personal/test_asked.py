"""What people ask for: a copy of what is held about them, and that it goes (domain.md C.9)."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import models

import delegations
import minuted
import packs
import papers
import people
import signatures
import signing
from cochair.features.accounts.models import Account
from cochair.features.circulation import actions as circulating
from cochair.features.delegations import actions as nominations
from cochair.features.invitations import contacts
from cochair.features.mail import actions as mail
from cochair.features.mail.letters import Letter, Recipient, to_account
from cochair.features.mail.models import Caught, Message, State
from cochair.features.meetings.models import ContactPoint, Meeting, Participant
from cochair.features.parties import actions as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.personal import actions, export, requests, subject_access
from cochair.features.personal.labels import ABOUT, COLUMNS
from cochair.features.personal.periods import RULES
from cochair.features.personal.subject_access import BESIDE
from cochair.journal.models import Entry
from cochair.kernel import kind as kernel
from cochair.procedure.refusal import Refused
from cochair.site.desk import verbs
from cochair.web import code_labels
from cochair.web.clock import clock
from delegations import OPENS
from house import tree
from world import NOW

HOSTILE = '"><script>alert(1)</script>'
PERSONAL = "/en/league-concert/personal"
# Texts of tables that are no kind: acts and documents as they are searched; a letter that is kept by the
# rule of its own kind; then codes, numbers, digests, and facts of the forum, which name nobody.
OF_NO_KIND = {
    "search.Passage": "text words",
    "mail.Caught": "to subject message_id",
    "compliance.Told": "states",
    "journal.Entry": "about_id office facts",
    "journal.Ledger": "peaks",
    "journal.Place": "email",
    "journal.Witness": "office",
    "story.Course": "played",
}


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with people of both Parties, and an agency's."""
    found = delegations.council(small_forum)
    delegations.named(found, "XN", "Ada Berg")
    delegations.named(found, "XP", "Eva Ponce")
    delegations.guest(found)
    delegations.named(found, delegations.GUARD, "Ole Hav")
    return found


def person(meeting: Meeting, name: str) -> Participant:
    """Somebody as they now stand."""
    return Participant.objects.get(delegation__meeting=meeting, name=name)


def told(forum: Forum, verb: str) -> list[dict[str, object]]:
    """The facts of the entries of a verb."""
    rows = Entry.objects.filter(forum=forum.slug, verb=verb).order_by("seq")
    return [row.facts for row in rows]


def letter(forum: Forum, to: Recipient, **more: object) -> Letter:
    """A letter to somebody, by name."""
    words = dict.fromkeys(("en", "es", "pt"), f"To {to.name or to.email}")
    return Letter("k", forum.slug, to, words, (words,), "N06", **more)  # type: ignore[arg-type]


def test_every_field_that_refers_to_a_person_is_in_the_copy_or_says_why_not() -> None:
    """security.md section 4, T53b: of whatever app, also where a row names the office alone."""
    copied = {
        f"{one.model._meta.label}.{lookup.partition('__')[0]}"
        for one in subject_access.sources()
        for lookup in one.by
    }
    referring = {
        f"{relation.field.model._meta.label}.{relation.field.name}"
        for person in (Account, Office)
        for relation in person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel | models.ManyToManyRel)
    }

    assert referring == (copied | set(BESIDE)) & referring
    assert set(BESIDE) <= referring and not set(BESIDE) & copied
    assert all(reason.strip() for reason in BESIDE.values())
    assert len(referring) >= 80


def test_every_text_says_whether_people_may_be_named_in_it_and_what_becomes_of_it() -> None:
    of_kinds = [
        (one.model._meta.label, f"{one.evidence} {one.name_nobody} {one.reduced}")
        for one in kernel.texts()
    ]
    declared = [
        f"{label}.{field}"
        for label, fields in [
            *of_kinds,
            *OF_NO_KIND.items(),
        ]
        for field in fields.split()
    ]
    texts = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("cochair.")
        for field in model._meta.fields
        if isinstance(field, models.TextField | models.JSONField)
        or (isinstance(field, models.CharField) and (field.max_length or 0) >= 100)
    }

    assert sorted(declared) == sorted(texts)
    assert {one.rule for one in kernel.texts() if one.rule} <= {one.kind for one in RULES}
    assert len(texts) >= 240


def test_what_an_office_did_for_a_meeting_and_a_paper_is_in_the_copy(small_forum: Forum) -> None:
    """Rows that name the office alone, of several apps, and of them no one else's."""
    original = signatures.sealed(small_forum)
    ours, theirs = (signatures.hats(small_forum)[party] for party in ("LEAGUE", "CONCERT"))
    secretariat = signing.secretariat(small_forum)

    def copy(hat: ActingOffice) -> dict[str, list[Mapping[str, object]]]:
        tables = subject_access.of_account(Account.objects.get(pk=hat.account))
        return {one.code: list(one.rows) for one in tables}

    mine, other, writer = copy(ours), copy(theirs), copy(secretariat)
    paper = original.expression.revision.document.slug
    assert [row["subject"] for row in mine["certificates"]] == [
        signatures.keys("LEAGUE").holder.certificate.subject.rfc4514_string()
    ]
    assert len(mine["certificates_registered"]) == 2
    assert len(mine["originals"]) == 1 and not other["originals"]
    assert len(mine["signatures"]) == len(other["signatures"]) == 1
    assert [row["document__slug"] for row in writer["revisions"]] == [paper]
    assert [row["revision__document__slug"] for row in writer["languages"]] == [paper]
    assert not mine["revisions"]


def test_what_somebody_said_of_a_record_and_of_a_report_is_in_the_copy(
    small_forum: Forum,
) -> None:
    record = minuted.commented(
        minuted.asked(minuted.issued(minuted.common(minuted.closed(small_forum))))
    )
    comment = record.comments.get()

    found = subject_access.of_account(Account.objects.get(pk=comment.by.account_id))

    (row,) = next(one.rows for one in found if one.code == "record_comments")
    assert row["words"] == minuted.SAID
    assert row["record__meeting__slug"] == record.meeting.slug


def test_every_column_of_an_export_has_words() -> None:
    columns = {column for one in subject_access.sources() for column in one.columns}

    assert columns | set(subject_access.PERSON) | set(subject_access.CONTACT) | set(
        subject_access.LETTER
    ) == set(COLUMNS)


def test_a_person_takes_away_every_row_about_them_and_nobody_elses(meeting: Meeting) -> None:
    forum = meeting.forum
    account = delegations.contact(forum, "XN")
    Account.objects.filter(pk=account.pk).update(name="Ada Berg", zone="Europe/Oslo")
    Participant.objects.filter(name="Ada Berg").update(email=account.email.upper())
    paper = papers.circulated(forum)
    edition = papers.last(paper).expressions.get()
    hat = people.hat(forum, account)
    circulating.opened(edition, by=hat, at=NOW)
    circulating.comment(
        edition, paragraph="", text=f"Mine {HOSTILE}", own_party=False, by=hat, at=NOW
    )
    mail.queue([letter(forum, to_account(account))], NOW)
    with clock.at(NOW):
        answer = people.signed_in(Account.objects.get(pk=account.pk)).get("/es/personal/copy.zip")
        files = packs.opened(b"".join(answer.streaming_content))

    tables = json.loads(files["held.json"])["tables"]
    assert tables["account"][0]["email"] == account.email
    assert [row["role"] for row in tables["offices"]] == ["delegation_head"]
    assert [row["badge"] for row in tables["participations"]] == [1]
    assert tables["opened"][0]["expression__revision__document__slug"] == paper.slug
    assert tables["comments"][0]["text"] == f"Mine {HOSTILE}"
    assert len(tables["letters"]) == Message.objects.filter(account=account).count() == 1
    assert {row["seq"] for row in tables["entries"]} == set(
        Entry.objects.filter(account=account.pk).values_list("seq", flat=True)
    )
    assert "Eva Ponce" not in packs.text(files) and "Ole Hav" not in packs.text(files)
    page = packs.pages(files)["index.html"]
    assert "Norlandia" in page.words
    assert '<html lang="es">' in files["index.html"].decode()
    assert f"Mine {HOSTILE}" in page.words and "script" not in page.tags
    assert packs.broken_links(files) == []


def test_a_copy_is_written_in_words_and_codes_stay_for_machines(meeting: Meeting) -> None:
    forum = meeting.forum
    account = delegations.contact(forum, "XN")
    Account.objects.filter(pk=account.pk).update(language="pt")
    paper = papers.circulated(forum)
    symbol = papers.queries.name_of(paper)
    hat = people.hat(forum, account)
    circulating.opened(papers.last(paper).expressions.get(), by=hat, at=NOW)
    circulating.comment(
        papers.last(paper).expressions.get(),
        paragraph="",
        text="en",
        own_party=False,
        by=hat,
        at=NOW,
    )
    mail.queue([letter(forum, to_account(account))], NOW)
    Message.objects.filter(account=account).update(state=State.SENT)
    with clock.at(NOW):
        client = people.signed_in(Account.objects.get(pk=account.pk))
        files = packs.opened(b"".join(client.get("/en/personal/copy.zip").streaming_content))

    page = packs.pages(files)["index.html"].words
    assert symbol in page and paper.slug not in page
    assert "Portuguese" in page and "Sent" in page
    assert str(forum.short_title["en"]) in page and forum.slug not in page
    assert "delegation_head" not in page and "document.comment" not in page
    told = files["held.json"].decode()
    assert paper.slug in told and '"sent"' in told and forum.slug in told
    # What a person wrote stays as it was written.
    assert re.search(r"Text\s*en", page)


def test_every_code_of_an_export_has_words() -> None:
    abouts = {
        found
        for text in tree.python().values()
        for found in re.findall(r'\babout=\(\s*"([a-z_]+)"', text)
    }

    assert abouts <= set(ABOUT)
    assert set(verbs.known()) <= set(code_labels.WORDS)


def test_secrets_are_in_no_export(meeting: Meeting) -> None:
    account = delegations.contact(meeting.forum, "XN")
    account.password = "scrypt$of-nobody"
    account.save()
    columns = {column for one in subject_access.sources() for column in one.columns}

    assert not columns & {"password", "data", "way_in", "message_id", "octets", "calendar"}
    said = str(subject_access.of_account(account))
    assert account.password not in said


def test_a_secretariat_gives_a_copy_to_a_person_of_its_party_and_it_is_noted_without_name(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    mail.queue([letter(forum, Recipient(None, "ada@xn.example", "en", "UTC", "Ada Berg"))], NOW)
    ada = person(meeting, "Ada Berg")
    with clock.at(NOW):
        client = people.signed_in(delegations.office(forum))
        answer = client.post(f"{PERSONAL}/meetings/{meeting.slug}/{ada.badge}/copy/")
        files = packs.opened(b"".join(answer.streaming_content))

    tables = json.loads(files["held.json"])["tables"]
    assert tables["participation"][0]["name"] == "Ada Berg"
    assert [row["subject"] for row in tables["letters"]] == ["To Ada Berg"]
    assert told(forum, requests.TAKEN) == [{"kind": "participants", "badge": ada.badge}]


def test_a_copy_holds_no_letter_that_the_other_party_wrote_in_its_own_space(
    meeting: Meeting,
) -> None:
    to = Recipient(None, "ada@xn.example", "en", "UTC", "Ada Berg")
    mail.queue([letter(meeting.forum, to, space="party:CONCERT")], NOW)
    office = people.hat(meeting.forum, delegations.office(meeting.forum))

    tables = subject_access.of_participant(person(meeting, "Ada Berg"), office)

    assert [len(one.rows) for one in tables] == [1, 0]


def test_a_secretariat_answers_for_its_own_party_alone(meeting: Meeting) -> None:
    forum = meeting.forum
    eva = person(meeting, "Eva Ponce")
    theirs = ContactPoint.objects.create(
        forum=forum,
        member=eva.delegation.member,
        email="desk@xp.example",
        at=NOW,
    )
    with clock.at(NOW):
        client = people.signed_in(delegations.office(forum))
        addresses = [
            f"{PERSONAL}/meetings/{meeting.slug}/{eva.badge}/",
            f"{PERSONAL}/contacts/{theirs.pk}/",
        ]
        for address in addresses:
            assert client.get(address).status_code == 403
            assert client.post(f"{address}copy/").status_code == 403
            assert client.post(f"{address}erasure/").status_code == 403
        listed = client.get(f"{PERSONAL}/meetings/{meeting.slug}/").content.decode()
        reached = client.get(f"{PERSONAL}/contacts/").content.decode()

    assert "Ada Berg" in listed and "Ole Hav" in listed and "Eva Ponce" not in listed
    assert "desk@xp.example" not in reached
    eva.refresh_from_db()
    assert eva.email and not told(forum, requests.TAKEN)


def test_an_address_goes_at_once_and_a_name_that_is_evidence_stays_with_its_ground(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    mail.queue([letter(forum, Recipient(None, "ada@xn.example", "en", "UTC", "Ada Berg"))], NOW)
    Message.objects.update(state=State.SENT)
    ada = person(meeting, "Ada Berg")
    by = people.hat(forum, delegations.office(forum))

    with pytest.raises(Refused):
        requests.erase_participant(ada, understood=False, by=by, at=NOW)
    requests.erase_participant(ada, understood=True, by=by, at=NOW)

    ada.refresh_from_db()
    assert (ada.name, ada.email, ada.function) == ("Ada Berg", "", {"en": "Officer Ada Berg"})
    assert Message.objects.get().email == ""
    assert told(forum, "personal.erased") == [{"kind": "participants", "badge": ada.badge}]
    with pytest.raises(Refused, match="evidence"):
        requests.erase_participant(ada, understood=True, by=by, at=NOW)
    with clock.at(NOW):
        page = people.signed_in(delegations.office(forum)).get(
            f"{PERSONAL}/meetings/{meeting.slug}/{ada.badge}/"
        )
    assert "evidence of who represented whom" in page.content.decode()


def test_letters_to_the_other_party_are_not_reached_by_naming_their_address(
    meeting: Meeting,
) -> None:
    forum, by = meeting.forum, people.hat(meeting.forum, delegations.office(meeting.forum))
    theirs = Account.objects.get(pk=signing.concert(forum).account)
    desk = Recipient(None, theirs.email, "en", "UTC", party="CONCERT")
    mail.queue(
        [
            letter(forum, to_account(theirs), space="party:CONCERT"),
            letter(forum, desk),
            letter(forum, Recipient(None, theirs.email, "es", "UTC"), space="party:CONCERT"),
        ],
        NOW,
    )
    Message.objects.update(state=State.SENT)
    Participant.objects.filter(name="Ada Berg").update(email=theirs.email)
    ada = person(meeting, "Ada Berg")
    contact = ContactPoint.objects.create(
        forum=forum, member=ada.delegation.member, email=theirs.email, at=NOW
    )
    before = list(Message.objects.order_by("pk").values_list("email", "subject", "body"))

    tables = (*subject_access.of_participant(ada, by), *subject_access.of_contact(contact, by))
    requests.erase_participant(ada, understood=True, by=by, at=NOW)
    actions.reduce_contact(contact, at=NOW, by=by)

    assert [len(one.rows) for one in tables] == [1, 0, 1, 0]
    assert list(Message.objects.order_by("pk").values_list("email", "subject", "body")) == before


def test_kept_mail_is_found_by_a_whole_address(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    for to in (f"x{account.email}", f"{account.email}.example", f"a@b.example, {account.email}"):
        Caught.objects.create(at=NOW, to=to, subject=to, octets=b"")

    (kept,) = [one for one in subject_access.of_account(account) if one.code == "kept_mail"]

    assert [row["to"] for row in kept.rows] == [f"a@b.example, {account.email}"]


def test_whoever_was_taken_out_and_never_came_goes_wholly(meeting: Meeting) -> None:
    ole = person(meeting, "Ole Hav")
    by = people.hat(meeting.forum, delegations.office(meeting.forum))
    row = delegations.of(meeting, delegations.GUARD)
    writer = delegations.writer(meeting, delegations.GUARD)
    nominations.remove(ole, seen=row.version, by=writer, at=NOW)
    ole.refresh_from_db()

    requests.erase_participant(ole, understood=True, by=by, at=NOW)

    ole.refresh_from_db()
    assert (ole.title, ole.name, ole.email, ole.function) == ("", "", "", {})
    assert ole.badge == 3


def test_whoever_came_keeps_the_name_also_when_taken_out(meeting: Meeting) -> None:
    ada = person(meeting, "Ada Berg")
    Participant.objects.filter(pk=ada.pk).update(checked_in_at=OPENS, removed_at=OPENS)
    ada.refresh_from_db()

    assert not requests.may_go_whole(ada)


def test_a_contact_point_is_erased_on_request_with_what_was_written_to_it(
    small_forum: Forum,
) -> None:
    by = signing.secretariat(small_forum)
    words = contacts.Entry("XN", "Lars Vik", "lars@xn.example", "", "")
    row = contacts.add(small_forum, words, languages=("en",), by=by, at=NOW)
    mail.queue([letter(small_forum, Recipient(None, "lars@xn.example", "en", "UTC"))], NOW)
    Message.objects.update(state=State.SENT)
    with clock.at(NOW):
        client = people.signed_in(Account.objects.get(pk=by.account))
        assert "lars@xn.example" in client.get(f"{PERSONAL}/contacts/{row.pk}/").content.decode()
        careless = client.post(f"{PERSONAL}/contacts/{row.pk}/erasure/")
        assert (
            careless.status_code == 422 and str(requests.NOT_CONFIRMED) in careless.content.decode()
        )
        for _twice in range(2):
            address = f"{PERSONAL}/contacts/{row.pk}/erasure/"
            sent = client.post(address, {"understood": "on"})
            assert sent.status_code == 302

    row.refresh_from_db()
    assert (row.name, row.email, row.ended_at) == ("", "", NOW)
    assert Message.objects.get().email == ""
    assert told(small_forum, "personal.erased") == [{"kind": "contacts", "number": 1}]


def test_a_person_corrects_the_name_and_a_sign_that_steers_is_refused(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    client = people.signed_in(account)

    assert client.post("/en/personal/", {"name": "  Ada   Berg "}).status_code == 302
    account.refresh_from_db()
    assert account.name == "Ada Berg"
    refused = client.post("/en/personal/", {"name": "Ada \u202eBerg"})
    assert refused.status_code == 422
    account.refresh_from_db()
    assert account.name == "Ada Berg"


def test_whoever_holds_an_office_is_told_why_the_account_stays(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    with clock.at(NOW):
        client = people.signed_in(account)
        page = client.get("/en/personal/").content.decode()
        answer = client.post("/en/personal/erasure/", {"understood": "on"})

    assert "Office holders are known by name while the office lasts: both Parties must know" in page
    assert "Erase my account" not in page
    assert answer.status_code == 422
    account.refresh_from_db()
    assert account.erased_at is None


def test_an_account_without_office_is_erased_when_its_holder_says_so_and_twice_is_once(
    small_forum: Forum,
) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", email="a@xn.example")
    Account.objects.filter(pk=account.pk).update(name="Ada Berg")
    parties.end_office(Office.objects.get(account=account), by=signing.league(small_forum), at=NOW)
    later = NOW + timedelta(hours=1)
    with clock.at(later):
        client = people.signed_in(account)
        assert "Erase my account" in client.get("/en/personal/").content.decode()
        assert client.post("/en/personal/erasure/").status_code == 422
        assert client.post("/en/personal/erasure/", {"understood": "on"}).status_code == 302
        assert client.get("/en/personal/").status_code == 302

    account.refresh_from_db()
    assert (account.name, account.erased_at) == ("", later)
    assert "a@xn.example" not in str(subject_access.of_account(account))
    requests.erase_own(account, understood=True, at=later)
    (entry,) = Entry.objects.filter(verb="personal.erased")
    assert (entry.account, entry.space) == (account.pk, "party:LEAGUE")


def test_the_rules_are_open_to_all_and_what_goes_next_to_whoever_keeps_it(
    meeting: Meeting,
) -> None:
    with clock.at(NOW):
        anybody = people.signed_in(people.person(meeting.forum, Role.AUDITOR))
        office = people.signed_in(delegations.office(meeting.forum))
        public = anybody.get(f"{PERSONAL}/").content.decode()
        keeper = office.get(f"{PERSONAL}/").content.decode()

    assert (
        "2 years after the end of the cycle" in public and "Data to be reduced next" not in public
    )
    assert "Data to be reduced next" in keeper
    assert f"{PERSONAL}/meetings/{meeting.slug}/" in keeper
    assert "1 Jan 2034" in keeper


def test_what_the_other_party_keeps_for_itself_is_not_counted_among_what_goes_next(
    small_forum: Forum,
) -> None:
    to = Recipient(None, "eva@xp.example", "en", "UTC", "Eva")
    mail.queue([letter(small_forum, to, space="party:CONCERT")], NOW)
    Message.objects.update(state=State.SENT)
    with clock.at(NOW):
        ours = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "LEAGUE"))
        theirs = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
        assert "No data to reduce" in ours.get(f"{PERSONAL}/").content.decode()
        assert "Messages" in theirs.get(f"{PERSONAL}/").content.decode()


def test_an_export_is_the_same_for_the_same_instant(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    at = datetime.fromisoformat("2031-02-03T09:00+00:00")

    first = dict(
        export.files(subject_access.of_account(account), names={}, at=at, zone="UTC", language="en")
    )
    again = dict(
        export.files(subject_access.of_account(account), names={}, at=at, zone="UTC", language="en")
    )

    assert first == again
