"""US-07 in a browser, the half that is the record: both approve it with a key, sign and seal it.

domain.md C.10: 17 to 27 November 2026.  The draft, both silences and the answers are played as the story
tells them.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cochair.features.signatures import authority, local
from cochair.features.signatures.problems import field_of
from journeys import keys, server, story
from journeys.conftest import Ending, Visitor

pytestmark = pytest.mark.browser

RECORD = f"meetings/{story.MINISTERIAL}/record/"
WHY = "The Portuguese words of one annex are still being read."


def signed(visitor: Visitor, language: str, party: str, member: str) -> None:
    """Take the file, sign it on one's own machine, and bring it in."""
    visitor.opens(RECORD)
    visitor.page.locator(f"a[href$='/{language}/signature/']").click()
    visitor.page.wait_for_load_state()
    taken = visitor.page.locator("main a.btn", has_text="Download the file to sign").get_attribute(
        "href"
    )
    answer = visitor.page.request.get(f"{visitor.house.address}{taken}")
    key = keys.of(visitor.house.home, party, member)
    field = field_of(party.upper())
    with ThreadPoolExecutor(1) as machine:
        # Beside the loop of the browser, which the signer would find running.
        job = machine.submit(local.signed, answer.body(), key, authority.PASSPHRASE, field=field)
    mine = job.result()
    file = {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": mine}
    visitor.page.set_input_files("#file", file)
    visitor.presses("Upload the signed file")


def test_both_approve_the_record_sign_and_seal_it(
    ending: Ending, visitors: Callable[..., Visitor]
) -> None:
    # 17 November: every comment has an answer; the late one is a footnote. Ireland turns its key.
    ending.goes_on("us-07.ireland_approves")
    secretariat, ireland = visitors(ending.house, "secretariat"), visitors(ending.house, "ie")
    bolivia = visitors(ending.house, "bo")
    secretariat.opens(RECORD)
    secretariat.sees("EC-MIN/2026/8", "Ready for approval")
    secretariat.page.get_by_role("link", name="Show the whole text").click()
    secretariat.sees("within 18 months", "Paraguay")
    secretariat.presses("Send the approval for signature")
    secretariat.sees("Missing or out of date: Portuguese.")
    secretariat.opens(RECORD)
    secretariat.page.fill("#approve-reason", WHY)
    secretariat.presses("Send the approval for signature")
    act = secretariat.path
    ireland.signs(act)
    ireland.sees("You have signed.")
    ireland.opens(RECORD)
    ireland.sees("Approved by one Party")

    # 20 November: the second key, and the clause is met with three days left.
    ending.goes_on("us-07.bolivia_approves")
    bolivia.signs(act)
    bolivia.sees("You have signed. The act is in effect.")
    bolivia.opens(RECORD)
    bolivia.sees("Approved by both Parties")
    bolivia.opens("procedures/1.0/I.2.7/")
    bolivia.sees("Met")

    # Each signs the English file with a key of its own: the last signature seals; Spanish waits.
    server.run(ending.house.home, str(Path(keys.__file__)), str(ending.house.home))
    ireland.opens(RECORD)
    ireland.presses("Send for signature")
    signed(ireland, "en", "eu", "ie")
    signed(bolivia, "en", "clasi", "bo")
    bolivia.opens(RECORD)
    bolivia.sees("Signed by both Parties and sealed", "For signature by both Parties")
    bolivia.does_not_see("Circulate the draft")

    # 27 November: what was missing in Portuguese is released, and what is sealed stays sealed.
    ending.goes_on("us-08.second_declaration_registered", by_hand=False)
    secretariat.opens(RECORD)
    secretariat.sees("Signed by both Parties and sealed")
    secretariat.does_not_see("Not yet available")

    # Spanish is sealed too: a cycle is not closed while an original waits for a signature.
    signed(ireland, "es", "eu", "ie")
    signed(bolivia, "es", "clasi", "bo")
    secretariat.opens(RECORD)
    secretariat.does_not_see("For signature by both Parties")
