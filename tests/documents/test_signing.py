"""Both presidencies sign one file, each with its own key, and nothing changes it afterwards."""

import io
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

import papers
import signatures
import signing as both
from cochair.features.documents.models import Signature, StoredFile
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties.models import Forum
from cochair.features.printing import pdf
from cochair.features.register import actions as register
from cochair.features.signatures import actions, queries
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from world import NOW


def test_both_sign_the_same_octets_one_behind_the_other_and_the_last_seals(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    given = signatures.octets(original)

    first = signatures.signs(original, "CONCERT", NOW + timedelta(minutes=1))
    second = signatures.signs(original, "LEAGUE", NOW + timedelta(minutes=2))

    original.refresh_from_db()
    whole = signatures.octets(original)
    assert given.startswith(pdf.pdf(original.expression))
    assert whole.startswith(given)
    assert whole[: first.file.size].startswith(given) and second.file.size == len(whole)
    assert original.sealed_at == second.at
    assert [one.party.code for one in queries.signatures(original)] == ["CONCERT", "LEAGUE"]
    assert both.verbs(small_forum)[-1] == "document.sealed"
    entry = Entry.objects.get(forum=small_forum.slug, verb="document.sealed")
    assert entry.facts["file"] == second.file.digest and entry.space == "shared"


def test_what_is_not_final_is_not_signed_and_what_is_made_ready_twice_is_one(
    small_forum: Forum,
) -> None:
    draft = papers.circulated(small_forum, {"en": papers.words("One.")})
    paper = signatures.final(small_forum)

    with pytest.raises(Refused, match="final"):
        signatures.ready(small_forum, draft)
    first, second = signatures.ready(small_forum, paper), signatures.ready(small_forum, paper)

    assert first.pk == second.pk


def test_a_sealed_text_changes_by_no_route_and_a_corrigendum_has_a_number_of_its_own(
    small_forum: Forum,
) -> None:
    paper = signatures.final(small_forum, "en", "es")
    original = signatures.sealed(small_forum, paper)
    by, seal = both.secretariat(small_forum), signatures.octets(original)
    other = papers.circulated(small_forum)
    seen = papers.fresh(paper).version
    draft = languages.Draft("en", papers.words("Another."), origin=Origin.ORIGINAL)
    ways = (
        lambda: register.revise(paper, source="en", summary="", seen=seen, by=by, at=NOW),
        lambda: register.withdraw(paper, reason="Wrong.", seen=seen, by=by, at=NOW),
        lambda: register.supersede(paper, successor=other, seen=seen, by=by, at=NOW),
        lambda: languages.add_edition(papers.last(paper), draft, seen=seen, by=by, at=NOW),
        lambda: actions.drop(original, reason="Wrong.", by=both.league(small_forum), at=NOW),
        lambda: signatures.brought(original, "LEAGUE", seal + b"\n"),
    )

    for way in ways:
        with pytest.raises(Refused) as refused:
            way()
        assert any("sealed" in str(one) for one in refused.value.refusals), way
    translated = papers.written(paper, "es", papers.words("Otro."))
    corrigendum = papers.entered(small_forum, of=papers.fresh(paper), suffix="COR", corrects="en")

    assert translated.language == "es" and corrigendum.of_id == paper.pk
    assert signatures.octets(original) == seal


def test_a_text_is_taken_back_with_a_reason_before_it_is_sealed_and_is_free_again(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    paper = signatures.final(small_forum)
    original = signatures.ready(small_forum, paper)
    signatures.signs(original, "LEAGUE")
    by, seen = both.concert(small_forum), papers.fresh(paper).version

    with pytest.raises(Refused, match="has been sent for signature"):
        register.revise(
            paper, source="en", summary="", seen=seen, by=both.secretariat(small_forum), at=NOW
        )
    with pytest.raises(Refused, match="Give a reason"):
        actions.drop(original, reason=" ", by=by, at=NOW)
    actions.drop(original, reason="The date is wrong.", by=by, at=NOW)

    revised = register.revise(
        papers.fresh(paper),
        source="en",
        summary="",
        seen=seen,
        by=both.secretariat(small_forum),
        at=NOW,
    )
    assert revised.number == 1
    with pytest.raises(Refused, match="withdrawn from signature"):
        signatures.signs(original, "CONCERT")
    assert Signature.objects.filter(original=original).count() == 1


def test_while_both_sign_a_text_no_side_alone_puts_another_in_its_place(
    small_forum: Forum,
) -> None:
    paper, other = signatures.final(small_forum), papers.circulated(small_forum)
    original = signatures.ready(small_forum, paper)
    told = {"seen": papers.fresh(paper).version, "by": both.secretariat(small_forum), "at": NOW}

    with pytest.raises(Refused, match="has been sent for signature"):
        register.supersede(paper, successor=other, **told)  # type: ignore[arg-type]
    actions.drop(original, reason="Another text is ready.", by=both.concert(small_forum), at=NOW)

    register.supersede(paper, successor=other, **told)  # type: ignore[arg-type]
    assert papers.fresh(paper).superseded_by == other


def test_between_the_signatures_no_corrigendum_of_one_side_changes_what_the_other_signs(
    small_forum: Forum,
) -> None:
    signatures.registered(small_forum)
    paper = signatures.final(small_forum)
    corrigendum = papers.circulated(
        small_forum, of=paper, kind="corrigendum", suffix="COR", corrects="en"
    )
    original = signatures.ready(small_forum, paper)
    signatures.signs(original, "LEAGUE")

    with pytest.raises(Refused, match="has been sent for signature"):
        papers.written(paper, "en", papers.words("Another."), corrigendum=corrigendum)
    signatures.signs(original, "CONCERT")

    original.refresh_from_db()
    assert original.sealed_at is not None
    assert signatures.edition(paper) == original.expression


def test_the_same_signed_file_sent_twice_is_one_signature(small_forum: Forum) -> None:
    signatures.registered(small_forum)
    original = signatures.ready(small_forum)
    file = signatures.by_key(signatures.octets(original), "LEAGUE")

    first = signatures.brought(original, "LEAGUE", file)
    kept = StoredFile.objects.count()
    second = signatures.brought(original, "LEAGUE", file)

    assert first.pk == second.pk and StoredFile.objects.count() == kept


def _pdfsig(folder: Path, octets: bytes) -> list[str]:
    """The Parties whose signatures poppler finds valid."""
    file = folder / "sealed.pdf"
    file.write_bytes(octets)
    command = ["pdfsig", "-nssdir", str(folder), str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"Field Name: Signature-(\w+).*?Signature Validation: ([^\n]*)", told, re.S)
    assert "ETSI.CAdES.detached" in told
    return [party for party, said in found if said == "Signature is Valid."]


def _pyhanko(folder: Path, octets: bytes) -> list[str]:
    """The Parties whose signatures the library finds valid, by its own switch for all questions."""
    roots = [
        x509.Certificate.load(
            signatures.keys(party).authority.certificate.public_bytes(Encoding.DER)
        )
        for party in ("LEAGUE", "CONCERT")
    ]
    context = ValidationContext(trust_roots=roots, moment=NOW, allow_fetching=False)
    try:
        reader = PdfFileReader(io.BytesIO(octets))
        found = [(one, validate_pdf_signature(one, context)) for one in reader.embedded_signatures]
    except (PdfError, SignatureValidationError):
        return []
    return [
        one.field_name.removeprefix("Signature-") for one, status in found if status.bottom_line
    ]


# Where poppler is not installed, the other reader looks alone.
READ = {"pyhanko": _pyhanko, "pdfsig": _pdfsig}
TOOLS = [tool for tool in READ if tool != "pdfsig" or shutil.which(tool)]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_of_somebody_else_finds_both_signatures_valid_and_a_flipped_bit(
    small_forum: Forum, tmp_path: Path, tool: str
) -> None:
    original = signatures.sealed(small_forum)
    whole = signatures.octets(original)
    flipped = bytearray(whole)
    flipped[whole.index(b"stream") + 40] ^= 1

    sound, changed = READ[tool](tmp_path, whole), READ[tool](tmp_path, bytes(flipped))

    assert sound == ["LEAGUE", "CONCERT"] and changed == []
