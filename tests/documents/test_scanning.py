"""A virus scanner that an installation names: its yes, its no, and its silence."""

import sys

import pytest

import papers
from cochair.features.documents.models import Expression, StoredFile
from cochair.features.files import inspection, virus_scan
from cochair.procedure.refusal import Refused
from documents.corpora import office
from documents.test_bringing import address, text, word
from matrix import Scene

LOOKS = "import sys; sys.exit(1 if b'EICAR' in sys.stdin.buffer.read() else 0)"
CLEAN, INFECTED = (
    office.docx(),
    office.packed({**office.docx_parts(), "docProps/EICAR.xml": "<a/>"}),
)
SILENT = {
    "it is not there": ["/nowhere/clamdscan", "-"],
    "it has an error": [sys.executable, "-c", "raise SystemExit(2)"],
    "it is killed": [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"],
    "it never ends": [sys.executable, "-c", "import time; time.sleep(60)"],
}


def test_without_a_scanner_files_are_taken_and_with_one_those_that_it_lets_pass(
    settings: object,
) -> None:
    assert settings.SCAN == []
    assert inspection.inspect(INFECTED, "a.docx")

    settings.SCAN = [sys.executable, "-c", LOOKS]
    assert inspection.inspect(CLEAN, "a.docx")
    with pytest.raises(Refused) as refused:
        inspection.inspect(INFECTED, "a.docx")
    assert refused.value.refusals == (virus_scan.INFECTED,)


@pytest.mark.parametrize("command", SILENT.values(), ids=SILENT)
def test_a_file_at_which_nobody_looked_is_not_taken_and_the_page_says_so(
    at_work: Scene,
    command: list[str],
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(virus_scan, "PATIENCE", 1)
    settings.SCAN = command
    paper, before = papers.entered(at_work.forum), StoredFile.objects.count()

    page = at_work.client("secretariat").post(
        address(at_work, "write", paper.slug, "en"), {"seen": 0, "file": word(CLEAN)}
    )

    assert page.status_code == 422
    assert (
        "The virus scanner of this installation does not answer, so no file is accepted. Nothing was kept: try again later, and inform the administrator of this installation."
        in text(page)
    )
    assert StoredFile.objects.count() == before
    assert not Expression.objects.filter(revision__document=paper).exists()
