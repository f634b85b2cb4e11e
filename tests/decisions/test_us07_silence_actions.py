"""US-07, the half that is silence: opened by both, broken by one, closed by the clock (INV-12)."""

from datetime import timedelta

import pytest

import papers
import signing
import silences
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import (
    acts,
    closure,
    on_documents,
    party_clearance,
    presenters,
    queries,
)
from cochair.journal.models import Entry
from cochair.procedure.consent import digest_of
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import Refused
from papers import words
from silences import EXPIRY, INSTANT, LATER, lagoon, line, norland, opened, proposed, sent, stage
from world import NOW

FRIDAY = EXPIRY + timedelta(days=4)


def refused(deed: object, *words_of: str) -> None:
    """The deed is refused, with these words in the refusal."""
    with pytest.raises(Refused) as found:
        deed()  # type: ignore[operator]
    for one in words_of:
        assert one in str(found.value)


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    """A silence that runs until Thursday."""
    return opened(small_forum)


def test_it_opens_with_the_second_key_and_not_before(small_forum: Forum) -> None:
    act = signing.turn(proposed(line(small_forum)), signing.league(small_forum))
    assert not SilenceProcedure.objects.exists()

    signing.turn(act, signing.concert(small_forum))

    row = SilenceProcedure.objects.select_related("forum").get()
    assert (row.expires_at, row.zone) == (EXPIRY, row.terms["zone"])
    assert stage(row, NOW) == "running"
    assert "silence.opened" in signing.verbs(small_forum)


def test_a_proposal_shows_the_words_of_every_language_and_is_over_at_the_end_that_it_names(
    small_forum: Forum,
) -> None:
    act = proposed(line(small_forum))
    kind = kind_of(act)

    shown = {code: [one.text for one in text] for code, text in kind.texts(act).items()}

    assert shown == {code: [f"One {code}."] for code in ("en", "es", "pt")}
    assert kind.over(act, EXPIRY - INSTANT) is None
    assert kind.over(act, EXPIRY) is not None


def test_who_opens_none_sees_nothing_of_silences_on_a_paper_before_there_was_one(
    small_forum: Forum,
) -> None:
    paper, reader = line(small_forum), norland(small_forum)

    before = on_documents.part(papers.fresh(paper), reader, NOW)
    signing.both_sign(small_forum, proposed(paper))
    after = on_documents.part(papers.fresh(paper), reader, NOW)

    assert before is None
    assert after is not None and after.last is not None and after.usual is None


def test_beside_a_paper_stands_what_ones_own_party_said_of_its_clearance(
    small_forum: Forum,
) -> None:
    paper, by, other = line(small_forum), signing.league(small_forum), signing.concert(small_forum)
    assert on_documents.part(papers.fresh(paper), by, NOW).cleared == ""

    party_clearance.clear(paper, Cleared.GIVEN, revision=0, by=by, at=NOW)

    assert on_documents.part(papers.fresh(paper), by, NOW).cleared == "clearance given"
    assert on_documents.part(papers.fresh(paper), other, NOW).cleared == ""


def test_what_an_act_binds_of_a_course_says_whether_both_settled_its_end(
    running: SilenceProcedure,
) -> None:
    before = queries.course_of(running.forum, running.number)["settled"]
    SilenceProcedure.objects.filter(pk=running.pk).update(settled_at=NOW)

    assert (before, queries.course_of(running.forum, running.number)["settled"]) == (False, True)


def test_a_kind_that_the_option_does_not_name_is_not_put_and_one_that_it_names_is(
    small_forum: Forum,
) -> None:
    """AMB-18, option silence.allowed_for, which both set."""
    refused(lambda: proposed(line(small_forum, "note")), "(practice)")
    assert proposed(line(small_forum, "press_line"))


def test_every_language_is_a_precondition(small_forum: Forum) -> None:
    """CB-19: a language that is missing, or went stale, cannot be set aside."""
    paper = papers.circulated(small_forum, {"en": words("One.")}, kind="press_line")
    refused(lambda: proposed(paper), "es", "pt")
    for code in ("es", "pt"):
        papers.written(paper, code, words("Uno."))

    assert proposed(papers.fresh(paper))


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (NOW + timedelta(hours=47), "48"),
        (EXPIRY + timedelta(days=1, hours=4), "CONCERT"),
        (EXPIRY + timedelta(days=2), "LEAGUE"),
    ],
    ids=["too short", "Saturday in Auckland", "Saturday in Helsinki"],
)
def test_an_unfit_end_is_refused(small_forum: Forum, until: object, why: str) -> None:
    """CB-16, CB-17: the least time, and never on a day on which a side does not work."""
    refused(lambda: proposed(line(small_forum), until), why, "(practice)")  # type: ignore[arg-type]


def test_all_that_stands_against_a_silence_is_said_at_once(small_forum: Forum) -> None:
    """C3: nobody mends the end, to be told then of the languages, and then of the marking."""
    paper = papers.circulated(
        small_forum, {"en": words("One.")}, kind="press_line", marking="presidencies"
    )
    refused(
        lambda: proposed(paper, NOW + timedelta(hours=47)),
        "Widen access to it first",
        "Missing: es, pt",
        "at least 48 hours",
    )
    assert not JointAct.objects.exists()


def test_a_paper_that_not_everybody_reads_is_not_put(small_forum: Forum) -> None:
    refused(lambda: proposed(line(small_forum, marking="presidencies")), "(practice)")
    assert not JointAct.objects.exists()


def test_the_time_counts_from_the_last_key(small_forum: Forum) -> None:
    act = signing.turn(proposed(line(small_forum)), signing.league(small_forum))
    late = EXPIRY - timedelta(hours=48) + INSTANT

    refused(lambda: signing.turn(act, signing.concert(small_forum), late), "48")


def test_another_text_in_any_language_voids_the_keys(small_forum: Forum) -> None:
    paper = line(small_forum)
    act = signing.turn(proposed(paper), signing.league(small_forum))

    papers.written(paper, "pt", words("Outro."), editorial=True)

    act.refresh_from_db()
    assert act.state == "void"


def test_one_text_is_under_one_silence_at_a_time(running: SilenceProcedure) -> None:
    paper = papers.fresh(running.revision.document)
    refused(lambda: proposed(paper), "number 1")
    sent(running, norland(running.forum), NOW)

    assert proposed(paper, FRIDAY).body["follows"] == running.terms["silence"]


def test_one_objection_breaks_it_and_its_receipt_stands_in_the_ledger(
    running: SilenceProcedure,
) -> None:
    """CB-20: in writing, before the end, by a delegation that has a say."""
    made, counts = sent(running, norland(running.forum), EXPIRY - INSTANT)

    assert counts and stage(running, EXPIRY) == "broken"
    entry = Entry.objects.get(verb="silence.broken")
    assert entry.facts["receipt"] == made.receipt
    assert silences.WHY not in str(entry.facts)
    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "broken" and "silence.passed" not in signing.verbs(
        running.forum
    )


def test_exactly_at_the_end_is_late_and_changes_nothing(running: SilenceProcedure) -> None:
    """INV-12: the outcome depends on messages before the expiry alone."""
    _made, counts = sent(running, norland(running.forum), EXPIRY)

    assert not counts and stage(running, EXPIRY) == "closing"
    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "passed"
    assert "silence.commented" in signing.verbs(running.forum)


def test_what_is_sent_twice_is_kept_once(running: SilenceProcedure) -> None:
    by = norland(running.forum)
    first, _counts = sent(running, by, NOW)
    again, counts = sent(running, by, NOW + INSTANT)

    assert again.pk == first.pk and counts
    assert Message.objects.count() == 1
    assert signing.verbs(running.forum).count("silence.broken") == 1


def test_of_two_clicks_the_later_that_is_dealt_with_first_does_not_swallow_the_one_in_time(
    running: SilenceProcedure,
) -> None:
    by = norland(running.forum)
    late, late_counts = sent(running, by, EXPIRY)
    in_time, counts = sent(running, by, EXPIRY - INSTANT)

    assert counts and not late_counts and late.pk != in_time.pk
    assert sent(running, by, EXPIRY)[0].pk in {late.pk, in_time.pk}
    assert stage(running, LATER) == "broken" and Message.objects.count() == 2


@pytest.mark.parametrize(
    "who",
    [
        ("incoming", "LEAGUE", "XN"),
        ("secretariat", "CONCERT"),
        ("delegation_member", "LEAGUE", "XN"),
        ("institution", "", "", "northern-coast-guard"),
        ("observer", "", "", "world-harbours"),
    ],
    ids=lambda who: who[0],
)
def test_only_the_head_of_a_delegation_has_a_say(
    running: SilenceProcedure, who: tuple[str, ...]
) -> None:
    """INV-11: no institution, agency, observer or support account breaks a silence."""
    by = papers.somebody(running.forum, *who)
    refused(lambda: sent(running, by, NOW))
    assert stage(running, NOW) == "running"

    assert sent(running, lagoon(running.forum), NOW)[1]


def test_nothing_written_is_no_objection_and_no_control_sign_is_kept(
    running: SilenceProcedure,
) -> None:
    by = norland(running.forum)
    for said in ("  ", "a\x07b"):
        refused(lambda said=said: sent(running, by, NOW, said=said))


def test_a_statement_counts_before_the_end_and_not_at_it(running: SilenceProcedure) -> None:
    by = norland(running.forum)

    _in_time, counts = sent(running, by, EXPIRY - INSTANT, "statement", "We read it so.")
    _late, counts_at_the_end = sent(running, by, EXPIRY, "statement", "We read it otherwise.")

    assert (counts, counts_at_the_end) == (True, False)


def test_the_page_says_when_it_was_broken(running: SilenceProcedure) -> None:
    at = NOW + timedelta(hours=1)
    shown = presenters.shown(queries.fresh(running), at)
    assert shown.broken_at is None

    sent(running, norland(running.forum), at)

    shown = presenters.shown(queries.fresh(running), at + INSTANT)
    assert shown.broken_at == at


def test_a_statement_stops_nothing_and_stands_beside_the_text(running: SilenceProcedure) -> None:
    sent(running, norland(running.forum), NOW, "statement", "We read it so.")
    closure.close_due(running.forum, LATER)

    assert stage(running, LATER) == "passed"
    assert Entry.objects.get(verb="silence.passed").facts["outcome"] == "adopted_with_statements"


def test_it_is_closed_once_and_only_after_the_grace(running: SilenceProcedure) -> None:
    for at in (EXPIRY - INSTANT, EXPIRY, LATER - INSTANT):
        closure.close_due(running.forum, at)
        running.refresh_from_db()
        assert running.closed_at is None

    for at in (LATER, LATER + INSTANT):
        closure.close_due(running.forum, at)
        closure.close(running, at=at)

    running.refresh_from_db()
    assert running.closed_at == LATER
    assert signing.verbs(running.forum).count("silence.passed") == 1


def extended(row: SilenceProcedure, by: ActingOffice, at: object = NOW) -> JointAct:
    return acts.EXTEND.propose(row, FRIDAY, by=by, at=at)  # type: ignore[arg-type]


def test_both_give_more_time_once_and_before_the_end(running: SilenceProcedure) -> None:
    """CB-21: both keys, once."""
    forum, by = running.forum, signing.secretariat(running.forum)
    signing.turn(extended(running, by), signing.league(forum))
    assert stage(running, EXPIRY) == "closing"
    signing.turn(JointAct.objects.order_by("pk").last(), signing.concert(forum))

    assert stage(running, EXPIRY) == "running"
    closure.close_due(forum, LATER)
    assert stage(running, LATER) == "running"
    later = FRIDAY + timedelta(days=1)
    refused(lambda: acts.EXTEND.propose(running, later, by=by, at=NOW), "1")
    assert sent(running, norland(forum), FRIDAY - INSTANT)[1]


def test_at_the_end_nobody_gives_more_time(running: SilenceProcedure) -> None:
    forum = running.forum
    act = signing.turn(extended(running, signing.secretariat(forum)), signing.league(forum))

    refused(lambda: signing.turn(act, signing.concert(forum), EXPIRY), "running")
    refused(lambda: extended(running, signing.secretariat(forum), EXPIRY), "running")


def test_both_take_it_back_while_it_runs_and_not_when_it_is_broken(
    running: SilenceProcedure,
) -> None:
    forum, by = running.forum, signing.secretariat(running.forum)
    act = acts.WITHDRAW.propose(running, None, reason="A page is missing.", by=by, at=NOW)
    signing.both_sign(forum, act)

    assert stage(running, NOW) == "withdrawn"
    refused(lambda: sent(running, norland(forum), NOW + INSTANT))
    closure.close_due(forum, LATER)
    assert stage(running, LATER) == "withdrawn"


def test_an_objection_between_the_two_keys_stands_over_a_withdrawal(
    running: SilenceProcedure,
) -> None:
    forum, by = running.forum, signing.secretariat(running.forum)
    act = acts.WITHDRAW.propose(running, None, reason="A page is missing.", by=by, at=NOW)
    signing.turn(act, signing.league(forum))
    sent(running, norland(forum), NOW + INSTANT)

    refused(lambda: signing.turn(act, signing.concert(forum), NOW + 2 * INSTANT), "running")
    assert stage(running, EXPIRY) == "broken"


def test_anyone_works_the_digest_of_a_receipt_out_again(running: SilenceProcedure) -> None:
    from cochair.features.silence import receipts

    made, _counts = sent(running, norland(running.forum), NOW)
    taken = receipts.receipt(made)

    assert digest_of(taken["received"]) == taken["digest"] == made.receipt  # type: ignore[arg-type]
