"""The pages of signatures and certificates, from file to seal, as a browser sends them."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.test import Client

import people
import signatures
import signing as both
from cochair.features.accounts.models import Account
from cochair.features.documents.models import Certificate, Original, Signature
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from world import NOW

PAGE = "/en/league-concert/documents/{slug}/init/en/signature/"
CERTIFICATES = "/en/league-concert/certificates/"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock stands still."""
    with clock.at(NOW):
        yield


def client(forum: Forum, party: str) -> Client:
    """The browser of a presidency."""
    hat = signatures.hats(forum)[party]
    return people.signed_in(Account.objects.get(pk=hat.account))


def test_from_certificate_to_seal_in_the_browser(small_forum: Forum) -> None:
    paper = signatures.final(small_forum)
    page = PAGE.format(slug=paper.slug)
    for party in ("LEAGUE", "CONCERT"):
        own, browser = signatures.keys(party), client(small_forum, party)
        for kind, octets in (("anchor", own.authority.pem), ("holder", own.holder.pem)):
            sent = {"kind": kind, "file": Upload("a.pem", octets)}
            assert browser.post(CERTIFICATES, sent).status_code == 302

    assert client(small_forum, "LEAGUE").post(f"{page}preparation/").status_code == 302
    for party in ("LEAGUE", "CONCERT"):
        browser = client(small_forum, party)
        given = b"".join(browser.get(f"{page}file/"))
        signed = signatures.by_key(given, party)
        answer = browser.post(f"{page}signed/", {"file": Upload("a.pdf", signed)})
        assert answer.status_code == 302, answer.content.decode()

    said = client(small_forum, "LEAGUE").get(page).content.decode()
    assert said.count("has signed; valid") == 2
    assert "Upload the signed file" not in said and "Withdraw" not in said
    assert signatures.keys("LEAGUE").holder.certificate.subject.rfc4514_string() in said
    assert Original.objects.get().sealed_at == NOW


def test_a_refused_file_is_a_page_that_says_why_and_certificates_are_each_partys_own(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    page = PAGE.format(slug=original.expression.revision.document.slug)
    browser = client(small_forum, "LEAGUE")
    wrong = signatures.by_key(
        signatures.octets(original), "LEAGUE", signatures.keys("CONCERT").holder
    )

    answer = browser.post(f"{page}signed/", {"file": Upload("a.pdf", wrong)})
    other = Certificate.objects.filter(party__code="CONCERT").first()
    assert other is not None
    ended = browser.post(f"{CERTIFICATES}{other.pk}/end/")

    assert answer.status_code == 422 and b"certificate of the other Party" in answer.content
    assert ended.status_code == 422 and not Signature.objects.exists()
    given = browser.get(f"{CERTIFICATES}{other.pk}.pem").content
    assert given.startswith(b"-----BEGIN CERTIFICATE-----") and b"PRIVATE" not in given


def test_a_file_with_a_key_no_certificate_and_one_that_does_not_fit_are_refused(
    small_forum: Forum,
) -> None:
    own, browser = signatures.keys("LEAGUE"), client(small_forum, "LEAGUE")
    key = own.holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    sent = (
        ("holder", own.holder.pem + key, "private key"),
        (
            "holder",
            b"hello",
            "This is not a certificate. Upload a PEM or DER file (.pem, .crt, .cer).",
        ),
        (
            "holder",
            own.holder.pem,
            "This certificate was not issued by an authority that your Party registered. Register the issuing authority first.",
        ),
        (
            "holder",
            own.authority.pem,
            "This certificate is not intended for signing documents: it does not allow “non-repudiation” (content commitment), or it belongs to an authority.",
        ),
        (
            "anchor",
            own.holder.pem,
            "This is not the certificate of an authority: it cannot issue other certificates.",
        ),
        ("stamp", own.holder.pem, "This is not a time-stamping authority."),
    )

    for kind, octets, why in sent:
        answer = browser.post(CERTIFICATES, {"kind": kind, "file": Upload("a.pem", octets)})
        assert answer.status_code == 422 and why in answer.content.decode(), why

    assert not Certificate.objects.exists()


def test_what_the_test_authority_made_counts_in_a_demo_alone(
    small_forum: Forum, settings: object, tmp_path: object
) -> None:
    from cochair.features.signatures import demo_certificates
    from cochair.procedure.refusal import Refused

    league = both.league(small_forum)
    Account.objects.filter(pk=league.account).update(is_demo=True)

    assert demo_certificates.issue(small_forum, tmp_path, at=NOW) == []  # type: ignore[arg-type]
    settings.DEMO = True  # type: ignore[attr-defined]
    (file,) = demo_certificates.issue(small_forum, tmp_path, at=NOW)  # type: ignore[arg-type]
    again = demo_certificates.issue(small_forum, tmp_path, at=NOW)  # type: ignore[arg-type]
    original = signatures.ready(small_forum)
    from cochair.features.signatures import local

    signed = local.signed(signatures.octets(original), file.read_bytes(), b"test", field="LEAGUE")
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="test authority"):
        signatures.brought(original, "LEAGUE", signed)
    settings.DEMO = True  # type: ignore[attr-defined]

    made = signatures.brought(original, "LEAGUE", signed)

    assert again == [] and made.certificate.is_test and "TEST" in made.certificate.subject
    assert file.stat().st_mode & 0o077 == 0
