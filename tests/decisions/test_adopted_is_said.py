"""From the declaration of consensus on a document is called adopted, and no longer a draft."""

import pytest

import decided
import people
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.procedure.consensus import Claim
from cochair.web.clock import clock


@pytest.mark.parametrize(
    ("is_adopted", "word", "kind"),
    [(True, "adopted", "joint statement"), (False, "circulated", "Note")],
)
def test_the_register_and_the_page_say_what_became_of_a_text(
    small_forum: Forum, is_adopted: bool, word: str, kind: str
) -> None:
    row = decided.negotiated(small_forum)
    if is_adopted:
        decided.declared(row, Claim.CONSENSUS, decided.minutes(16))
    reader = people.signed_in(Account.objects.get(pk=decided.head(small_forum).account))

    with clock.at(decided.minutes(17)):
        base = f"/en/{small_forum.slug}/documents/"
        register = reader.get(base).content.decode()
        page = reader.get(f"{base}{row.document.slug}/").content.decode()

    for shown in (register, page):
        assert f"<span>{word}</span>" in shown and kind in shown
    assert f"· {kind} ·" in page
