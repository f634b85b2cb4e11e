"""A reason that both signed in several languages goes on in each: into the archive and the handover file."""

import signing
from cochair.exports.archives.kept.joint_acts import joint_acts
from cochair.features.compliance import kind
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.kernel import archive, handover
from world import NOW

REASONS = {
    "es": "El texto se adoptó antes de la hora, con el acuerdo de los dos copresidentes.",
    "pt": "O texto foi adotado antes da hora, com o acordo dos dois copresidentes.",
}


def test_a_handover_file_gives_it_in_the_language_in_which_it_was_signed(
    small_forum: Forum,
) -> None:
    signing.both_sign(small_forum, signing.departure(small_forum, reasons=REASONS))
    hat = signing.league(small_forum)

    (row,) = kind.departures(handover.Reader(small_forum, hat, NOW, "LEAGUE", {}))

    assert row["note"] == {"en": signing.REASON, **REASONS}


def test_an_archive_holds_every_reason_that_both_signed(small_forum: Forum) -> None:
    signing.both_sign(small_forum, signing.departure(small_forum, reasons=REASONS))
    cycle = Cycle.objects.get(forum=small_forum, number=2)
    reader = archive.Reader(small_forum, cycle, signing.league(small_forum), NOW)

    (row,) = [one for one in joint_acts(reader) if one["kind"] == "departure"]

    assert (row["reason"], row["reasons"]) == (signing.REASON, REASONS)
