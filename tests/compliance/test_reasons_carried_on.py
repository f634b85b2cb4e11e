"""A reason that both signed in several languages goes on in each: into the archive and the handover file."""

import pytest

import signing
from cochair.exports.archives.kept.joint_acts import joint_acts
from cochair.features.compliance import kind
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.kernel import archive, handover
from cochair.procedure.refusal import Refused
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


def test_who_signs_reads_every_word_of_the_reason_that_papers_will_quote(
    small_forum: Forum,
) -> None:
    """Also those of the field above, which stand in each language in which nothing else was given."""
    act = signing.departure(small_forum, reasons=REASONS)

    assert [words for _code, words in act.reasons] == [signing.REASON, *REASONS.values()]
    assert {act.reason_in(code) for code in ("en", "es", "pt")} <= {w for _c, w in act.reasons}


def test_a_reason_that_was_typed_in_its_language_again_is_shown_once(small_forum: Forum) -> None:
    act = signing.departure(small_forum, reasons={"en": signing.REASON, **REASONS})

    assert act.reasons == (("en", signing.REASON), *REASONS.items())


@pytest.mark.parametrize("said", ["Porque sí.", "El texto se adoptó \u202e antes de la hora."])
def test_a_reason_in_a_language_of_its_own_is_a_reason_that_can_be_printed(
    small_forum: Forum, said: str
) -> None:
    with pytest.raises(Refused):
        signing.departure(small_forum, reasons={**REASONS, "es": said})
