"""Files that are not what was given out with one good signature: each refused, and why is said."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import ArrayObject, NameObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

import people
import signatures
import signing as both
from cochair.features.documents.models import Original, Signature, StoredFile
from cochair.features.parties.models import Forum, Office
from cochair.features.signatures import actions, authority, registration
from cochair.features.signatures.certificates import HOLDER
from cochair.features.signatures.problems import field_of
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from signatures import YEAR, by_key, keys
from world import NOW


def refused(original: Original, party: str, file: bytes) -> str:
    """Why a file is not taken; nothing of it is kept and nothing is said of it."""
    before = (Signature.objects.count(), StoredFile.objects.count(), Entry.objects.count())
    with pytest.raises(Refused) as found:
        signatures.brought(original, party, file)
    after = (Signature.objects.count(), StoredFile.objects.count(), Entry.objects.count())
    assert before == after
    return " ".join(str(one) for one in found.value.refusals)


@pytest.fixture(scope="module")
def original_kept(small_forum_kept: Forum, django_db_blocker: object) -> Original:
    """A paper that is before both, whose certificates are registered; made once."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        signatures.registered(small_forum_kept)
        return signatures.ready(small_forum_kept)


@pytest.fixture
def original(original_kept: Original, db: None) -> Original:
    """The paper as it was when nobody had signed it."""
    return Original.objects.get(pk=original_kept.pk)


def other_words(file: bytes) -> bytes:
    """An update that puts other words on the first page, as a shadow of it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = page["/Contents"]
    found = stream if hasattr(stream, "data") else stream[0].get_object()
    found._data = found.data + b"\nBT ET\n"
    found._encoded_data = None
    writer.update_container(found)
    return written(writer)


def other_root(file: bytes) -> bytes:
    """An update that opens the file on something else."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    writer.root["/PageMode"] = NameObject("/UseOutlines")
    writer.update_root()
    return written(writer)


def note_on_the_page(file: bytes) -> bytes:
    """An update that lays a note over the words."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Annots"] = writer.add_object(ArrayObject())
    page["/Contents2"] = pdf_string("another page")
    writer.update_container(page)
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def rewritten(file: bytes) -> bytes:
    """The same pages, saved anew as a whole."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        pdf.save(made)
    return made.getvalue()


def certifying(file: bytes, party: str) -> bytes:
    """A signature that certifies the file and locks it."""
    return _made(file, party, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)


def old_kind(file: bytes, party: str) -> bytes:
    """A signature of the older kind, no PAdES."""
    return _made(file, party, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)


def weak(file: bytes, party: str) -> bytes:
    """A signature by a digest that was broken."""
    return _made(file, party, md_algorithm="sha1")


def _made(file: bytes, party: str, **more: object) -> bytes:
    said = {"md_algorithm": "sha256", "subfilter": SigSeedSubFilter.PADES, **more}
    signer = SimpleSigner.load_pkcs12_data(
        keys(party).holder.p12(), other_certs=[], passphrase=authority.PASSPHRASE
    )
    metadata = PdfSignatureMetadata(field_name=field_of(party), **said)  # type: ignore[arg-type]
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    return PdfSigner(metadata, signer).sign_pdf(writer).getvalue()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda given: by_key(rewritten(given), "LEAGUE"), "not the file"),
        (lambda given: b"%PDF-1.7\n" + given, "not the file"),
        (
            lambda given: by_key(other_words(given), "LEAGUE"),
            "The file contains changes other than a signature. Sign the file from this page as it is.",
        ),
        (
            lambda given: by_key(other_root(given), "LEAGUE"),
            "The file contains changes other than a signature. Sign the file from this page as it is.",
        ),
        (
            lambda given: by_key(note_on_the_page(given), "LEAGUE"),
            "The file contains changes other than a signature. Sign the file from this page as it is.",
        ),
        (lambda given: other_words(by_key(given, "LEAGUE")), "after the signature"),
        (lambda given: note_on_the_page(by_key(given, "LEAGUE")), "after the signature"),
        (
            lambda given: by_key(given, "LEAGUE") + b"\n% more\n%%EOF\n",
            "after the signature|cannot be read",
        ),
        (lambda given: given, "no new signature"),
        (lambda given: other_root(given), "added|no new signature"),
        (lambda given: by_key(given, "LEAGUE", field=field_of("CONCERT")), "its own field"),
        (lambda given: by_key(by_key(given, "LEAGUE"), "CONCERT"), "more than one"),
        (lambda given: by_key(given, "LEAGUE", keys("CONCERT").holder), "other Party"),
        (lambda given: certifying(given, "LEAGUE"), "certifying"),
        (lambda given: old_kind(given, "LEAGUE"), "not a PAdES"),
        (lambda given: weak(given, "LEAGUE"), "too weak"),
        (lambda given: b"%PDF-1.7\n%%EOF\n", "not the file"),
        (lambda given: b"", "not the file"),
    ],
)
def test_a_file_that_is_anything_else_is_refused_and_says_why(
    original: Original, change: Callable[[bytes], bytes], why: str
) -> None:
    given = signatures.octets(original)

    said = refused(original, "LEAGUE", change(given))

    assert re.search(why, said), said


def test_every_kind_of_octet_flipped_in_a_signature_is_found(original: Original) -> None:
    given = signatures.octets(original)
    signed = by_key(given, "LEAGUE")

    for place in (
        len(given) + 60,
        signed.rindex(b"/ByteRange") + 14,
        signed.rindex(b"/Contents <") + 400,
    ):
        flipped = bytearray(signed)
        flipped[place] ^= 1
        assert refused(original, "LEAGUE", bytes(flipped))


def test_whoever_signs_the_empty_file_after_the_other_is_told_to_take_the_newer_one(
    original: Original,
) -> None:
    given = signatures.octets(original)
    signatures.signs(original, "CONCERT")

    said = refused(original, "LEAGUE", by_key(given, "LEAGUE"))

    assert (
        "The other Party has signed in the meantime. Download the file with its signature and sign that file, so that one file carries both signatures."
        in said
    )
    assert signatures.signs(original, "LEAGUE").number == 2


def test_a_second_signature_that_changes_what_the_first_covers_is_refused(
    original: Original,
) -> None:
    signatures.signs(original, "CONCERT")
    given = signatures.octets(original)

    said = refused(original, "LEAGUE", by_key(other_words(given), "LEAGUE"))

    assert (
        "The file contains changes other than a signature. Sign the file from this page as it is."
        in said
    )


def test_a_key_of_nobody_and_one_that_pretends_to_be_the_presidency_are_refused(
    small_forum: Forum, original: Original
) -> None:
    given = signatures.octets(original)
    forger = authority.authority("Authority of LEAGUE", at=NOW, is_test=False)
    pretends = authority.holder(
        forger, "Presidency of LEAGUE", start=NOW - YEAR, end=NOW + YEAR, is_test=False
    )

    said = refused(original, "LEAGUE", by_key(given, "LEAGUE", pretends))

    assert "not registered" in said


def test_one_person_with_an_office_on_each_side_does_not_sign_for_both(
    small_forum: Forum, original: Original
) -> None:
    first = signatures.signs(original, "LEAGUE")
    other = signatures.hats(small_forum)["CONCERT"]
    Office.objects.filter(pk=other.office).update(account=first.by.account)
    both_hats = replace(other, account=first.by.account_id)
    file = by_key(signatures.octets(original), "CONCERT")

    with pytest.raises(
        Refused, match="One account may sign only once: you already signed in your other office"
    ):
        actions.sign(original, file, "signed.pdf", by=both_hats, at=NOW)

    original.refresh_from_db()
    assert original.sealed_at is None and Signature.objects.count() == 1


def test_an_expired_certificate_and_one_that_was_ended_are_refused_and_a_former_presidency_signs_no_more(
    small_forum: Forum, original: Original
) -> None:
    given, league = signatures.octets(original), both.league(small_forum)
    short = authority.holder(
        keys("LEAGUE").authority,
        "Short",
        start=NOW - YEAR,
        end=NOW + timedelta(days=2),
        is_test=False,
    )
    registration.register(small_forum, short.pem, kind=HOLDER, by=league, at=NOW)
    signed = by_key(given, "LEAGUE", short)
    later = NOW + timedelta(days=3)

    with pytest.raises(Refused, match="expired"):
        signatures.brought(original, "LEAGUE", signed, later)
    row = registration.register(small_forum, short.pem, kind=HOLDER, by=league, at=NOW)
    registration.end(row, by=league, at=NOW)
    assert "ended" in refused(original, "LEAGUE", signed)
    former = people.presidency(small_forum, "LEAGUE", "XB", NOW, start=NOW)
    with pytest.raises(Refused, match="Only a co-presidency may sign, and only during its term"):
        actions.sign(original, by_key(given, "LEAGUE"), "a.pdf", by=former, at=NOW)
    assert signatures.signs(original, "LEAGUE").party.code == "LEAGUE"
