"""What is expected of a commitment is agreed, and the joint assessment sets the result beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

import people
from cochair.features.accounts.models import Account
from cochair.features.assessments import actions, results
from cochair.features.assessments.criteria import CRITERIA
from cochair.features.commitments.models import EffectivenessAssessment, Expectation
from cochair.features.compliance import queries as compliance
from cochair.features.expectations import actions as expecting
from cochair.features.expectations import queries
from cochair.features.follow_up import actions as following
from cochair.features.parties.models import Forum
from cochair.features.stocktaking import actions as stocktaking
from cochair.features.stocktaking import queries as reports
from cochair.features.stocktaking import report_text
from cochair.procedure.refusal import Refused, render
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from findings import EXPECTED, SAID, answered, found
from pledges import counted, measured, ships
from signing import both_sign, concert, league, secretariat
from takings import LANGUAGES, assessed, cycle, printed, sections
from world import NOW

A_DAY = timedelta(days=1)


def written(forum: Forum, seen: int = 0, **more: object) -> Expectation:
    """A draft of what is expected of the commitment to search ships."""
    typed = replace(EXPECTED, **more)  # type: ignore[arg-type]
    return expecting.write(ships(forum), typed, seen=seen, by=secretariat(forum), at=NOW)


def agreed(forum: Forum, **more: object) -> Expectation:
    """What both agreed to."""
    row = written(forum, **more)
    both_sign(forum, expecting.propose_agreeing(forum, [row.number], by=league(forum), at=NOW))
    found = queries.agreed_of(ships(forum))
    assert found is not None
    return found


def said_by_both(forum: Forum) -> None:
    """What each Party thinks of the commitment."""
    for by in (league(forum), concert(forum)):
        following.assess(ships(forum), words="We see it so.", language="en", by=by, at=NOW + A_DAY)


def compared(forum: Forum, row: EffectivenessAssessment, **more: object) -> None:
    """The result of the commitment, set beside what was expected."""
    by, line = secretariat(forum), results.line(cycle(forum), row, "S30-01")
    seen = line.row.version if line is not None and line.row is not None else 0
    typed = replace(SAID, **more)  # type: ignore[arg-type]
    actions.write_result(row, ships(forum), typed, seen=seen, by=by, at=NOW + A_DAY)


def missing(forum: Forum, row: EffectivenessAssessment) -> str:
    """What a refusal to sign says is missing, in English."""
    with pytest.raises(Refused) as refused:
        actions.propose_signing(row, by=league(forum), at=NOW + A_DAY)
    return " ".join(render(one) for one in refused.value.refusals)


def test_an_expected_result_is_a_sentence_with_its_measure_its_day_and_its_levels(
    small_forum,
) -> None:
    two_words = dict.fromkeys(LANGUAGES, "Safer ports.")
    for wrong, why in (
        ({"expected": two_words}, "expected result"),
        ({"measured": {**EXPECTED.measured, "pt": ""}}, "how it is measured"),
        ({"until": NOW.date()}, "is not in the future"),
        ({"levels": ()}, "Select at least one level"),
        ({"target": "many"}, "Enter a number"),
    ):
        with pytest.raises(Refused, match=why):
            written(small_forum, **wrong)
    assert not Expectation.objects.exists()

    row = written(small_forum, target="90")
    assert written(small_forum, seen=1, target="90").version == 1
    with pytest.raises(StaleVersion):
        written(small_forum, seen=0, target="95")
    assert (row.number, row.target, row.agreed_at) == (1, "90", None)


def test_both_agree_to_exactly_what_is_written_and_a_later_one_takes_its_place(small_forum) -> None:
    with pytest.raises(Refused, match="Write first what is expected"):
        expecting.propose_agreeing(small_forum, [1], by=league(small_forum), at=NOW)
    row = written(small_forum)
    act = expecting.propose_agreeing(small_forum, [row.number], by=league(small_forum), at=NOW)
    written(small_forum, seen=1, target="80")
    act.refresh_from_db()
    assert act.state == "void"
    assert queries.agreed(small_forum) == ()

    both_sign(
        small_forum,
        expecting.propose_agreeing(small_forum, [row.number], by=league(small_forum), at=NOW),
    )
    later = agreed(small_forum, target="95")

    assert [one.target for one in queries.agreed(small_forum)] == ["95"]
    assert later.number == 2 and Expectation.objects.count() == 2


def test_i_2_8_b_most_of_it_is_refused_with_what_is_missing(small_forum) -> None:
    row = assessed(small_forum)
    actions.write(
        row,
        {**sections(), "delivery": dict.fromkeys(LANGUAGES, "Most of it.")},
        seen=row.version,
        by=secretariat(small_forum),
        at=NOW,
    )

    said = missing(small_forum, row)

    assert "These headings say too little" in said and "Implementation" in said
    assert "Relevance" not in said


def test_i_2_8_b_an_assessment_lacks_the_result_of_each_commitment_until_it_is_whole(
    small_forum,
) -> None:
    agreed(small_forum, target="90")
    row = assessed(small_forum)
    said = missing(small_forum, row)
    for lack in (
        "the result", "a figure of this cycle", "the words of a Party", "see it alike", "what follows",
    ):  # fmt: skip
        assert lack in said

    indicator = measured(small_forum, secretariat(small_forum), commitment="S30-01")
    counted(indicator, secretariat(small_forum), "88")
    said_by_both(small_forum)
    compared(small_forum, row, why={})
    assert missing(small_forum, row) == (
        "Commitment S30-01 still lacks: where the Parties differ, and why."
    )

    compared(small_forum, row)
    act = actions.propose_signing(row, by=league(small_forum), at=NOW + A_DAY)
    both_sign(small_forum, act, NOW + A_DAY)

    row.refresh_from_db()
    assert row.signed_at is not None
    text = printed(row)["en"]
    for part in ("No boat lands", "Nine boats in ten", "We see it so.", "88", "2032"):
        assert part in text
    (told,) = [one.assessment for one in compliance.facts(small_forum).cycles if one.assessment]
    assert told.results == 1
    with pytest.raises(Refused, match="can no longer be changed"):
        compared(small_forum, row, view="alike")


def test_what_nobody_agreed_to_expect_has_no_result_beside_it(small_forum) -> None:
    row = assessed(small_forum)
    with pytest.raises(Refused, match="have not agreed to what is expected"):
        compared(small_forum, row)

    act = actions.propose_signing(row, by=league(small_forum), at=NOW)
    both_sign(small_forum, act)
    (told,) = [one.assessment for one in compliance.facts(small_forum).cycles if one.assessment]
    assert told.results == 0


def test_the_words_of_a_party_that_come_between_the_signatures_void_them(small_forum) -> None:
    agreed(small_forum)
    row = assessed(small_forum)
    said_by_both(small_forum)
    compared(small_forum, row)
    act = actions.propose_signing(row, by=league(small_forum), at=NOW + A_DAY)
    compared(small_forum, row, view="alike")

    act.refresh_from_db()
    assert act.state == "void"


def test_the_stock_taking_report_prints_the_chain_and_the_results_in_three_languages(
    small_forum,
) -> None:
    answered(small_forum, found(small_forum), "S30-01")
    agreed(small_forum)
    row = assessed(small_forum)
    compared(small_forum, row)
    report = stocktaking.begin(cycle(small_forum), by=secretariat(small_forum), at=NOW)

    shown = reports.content_of(report, NOW)

    for language, heading, result in (
        ("en", "From threats to results", "Nine boats in ten"),
        ("es", "", "nueve de cada diez"),
        ("pt", "", "nove em cada dez"),
    ):
        text = "\n".join(one.text for one in report_text.text(small_forum, shown, language))
        assert heading in text and result in text
        assert "S30-01" in text and "Sea report 2030" in text
    kept = reports.content.as_kept(shown)
    assert reports.content.from_kept(kept) == shown


def test_an_office_writes_a_result_on_its_page_and_sees_what_is_missing(small_forum) -> None:
    agreed(small_forum)
    concert(small_forum), secretariat(small_forum)
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))
    address = reverse("commitments:assessed_result", args=[small_forum.slug, 2, "S30-01"])
    sent = {"seen": "0", "view": "alike", "follows": "end"} | {
        f"{name}_{code}": said
        for name in ("result", "follows_words")
        for code, said in getattr(SAID, name).items()
    }
    with clock.at(NOW + A_DAY):
        page = chair.get(address).content.decode()
        assert "Still missing before anybody may sign" in page
        assert chair.get(address.replace("S30-01", "S30-02")).status_code == 404
        assert chair.post(address, {**sent, "follows": "song"}).status_code == 422
        assert chair.post(address, sent).status_code == 302
        assert chair.post(address, {**sent, "view": "different"}).status_code == 409
        page = chair.get(reverse("commitments:assessment", args=[small_forum.slug, 2]))
    assert "Nine boats in ten were seen." in page.content.decode()
    assert "the words of a Party" in page.content.decode()
    assert set(CRITERIA) >= {"delivery"}


def test_one_expected_result_is_agreed_in_the_singular(small_forum: Forum) -> None:
    agreed(small_forum)
    concert(small_forum)
    chair = people.signed_in(Account.objects.get(email="presidency-concert-xp@example.org"))

    with clock.at(NOW + A_DAY):
        for language, said in (("en", "Agreed:"), ("es", "Acordado:"), ("pt", "Acordado:")):
            with override(language):
                address = reverse("commitments:expectations", args=[small_forum.slug])
            assert said in chair.get(address).content.decode()


def test_an_act_on_what_is_expected_of_a_commitment_that_ended_waits_for_nobody(
    small_forum: Forum,
) -> None:
    row = written(small_forum)
    act = expecting.propose_agreeing(small_forum, [row.number], by=league(small_forum), at=NOW)
    end = following.propose_settlement(
        ships(small_forum),
        state="completed",
        replaced_by="",
        reason="Done, as both saw.",
        by=league(small_forum),
        at=NOW,
    )

    both_sign(small_forum, end)

    act.refresh_from_db()
    assert act.state == "lapsed" and not queries.waiting(small_forum)
