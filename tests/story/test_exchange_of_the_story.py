"""What the story says of counts, of support and of another initiative is whole before anybody plays it."""

from datetime import date

from cochair.features.commitments import event_plan
from cochair.features.exchange import periods, refusals
from cochair.features.exchange.codes import KINDS
from cochair.procedure.reason import in_a_sentence
from cochair.story.eu_clasi import pledges, words

LANGUAGES = {"en", "es", "pt"}


def test_both_parties_count_by_two_channels_and_the_sum_is_that_of_the_indicator() -> None:
    told = words.said("exchange.counts")
    kinds = words.said("exchange.kinds")
    counts = [
        (party, channel, period, number)
        for party, one in told.items()
        for channel, rows in one["rows"].items()
        for period, number in rows.items()
    ]

    assert set(told) == {"EU", "CLASI"}
    assert {channel for _party, channel, *_rest in counts} == set(kinds)
    assert set(kinds.values()) <= set(KINDS) and len(set(kinds.values())) == 2
    assert len(counts) == 2 * 2 * 4 and len({one[:3] for one in counts}) == len(counts)
    read = {periods.read(period) for _party, _channel, period, _number in counts}
    assert None not in read and max(one.end for one in read if one) == date(2027, 6, 30)
    total = sum(number for *_rest, number in counts)
    assert str(total) == words.said("commitments.indicator.value")
    for one in told.values():
        assert all(
            refusals.line(said, refusals.LONGEST_SOURCE) is None for said in one["source"].values()
        )


def test_two_programmes_are_asked_and_one_has_answered_in_sentences() -> None:
    told = words.said("exchange.support")
    answered = [one for one in told.values() if "given" in one]

    assert len({one["programme"] for one in told.values()}) == len(told) == 2
    assert len(answered) == 1 and {"granted", "given"} <= set(answered[0])
    for state in ("granted", "given"):
        said = answered[0][state]
        assert set(said) == LANGUAGES and not any(map(in_a_sentence, said.values()))
    assert all(set(one["title"]) == set(one["source"]) == LANGUAGES for one in told.values())


def test_the_other_initiative_meets_while_the_actions_run() -> None:
    events = words.said("exchange.meetings.events")

    assert len(events) == 3
    imported = event_plan.of_text(words.said("exchange.imported.list"))
    assert imported.head == event_plan.COLUMNS[1:5] and len(imported.rows) == 2
    assert all(pledges.BEGINS <= one["start"] <= one["end"] <= pledges.ENDS for one in events)
    assert not any(map(in_a_sentence, words.said("exchange.divided").values()))
