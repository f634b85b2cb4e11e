"""The stock-taking report: lines of the register, comments on them, closed by both (II.3.functions.b.1)."""

from datetime import timedelta

import pytest

import papers
from cochair.features.acts.models import JointAct
from cochair.features.assessments import actions as assessing
from cochair.features.commitments.models import Commitment, LineComment
from cochair.features.documents.models import Document, Expression
from cochair.features.follow_up import actions as following
from cochair.features.languages import actions as languages
from cochair.features.register import actions as register
from cochair.features.stocktaking import actions, content, queries, report_text
from cochair.features.stocktaking.states import State, state_of
from cochair.formats.paragraphs import from_json
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from cochair.web.localize import say
from pledges import lagoon, norland, reported, ships
from signing import both_sign, concert, league, secretariat, turn, verbs
from takings import AFTER, UNTIL, asked, assessed, closed, fresh, opened
from world import NOW

A_DAY = timedelta(days=1)
OTHER = languages.Draft("en", papers.words("Nothing was done."))


def test_a_line_says_what_its_owner_reported_and_what_each_party_thinks_and_works_out_nothing(
    small_forum,
) -> None:
    reported(small_forum)
    following.assess(
        ships(small_forum), words="Slow.", language="en", by=league(small_forum), at=NOW
    )
    following.assess(
        ships(small_forum), words="Bien.", language="es", by=concert(small_forum), at=NOW
    )

    said = queries.content_of(opened(small_forum), NOW)

    searched, named = said.lines
    assert (searched.status, searched.author, searched.evidence) == (
        "on_track",
        "XN",
        "Note 4 of January",
    )
    assert [(one.party, one.words) for one in searched.thoughts] == [
        ("CONCERT", "Bien."),
        ("LEAGUE", "Slow."),
    ]
    assert (named.status, named.on, named.stale) == ("none", "", True)
    assert (said.reported, said.stale, set(said.areas)) == (1, 1, {"a", "b"})


def test_ii_3_functions_b_1_what_both_ended_in_the_cycle_is_told_and_stays_told(
    small_forum,
) -> None:
    row = asked(small_forum)
    for slug, state, other, at in (
        ("S30-01", "replaced", "S30-02", NOW - timedelta(days=500)),
        ("S30-02", "completed", "", NOW),
    ):
        act = following.propose_settlement(
            ships(small_forum, slug),
            state=state,
            replaced_by=other,
            reason="Done.",
            by=secretariat(small_forum),
            at=NOW,
        )
        both_sign(small_forum, act)
        Commitment.objects.filter(slug=slug).update(settled_at=at)

    said = queries.content_of(row, NOW)
    (ended,) = said.ended
    assert said.lines == ()
    assert (ended.commitment, ended.state, ended.on) == ("S30-02", "completed", "2031-02-03")
    for language, text in report_text.texts(small_forum, said).items():
        shown = text[-2].cells[1]
        assert shown[0][0].text == f"S30-02. {ended.text[language]}"
    assert content.from_kept(content.as_kept(said)) == said
    without = {name: part for name, part in content.as_kept(said).items() if name != "ended"}
    assert content.from_kept(without).ended == ()


def test_the_trend_says_how_it_stood_at_the_end_of_each_cycle(small_forum) -> None:
    reported(small_forum)

    said = queries.content_of(opened(small_forum), NOW)

    (first, before), (second, now) = said.trend
    assert (first, before["none"], before["on_track"]) == (1, 2, 0)
    assert (second, now["none"], now["on_track"]) == (2, 1, 1)


def test_a_report_is_opened_once_and_not_before_its_cycle(small_forum) -> None:
    first, again = opened(small_forum), opened(small_forum, league(small_forum))
    assert first.pk == again.pk
    assert verbs(small_forum).count("stocktaking.opened") == 1

    with pytest.raises(Refused, match="has not begun"):
        actions.begin(
            first.cycle.__class__.objects.create(
                forum=small_forum,
                number=9,
                start=NOW.date() + A_DAY,
                end=NOW.date() + 2 * A_DAY,
            ),
            by=secretariat(small_forum),
            at=NOW,
        )


def test_the_foreword_stands_in_every_language_or_in_none(small_forum) -> None:
    row, by = opened(small_forum), secretariat(small_forum)
    with pytest.raises(Refused) as refused:
        actions.write_foreword(row, {"en": "Ports.", "es": "", "pt": "O."}, seen=0, by=by, at=NOW)
    (why,) = refused.value.refusals
    assert why.clause == "A.7"
    # In capitals its code would be that of a country.
    assert say(why, names={"ES": {"en": "Spain"}}).endswith("Missing: Spanish.")

    whole = {"en": "Ports.", "es": "Puertos.", "pt": "Portos."}
    row = actions.write_foreword(row, whole, seen=0, by=by, at=NOW)

    assert queries.content_of(row, NOW).foreword == whole
    with pytest.raises(StaleVersion):
        actions.write_foreword(row, dict.fromkeys(whole, ""), seen=0, by=by, at=NOW)


def test_owners_and_delegations_comment_only_while_they_are_asked(small_forum) -> None:
    row, said = opened(small_forum), {"words": "The date is wrong.", "language": "en"}
    line = ships(small_forum)
    with pytest.raises(Refused, match="The round of comments has not opened yet"):
        actions.comment(row, commitment=line, by=norland(small_forum), at=NOW, **said)
    row = asked(small_forum)

    for by in (norland(small_forum), norland(small_forum), lagoon(small_forum)):
        actions.comment(row, commitment=line, by=by, at=UNTIL - A_DAY, **said)
    actions.comment(row, commitment=None, by=lagoon(small_forum), at=UNTIL - A_DAY, **said)

    assert [one.author for one in queries.comments(row)] == ["XN", "XL", "XL"]
    with pytest.raises(Refused, match="The round of comments has ended"):
        actions.comment(row, commitment=line, by=norland(small_forum), at=UNTIL, **said)
    with pytest.raises(Refused, match="It may be set later, not earlier"):
        actions.ask_for_comments(row, until=UNTIL - A_DAY, by=secretariat(small_forum), at=NOW)
    actions.ask_for_comments(row, until=UNTIL + A_DAY, by=secretariat(small_forum), at=NOW)
    actions.comment(row, commitment=line, by=norland(small_forum), at=UNTIL, **said)


def test_nobody_closes_before_comments_were_asked_for_are_over_and_are_answered(
    small_forum,
) -> None:
    def close(at):
        return actions.propose_closing(row, by=league(small_forum, at), at=at)

    row = opened(small_forum)
    with pytest.raises(Refused, match="Open the round of comments"):
        close(NOW)
    row = asked(small_forum)
    one = actions.comment(
        row, commitment=None, words="Too long.", language="en", by=norland(small_forum), at=NOW
    )
    with pytest.raises(Refused) as refused:
        close(UNTIL - A_DAY)
    assert [str(each.message).split()[0] for each in refused.value.refusals] == [
        "Comments",
        "Unanswered",
    ]
    with pytest.raises(Refused, match="Unanswered comments:"):
        close(AFTER)

    actions.answer(one, words="Cut.", language="en", by=secretariat(small_forum, AFTER), at=AFTER)

    assert close(AFTER).state == "draft"
    with pytest.raises(Refused, match="This comment has already been answered"):
        actions.answer(
            one, words="No.", language="en", by=secretariat(small_forum, AFTER), at=AFTER
        )


def test_ii_3_functions_b_1_both_close_it_and_its_lines_change_no_more(small_forum) -> None:
    reported(small_forum)

    row = closed(small_forum)

    assert state_of(row) is State.FINAL
    reported(small_forum, status="delayed", at=AFTER)
    assert queries.content_of(row, AFTER).lines[0].status == "on_track"
    assert queries.content_of(row, AFTER).by_status["on_track"] == 1
    for act in (
        lambda: actions.write_foreword(
            row, {}, seen=row.version, by=secretariat(small_forum), at=AFTER
        ),
        lambda: actions.ask_for_comments(
            row, until=AFTER + A_DAY, by=secretariat(small_forum), at=AFTER
        ),
        lambda: actions.propose_closing(row, by=league(small_forum, AFTER), at=AFTER),
    ):
        with pytest.raises(Refused, match="Both Parties signed this report"):
            act()


def test_what_is_reported_between_the_keys_makes_the_first_key_void(small_forum) -> None:
    row = asked(small_forum)
    act = actions.propose_closing(row, by=league(small_forum, AFTER), at=AFTER)
    turn(act, league(small_forum, AFTER), AFTER)

    reported(small_forum, at=AFTER)

    with pytest.raises(Refused):
        turn(act, concert(small_forum, AFTER), AFTER)
    assert JointAct.objects.get(pk=act.pk).state == "void"
    assert fresh(row).final_at is None


def test_one_key_closes_nothing_and_a_secretariat_has_none(small_forum) -> None:
    row = asked(small_forum)
    act = actions.propose_closing(row, by=secretariat(small_forum, AFTER), at=AFTER)
    with pytest.raises(Refused):
        turn(act, secretariat(small_forum, AFTER), AFTER)

    turn(act, league(small_forum, AFTER), AFTER)

    assert fresh(row).final_at is None
    both_closed = turn(act, concert(small_forum, AFTER), AFTER)
    assert both_closed.state == "effective"
    assert fresh(row).final_at == AFTER


def test_i_2_6_the_final_report_is_a_document_in_three_languages_that_everybody_got(
    small_forum,
) -> None:
    reported(small_forum, words="<b>Ships</b> were searched.", evidence="Note & day")

    document = closed(small_forum).document

    assert Document.objects.get(pk=document.pk).final_at == AFTER
    editions = Expression.objects.filter(revision__document=document, released_at__isnull=False)
    texts = {one.language: from_json(one.text) for one in editions}
    assert set(texts) == {"en", "es", "pt"}
    assert len({tuple(one.id for one in text) for text in texts.values()}) == 1
    english = "\n".join(one.text for one in texts["en"])
    assert "S30-01. Search ships together" in english
    assert "Norland: Note & day" in english
    assert "Norland: Note & day (in English)" not in english
    assert "Norlândia: Note & day (em inglês)" in "\n".join(one.text for one in texts["pt"])
    assert "document.circulated" in verbs(small_forum)


def test_what_both_signed_is_changed_in_the_register_by_nobody_alone(small_forum) -> None:
    """Nor reported to a meeting in other words than both signed."""
    paper, by = closed(small_forum).document, secretariat(small_forum, AFTER)
    row = assessed(small_forum, AFTER)
    both_sign(
        small_forum, assessing.propose_signing(row, by=league(small_forum, AFTER), at=AFTER), AFTER
    )
    row.refresh_from_db()
    for document, thing in ((paper, "report"), (row.document, "assessment")):
        told = {"seen": papers.fresh(document).version, "by": by, "at": AFTER}
        for change in (
            lambda one, **told: register.revise(one, source="en", summary="", **told),
            lambda one, **told: register.withdraw(one, reason="Wrong.", **told),
            lambda one, **told: languages.add_edition(papers.last(one), OTHER, **told),
        ):
            with pytest.raises(Refused, match=f"Both Parties have already signed the {thing}"):
                change(document, **told)

        assert papers.sent(document, by=by, at=AFTER).final_at == AFTER


def test_the_same_proposal_waits_once(small_forum) -> None:
    row = asked(small_forum)
    actions.propose_closing(row, by=league(small_forum, AFTER), at=AFTER)

    with pytest.raises(
        Refused, match="has already been sent for signature with the same content, as number"
    ):
        actions.propose_closing(row, by=concert(small_forum, AFTER), at=AFTER)


def test_both_sign_what_stands(small_forum) -> None:
    row = asked(small_forum)
    act = actions.propose_closing(row, by=league(small_forum, AFTER), at=AFTER)

    both_sign(small_forum, act, AFTER)

    assert fresh(row).content["cycle"] == 2
    assert fresh(row).act_id == act.pk


def test_the_same_words_after_an_answer_are_a_comment_that_waits_for_another(small_forum) -> None:
    row, by = asked(small_forum), norland(small_forum)
    said = {"commitment": ships(small_forum), "words": "This is not all.", "language": "en"}
    first = actions.comment(row, by=by, at=NOW, **said)
    assert actions.comment(row, by=by, at=NOW, **said) == first
    keeper = secretariat(small_forum)
    actions.answer(first, words="It is now.", language="en", by=keeper, at=NOW)

    second = actions.comment(row, by=by, at=NOW + A_DAY, **said)

    assert second != first and second.answered_at is None
    assert actions.comment(row, by=by, at=NOW + A_DAY, **said) == second
    assert LineComment.objects.filter(answered_at=None).get() == second
