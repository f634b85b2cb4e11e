"""US-12 in a browser: the statement is signed, a parliament is answered, and the cycle goes home.

domain.md C.10: 17 January to 16 February 2028.  Everything between is played as the story tells it.
"""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys import story
from journeys.conftest import Ending, Visitor

pytestmark = pytest.mark.browser

STATEMENT, RESULTS = "cycles/3/statement/", "cycles/3/results/"
# Why both departed from a clause about an observer: their own words, which nobody else reads.
REASON = "before CLASI had agreed"


def proposed(visitor: Visitor, path: str, button: str) -> str:
    """Press a button that proposes an act; where the act waits."""
    visitor.opens(path)
    visitor.presses(button)
    visitor.page.wait_for_url("**/acts/*/")
    return visitor.path


def test_the_statement_is_signed_and_anyone_reads_what_both_published(
    ending: Ending, visitors: Callable[..., Visitor], browser: object
) -> None:
    ending.goes_on("us-12.statement_signed")
    secretariat, italy = visitors(ending.house, "secretariat"), visitors(ending.house, "it")
    dominicana = visitors(ending.house, "do")
    act = proposed(secretariat, STATEMENT, "Send for signature")
    italy.signs(act)
    dominicana.signs(act)
    secretariat.opens(STATEMENT)
    secretariat.sees("Send an addendum for signature", REASON)

    ending.goes_on("us-12.results_published")
    act = proposed(secretariat, STATEMENT, "Send the publication for signature")
    italy.signs(act)
    dominicana.signs(act)
    anyone = Visitor(ending.house, browser.new_context().new_page(), story.FORUM)
    anyone.opens(RESULTS)
    anyone.sees("II.3.composition.a.6")
    anyone.does_not_see(REASON)


def test_a_parliament_is_answered(ending: Ending, visitors: Callable[..., Visitor]) -> None:
    ending.goes_on("us-12.parliament_answered")
    secretariat = visitors(ending.house, "secretariat")
    secretariat.opens("answers/")
    secretariat.page.get_by_label("Who asked").fill("Committee of a parliament")
    for box in secretariat.page.locator("input[type=checkbox]").all():
        box.check()
    secretariat.presses("Show the answer")
    secretariat.presses("Save this answer")
    secretariat.sees("The answer has been saved as it is.", "Is there a schedule of meetings?")
    with secretariat.page.expect_download() as taken:
        secretariat.page.locator("a[href$='/pt.pdf']").first.click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")


def test_the_archive_of_the_closed_cycle_says_itself_that_it_is_whole(
    ending: Ending, visitors: Callable[..., Visitor], tmp_path: Path
) -> None:
    ending.goes_on("us-12.archives_made")
    secretariat = visitors(ending.house, "secretariat")
    secretariat.opens("cycles/3/archive/")
    with secretariat.page.expect_download() as taken:
        secretariat.page.get_by_role("button", name="Create the archive").click()
    archive = tmp_path / "cycle-3.zip"
    taken.value.save_as(archive)
    secretariat.opens("cycles/3/archive/")
    digest = secretariat.page.locator("code.digest").first.inner_text()
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if Path(name).name in {"verify.py", "verify_export.py"}:
                (tmp_path / Path(name).name).write_bytes(opened.read(name))
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify.py"), str(archive), "--digest", digest],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
