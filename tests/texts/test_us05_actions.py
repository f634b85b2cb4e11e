"""US-05, the acts: proposals and brackets, positions, reservations, agreement, rounds, attribution."""

from datetime import date

import pytest

import negotiations
import signing
from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum
from cochair.features.texts import actions, chairs, party_private, queries
from cochair.features.texts.models import Edition, NegotiatedText
from cochair.journal.models import Entry
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared, Subject
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from negotiations import begun, estmark, lagoon, norland, text, words_for
from world import NOW

OPEN, BRACKETED, AD_REFERENDUM, AGREED, REOPENED = core.ParagraphState


def state(row: NegotiatedText, paragraph: str) -> core.ParagraphState:
    found = text(row)
    return core.paragraph_state(found, found.paragraph(paragraph))


@pytest.fixture
def row(small_forum: Forum) -> NegotiatedText:
    """The declaration under negotiation."""
    return begun(small_forum)


def test_two_delegations_make_a_bracket_and_the_chairs_take_in_what_both_accept(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))
    other = words_for(row, "p-3", "18", "12", by=lagoon(small_forum))
    assert state(row, "p-3") is BRACKETED
    with pytest.raises(Refused, match="have not accepted the change: 1"):
        chairs.accept(row, one, instructed=True, by=by, at=NOW)

    actions.take_position(row, one, core.Value.CAN_ACCEPT, by=lagoon(small_forum), at=NOW)
    chairs.accept(row, one, instructed=True, by=by, at=NOW)

    found = text(row)
    assert found.paragraph("p-3").words["en"] == "We will meet every 24 months."
    assert [p.state.value for p in found.proposals] == ["accepted", "merged"]
    assert found.proposals[1].into == one and found.proposals[1].id == other
    assert state(row, "p-3") is OPEN


def test_nothing_is_taken_in_over_who_cannot_accept_it_and_nobody_is_named(
    small_forum: Forum, row: NegotiatedText
) -> None:
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))
    actions.take_position(row, one, core.Value.CANNOT_ACCEPT, by=lagoon(small_forum), at=NOW)

    with pytest.raises(Refused, match="cannot accept it: 1") as refused:
        chairs.accept(row, one, instructed=True, by=signing.secretariat(small_forum), at=NOW)

    assert "XL" not in str(refused.value)


def test_who_keeps_the_text_says_that_both_have_agreed(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))

    for act in (
        lambda: chairs.accept(row, one, instructed=False, by=by, at=NOW),
        lambda: chairs.agree(row, "p-4", instructed=False, by=by, at=NOW),
        lambda: chairs.edit(row, "p-4", "en", "No.", read=1, editorial=False, by=by, at=NOW),
        lambda: chairs.compromise(
            row, [actions.Draft(core.Operation.DELETE, "p-4")], instructed=False, by=by, at=NOW
        ),
    ):
        with pytest.raises(
            Refused,
            match="This is a joint text: confirm that both co-chairs have agreed to the change",
        ):
            act()  # type: ignore[no-untyped-call]


def test_only_its_author_takes_a_proposal_back(small_forum: Forum, row: NegotiatedText) -> None:
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))
    for other in (estmark(small_forum), signing.secretariat(small_forum)):
        with pytest.raises(Refused, match="Only its author"):
            actions.withdraw(row, one, by=other, at=NOW)

    actions.withdraw(row, one, by=norland(small_forum), at=NOW)

    assert not text(row).open_proposals
    assert len(text(row).editions) == 16


def test_a_compromise_is_the_chairs_own_and_both_secretariats_take_it_back(
    small_forum: Forum, row: NegotiatedText
) -> None:
    drafts = [actions.Draft(core.Operation.REPLACE, "p-3", {"en": "We will meet."})]
    by = signing.secretariat(small_forum)
    (one,) = chairs.compromise(row, drafts, instructed=True, by=by, at=NOW)
    assert text(row).proposal(one).author == core.CHAIRS

    actions.withdraw(row, one, by=negotiations.other_secretariat(small_forum), at=NOW)

    assert not text(row).open_proposals


def test_a_paragraph_agreed_ad_referendum_is_opened_again_by_who_agreed_so(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by, far = signing.secretariat(small_forum), lagoon(small_forum)
    kind = core.ReservationKind.AD_REFERENDUM
    one = actions.reserve(row, kind, paragraph="p-4", by=far, at=NOW)
    chairs.agree(row, "p-4", instructed=True, by=by, at=NOW)
    assert state(row, "p-4") is AD_REFERENDUM
    with pytest.raises(
        Refused,
        match="Only the delegation that agreed ad referendum, or both co-chairs, may reopen a paragraph",
    ):
        actions.reopen(row, "p-4", by=norland(small_forum), at=NOW)

    actions.reopen(row, "p-4", by=far, at=NOW)
    assert state(row, "p-4") is REOPENED
    chairs.agree(row, "p-4", instructed=True, by=by, at=NOW)
    actions.lift(row, one, by=far, at=NOW)

    assert state(row, "p-4") is AGREED


def test_both_keys_open_what_is_agreed_and_words_that_change_void_them(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    chairs.agree(row, "p-4", instructed=True, by=by, at=NOW)
    act = chairs.propose_reopening(row, "p-4", by=by, at=NOW)
    signing.turn(act, signing.league(small_forum))
    assert state(row, "p-4") is AGREED

    chairs.edit(row, "p-4", "es", "Lo sabido.", read=1, editorial=True, by=by, at=NOW)
    assert JointAct.objects.get(pk=act.pk).state == "void"
    again = chairs.propose_reopening(row, "p-4", by=by, at=NOW)
    signing.both_sign(small_forum, again)

    assert state(row, "p-4") is REOPENED


def test_only_what_is_agreed_is_opened_again(small_forum: Forum, row: NegotiatedText) -> None:
    with pytest.raises(Refused, match="Only an agreed paragraph may be reopened"):
        chairs.propose_reopening(row, "p-4", by=signing.secretariat(small_forum), at=NOW)


def test_a_change_of_substance_leaves_the_others_behind_until_they_follow(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    chairs.edit(
        row,
        "p-4",
        "en",
        "We share by May.",
        read=1,
        editorial=False,
        instructed=True,
        by=by,
        at=NOW,
    )
    assert core.stale(text(row)) == (("p-4", "es"), ("p-4", "pt"))
    languages = [o for o in queries.outstanding(row, NOW) if o.subject is Subject.LANGUAGE]
    assert len(languages) == 2

    chairs.translate(row, "p-4", "es", "Antes de mayo.", sense=2, read=1, by=by, at=NOW)
    chairs.edit(row, "p-4", "en", "We share, by May.", read=2, editorial=True, by=by, at=NOW)

    assert core.stale(text(row)) == (("p-4", "pt"),)


def test_nobody_overwrites_what_another_wrote_meanwhile_and_both_wordings_are_shown(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by, other = signing.secretariat(small_forum), negotiations.other_secretariat(small_forum)
    chairs.edit(row, "p-4", "pt", "Primeiro.", read=1, editorial=True, by=by, at=NOW)

    with pytest.raises(StaleVersion) as stale:
        chairs.edit(row, "p-4", "pt", "Segundo.", read=1, editorial=True, by=other, at=NOW)

    assert (stale.value.theirs, stale.value.mine) == ("Primeiro.", "Segundo.")
    assert text(row).paragraph("p-4").words["pt"] == "Primeiro."
    assert Edition.objects.filter(text=row, of="p-4", language="pt").count() == 2


def test_a_reservation_outlives_its_day_and_only_its_author_lifts_it(
    small_forum: Forum, row: NegotiatedText
) -> None:
    kind, far = core.ReservationKind.PARLIAMENTARY, lagoon(small_forum)
    with pytest.raises(Refused, match="This day has passed"):
        actions.reserve(row, kind, until=date(2031, 2, 2), by=far, at=NOW)
    one = actions.reserve(row, kind, until=date(2031, 2, 10), by=far, at=NOW)

    with pytest.raises(Refused, match="Only its author"):
        actions.lift(row, one, by=norland(small_forum), at=NOW)

    assert [r.id for r in text(row).standing_reservations] == [one]


def test_a_round_keeps_the_text_and_the_figures_as_they_were(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))
    chairs.open_round(row, by=by, at=NOW)
    with pytest.raises(Refused, match="A round is already open"):
        chairs.open_round(row, by=by, at=NOW)
    chairs.close_round(row, by=by, at=NOW)
    chairs.accept(row, one, instructed=True, by=by, at=NOW)

    (found,) = queries.negotiated(row).rounds
    assert found.figures is not None and found.figures.brackets == 1
    kept = queries.snapshot(row, 1)
    assert kept is not None
    assert core.changed_between(kept, text(row).current, "en") == ("p-3",)
    with pytest.raises(Refused, match="No round"):
        chairs.close_round(row, by=by, at=NOW)


def test_both_decide_how_authors_are_shown(small_forum: Forum, row: NegotiatedText) -> None:
    by = signing.secretariat(small_forum)
    with pytest.raises(Refused, match="already"):
        chairs.propose_attribution(row, core.Attribution.PARTY, by=by, at=NOW)

    act = chairs.propose_attribution(row, core.Attribution.NAMED, by=by, at=NOW)
    signing.both_sign(small_forum, act)

    row.refresh_from_db()
    assert row.attribution == "named"
    assert "text.attribution_set" in signing.verbs(small_forum)


@pytest.mark.parametrize(
    ("level", "seen"),
    [("party", ("", "LEAGUE", None)), ("anonymous", ("", "", None)), ("named", None)],
)
def test_the_journal_says_no_more_of_an_author_than_the_text(
    small_forum: Forum, row: NegotiatedText, level: str, seen: tuple[object, ...] | None
) -> None:
    NegotiatedText.objects.update(attribution=level)
    by = norland(small_forum)

    words_for(row, "p-3", "18", "24", by=by)

    entry = Entry.objects.get(verb="text.proposed")
    expected = seen or (by.title, "LEAGUE", by.account)
    assert (entry.office, entry.on_behalf_of, entry.account) == expected


def test_who_only_reads_writes_nothing(small_forum: Forum, row: NegotiatedText) -> None:
    reader = negotiations.papers.somebody(small_forum, "auditor")

    with pytest.raises(Refused, match="Only delegations"):
        actions.take_position(row, "p-3", core.Value.SUPPORT, by=reader, at=NOW)


def test_a_clearance_is_for_these_words_alone(small_forum: Forum, row: NegotiatedText) -> None:
    by = signing.secretariat(small_forum)
    seen = queries.digest(row)
    party_private.clear(row, Cleared.GIVEN, seen=seen, by=by, at=NOW)
    missing = [o for o in queries.outstanding(row, NOW) if o.subject is Subject.CLEARANCE]
    assert [o.says.facts["party"] for o in missing] == ["CONCERT"]

    chairs.edit(row, "p-4", "es", "Otro.", read=1, editorial=True, by=by, at=NOW)

    missing = [o for o in queries.outstanding(row, NOW) if o.subject is Subject.CLEARANCE]
    assert len(missing) == 2
    with pytest.raises(Refused, match="changed since you read it"):
        party_private.clear(row, Cleared.GIVEN, seen=seen, by=by, at=NOW)


def uncleared(row: NegotiatedText) -> list[object]:
    """The Parties that still have to clear the words as they stand."""
    missing = [o for o in queries.outstanding(row, NOW) if o.subject is Subject.CLEARANCE]
    return [o.says.facts["party"] for o in missing]


def test_what_was_cleared_while_a_language_was_behind_stays_cleared_when_it_follows(
    small_forum: Forum, row: NegotiatedText
) -> None:
    """US-05: cleared on 5 October, the other languages released on the 7th."""
    by = signing.secretariat(small_forum)
    more = "We will share all that we know."
    chairs.edit(row, "p-4", "en", more, read=1, editorial=False, instructed=True, by=by, at=NOW)
    party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), by=by, at=NOW)

    for code, said in (("es", "Compartiremos más."), ("pt", "Partilharemos tudo.")):
        chairs.translate(row, "p-4", code, said, sense=2, read=1, by=by, at=NOW)

    assert uncleared(row) == ["CONCERT"]


def test_a_language_that_was_abreast_and_is_written_anew_is_not_what_was_cleared(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = signing.secretariat(small_forum)
    party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), by=by, at=NOW)

    chairs.translate(row, "p-4", "es", "Otra cosa.", sense=1, read=1, by=by, at=NOW)

    assert uncleared(row) == ["LEAGUE", "CONCERT"]


def test_hostile_words_are_refused_and_an_empty_act_too(
    small_forum: Forum, row: NegotiatedText
) -> None:
    by = norland(small_forum)
    replace = core.Operation.REPLACE
    for draft in (
        actions.Draft(replace, "p-3", {"en": "bell \x07"}),
        actions.Draft(replace, "p-3", {"en": "x" * 20_001}),
        actions.Draft(replace, "p-3", {"xx": "words"}),
        actions.Draft(replace, "p-3", {}),
        actions.Draft(replace, "p-3", {"en": "a"}, span=core.Span(-1, 5), read=1),
        actions.Draft(replace, "p-3", {"en": "a"}, span=core.Span(5, 9999), read=1),
        actions.Draft(replace, "p-3", {"en": "a"}, on="q-99"),
    ):
        with pytest.raises(Refused):
            actions.propose(row, [draft], by=by, at=NOW)
    with pytest.raises(Refused, match="Nothing was proposed"):
        actions.propose(row, [], by=by, at=NOW)

    assert not text(row).proposals
