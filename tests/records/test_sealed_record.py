"""A record that both signed is sealed in the files themselves, and no address of the house changes it,
nor the statement that both signed (CB-41, INV-8)."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

import decided
import minuted
import people
import signatures
import signing
from cochair.features.accounts.models import Account
from cochair.features.compliance import actions as compliance
from cochair.features.compliance.models import Statement
from cochair.features.cycles.models import Cycle
from cochair.features.documents.models import Expression, Original, Revision, Signature
from cochair.features.files import storage
from cochair.features.meeting_records import approval as approving
from cochair.features.meeting_records import issue, queries
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.features.records.models import (
    MeetingRecord,
    RecordComment,
    RecordDraft,
    RecordParagraph,
)
from cochair.features.signatures.actions import drop
from cochair.procedure import record as core
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from matrix import Route, table
from minuted import LATER

HATS, ROUTES = table()
POSTS = [route for route in ROUTES if "POST" in route.answers and route.is_ours]
# What can only be done with a power that an office has: the others are for the long runs.
REFUSED = {403, 404, 405}


def sealed(meeting: Meeting) -> MeetingRecord:
    """The record of a meeting in English, approved and signed by both; Spanish and Portuguese follow."""
    record = minuted.asked(minuted.issued(minuted.common(meeting)))
    words = queries.paragraph(record.draft, "title").words
    minuted.said(record, "title", {"en": words["en"]}, LATER)
    record = minuted.issued(record, LATER)
    act = minuted.proposed(record, reason="The other languages follow within ten days.")
    signing.both_sign(meeting.forum, act, LATER)
    signatures.registered(meeting.forum, LATER)
    (original,) = approving.prepare(
        minuted.fresh(record), by=minuted.ours(meeting.forum, LATER), at=LATER
    )
    assert state(record) is core.State.APPROVED
    signatures.signs(original, "LEAGUE", LATER)
    assert state(record) is core.State.APPROVED
    signatures.signs(original, "CONCERT", LATER)
    return minuted.fresh(record)


def test_a_record_that_both_approved_is_signed_and_sealed_after_its_cycle_was_closed(
    over: Meeting,
) -> None:
    """F8: sealing is asked for by no procedures, so it neither holds the closing up nor ends with it."""
    forum = over.forum
    record = minuted.approved(minuted.asked(minuted.issued(minuted.common(over))))
    by = minuted.ours(forum, LATER)
    Cycle.objects.filter(pk=over.cycle_id).update(closed_at=LATER)
    Meeting.objects.filter(pk=over.pk).update(shut_at=LATER)
    signatures.registered(forum, LATER)

    first, *others = approving.prepare(minuted.fresh(record), by=by, at=LATER)
    drop(first, reason="The margin was wrong.", by=by, at=LATER)
    for original in (*approving.prepare(minuted.fresh(record), by=by, at=LATER),):
        for party in ("LEAGUE", "CONCERT"):
            signatures.signs(original, party, LATER)

    assert others and state(record) is core.State.SEALED
    with pytest.raises(Refused, match="stays as it is"):
        approving.prepare(minuted.fresh(record), by=by, at=LATER)


def state(record: MeetingRecord) -> core.State:
    """Where it stands."""
    return core.state(queries.course(minuted.fresh(record), LATER), LATER)


def _pyhanko(folder: Path, octets: bytes) -> list[str]:
    roots = [
        x509.Certificate.load(
            signatures.keys(party).authority.certificate.public_bytes(Encoding.DER)
        )
        for party in ("LEAGUE", "CONCERT")
    ]
    context = ValidationContext(trust_roots=roots, moment=LATER, allow_fetching=False)
    try:
        found = PdfFileReader(io.BytesIO(octets)).embedded_signatures
        return [
            one.field_name.removeprefix("Signature-")
            for one in found
            if validate_pdf_signature(one, context).bottom_line
        ]
    except (PdfError, SignatureValidationError):
        return []


def _pdfsig(folder: Path, octets: bytes) -> list[str]:
    file = folder / "record.pdf"
    file.write_bytes(octets)
    command = ["pdfsig", "-nssdir", str(folder), str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"Field Name: Signature-(\w+).*?Signature Validation: ([^\n]*)", told, re.S)
    return [party for party, said in found if said == "Signature is Valid."]


def test_both_sign_the_record_in_its_file_and_two_readers_find_a_flipped_bit(
    over: Meeting, tmp_path: Path
) -> None:
    record = sealed(over)

    assert state(record) is core.State.SEALED
    original = Original.objects.get(expression__revision=record.approved, dropped_at=None)
    whole = signatures.octets(original)
    flipped = bytearray(whole)
    flipped[whole.index(b"stream") + 40] ^= 1
    for tool in (_pyhanko, *((_pdfsig,) if shutil.which("pdfsig") else ())):
        assert sorted(tool(tmp_path, whole)) == ["CONCERT", "LEAGUE"]
        assert tool(tmp_path, bytes(flipped)) == []


def test_a_language_that_follows_leaves_the_sealed_file_as_it_is(over: Meeting) -> None:
    record = sealed(over)
    before = digests(record)
    words = queries.paragraph(record.draft, "title").words
    minuted.said(record, "title", {**words, "es": "Acta"}, LATER)

    issue.add_language(minuted.fresh(record), "es", by=minuted.ours(over.forum, LATER), at=LATER)

    after = digests(record)
    assert {name: rows for name, rows in after.items() if name.startswith("file")} == {
        name: rows for name, rows in before.items() if name.startswith("file")
    }
    assert state(record) is core.State.SEALED


def digests(record: MeetingRecord) -> Mapping[str, str]:
    """The digest of every row and file of what is sealed or signed."""
    document = record.document
    assert document is not None
    kept: dict[str, QuerySet] = {
        "record": MeetingRecord.objects.filter(pk=record.pk),
        "draft": RecordDraft.objects.filter(pk=record.draft_id),
        "paragraphs": RecordParagraph.objects.filter(draft=record.draft_id),
        "comments": RecordComment.objects.filter(record=record),
        "revisions": Revision.objects.filter(document=document),
        "words": Expression.objects.filter(revision__document=document),
        "originals": Original.objects.filter(expression__revision__document=document),
        "signatures": Signature.objects.filter(original__expression__revision__document=document),
        "statements": Statement.objects.filter(cycle__forum=document.forum),
    }
    found = {
        name: sha256(repr(list(rows.order_by("pk").values())).encode()).hexdigest()
        for name, rows in kept.items()
    }
    for one in Original.objects.filter(expression__revision__document=document):
        found[f"file {one.pk}"] = sha256(signatures.octets(one)).hexdigest()
        found[f"unsigned {one.pk}"] = sha256(storage.read(one.file.digest)).hexdigest()
    return found


class Places(dict[str, str]):
    """What addresses need; a place that nothing of the record fills is the first of its kind."""

    def __missing__(self, key: str) -> str:
        return "1"


@pytest.fixture
def everybody(over: Meeting, now: None) -> Mapping[str, Client]:
    """Somebody signed in for every hat."""
    forum = over.forum
    agency = parties.roster(forum).organisations[0].code
    known = {
        "co_presidency": signing.league(forum, LATER).account,
        "other_presidency": signing.concert(forum, LATER).account,
        "secretariat": minuted.ours(forum, LATER).account,
        "delegation": decided.head(forum).account,
    }
    made = {
        "out_of_term": people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XB"),
        "incoming": people.person(forum, Role.INCOMING, "LEAGUE", "XN"),
        "institution": people.person(forum, Role.INSTITUTION, organisation=agency),
        "observer": people.person(forum, Role.OBSERVER, organisation=agency),
        "auditor": people.person(forum, Role.AUDITOR),
        "administrator": people.person(forum, Role.ADMINISTRATOR),
    }
    accounts = {name: Account.objects.get(pk=pk) for name, pk in known.items()} | made
    return {"anonymous": Client()} | {
        name: people.signed_in(account) for name, account in accounts.items()
    }


@pytest.fixture
def now() -> Iterator[None]:
    """The day on which both signed."""
    with clock.at(LATER):
        yield


def whoever_may(route: Route) -> list[str]:
    """The hats that the table does not turn away at once; at a record, where it knows none, all."""
    if route.name.startswith("records:record"):
        return list(HATS)
    return [hat for hat in HATS if route.answers["POST"][hat] not in REFUSED]


def every_hat(route: Route) -> list[str]:
    """All of them, for the long runs."""
    return list(HATS)


@pytest.mark.parametrize(
    "hats", [whoever_may, pytest.param(every_hat, marks=pytest.mark.soak)], ids=["may", "all"]
)
def test_no_address_changes_a_sealed_record_or_a_signed_statement(
    over: Meeting, everybody: Mapping[str, Client], hats: Callable[[Route], list[str]]
) -> None:
    record = sealed(over)
    first = Cycle.objects.select_related("forum").get(forum=over.forum, number=1)
    act = compliance.propose_statement(
        over.forum, cycle=first, by=signing.league(over.forum, LATER), at=LATER
    )
    signing.both_sign(over.forum, act, LATER)
    approval = record.approval
    document = record.document
    assert approval is not None and document is not None
    places = Places(
        {
            **dict.fromkeys(("planned", "sitting"), over.slug),
            **dict.fromkeys(("paper", "final", "text", "silence"), document.slug),
            "paper_seen": str(document.version),
            "act": str(approval.number),
            "digest": approval.digest,
        }
    )
    before = digests(record)
    answers: dict[int, str] = {}

    for route in POSTS:
        typed = {
            name: value.format_map(places) if isinstance(value, str) else value
            for name, value in route.sends.items()
        }
        how = {"content_type": "application/json"} if route.in_json else {}
        # What one address does has not happened for the next.
        with transaction.atomic():
            for hat in hats(route):
                client = Client()
                client.cookies = deepcopy(everybody[hat].cookies)
                cache.clear()
                answer = client.post(route.path.format_map(places), typed, **how)
                answers[answer.status_code] = route.name
            now_is = digests(record)
            transaction.set_rollback(True)
        assert {name: now_is.get(name) for name in before} == before, route.name
    assert {302, 403, 404, 422} <= set(answers) and 500 not in answers, answers
