"""What came of a meeting, as its page tells it."""

import decided
from cochair.features.parties.models import Forum
from cochair.procedure.consensus import Claim
from cochair.site.desk import outcome
from decided import minutes


def test_a_statement_names_the_paragraph_by_the_one_number_that_it_has_everywhere(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    recital = {"id": "p-0", "kind": "preambular", "words": {"en": "Recalling the first day,"}}
    row.paragraphs = [recital, *row.paragraphs]
    row.save(update_fields=["paragraphs"])
    norland = decided.head(small_forum)
    decided.stated(row, norland, minutes(20))

    decided.declared(row, Claim.CONSENSUS, minutes(30))

    found = outcome.of_meeting(row.meeting, norland, minutes(20)).adopted[0]
    assert "dissociates itself from paragraph 2." in found.statements[0]
