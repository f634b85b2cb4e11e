"""US-05 to US-07 on the core alone, by the procedures of the forum that ships.

A declaration is negotiated and put; one delegation objects and stands apart from a paragraph; the
record is broken by silence once, and passes the second time.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cochair.procedure import consensus as room
from cochair.procedure import silence as quiet
from cochair.procedure import text as texts
from cochair.procedure.consensus import Claim, Decision, Stage
from cochair.procedure.consent import Consent, turn
from cochair.procedure.entitlement import (
    Capacity,
    Participant,
    Speaker,
    Unit,
    Voice,
    entitlement,
    entitlement_of_members,
    unit_of,
)
from cochair.procedure.facts import LanguageVersion
from cochair.procedure.obstacle import Clearance, Cleared, clauses_of
from cochair.procedure.outcome import Outcome, Statement, StatementKind, statement_kinds
from cochair.procedure.presidency import Term
from cochair.procedure.refusal import Refused
from cochair.procedure.text import Author, AuthorKind, Proposal, Reservation, ReservationKind
from procedure import known_history

BOOK = known_history.book()
CLAUSES = clauses_of(BOOK)
PARTIES = tuple(party.code for party in BOOK.parties)
EUROPE, LATIN_AMERICA = PARTIES
LANGUAGES = BOOK.languages
OPTIONS = {key: option.value for key, option in BOOK.options.items()}
ALWAYS = datetime(2020, 1, 1, tzinfo=UTC)
TERMS = (
    Term("i", EUROPE, "IE", ALWAYS),
    Term("b", LATIN_AMERICA, "BO", ALWAYS),
)
NORTH = [f"N{number}" for number in range(26)] + ["YY"]
SOUTH = [f"S{number}" for number in range(13)] + ["XX"]
X, Y = (
    Author(AuthorKind.DELEGATION, LATIN_AMERICA, "XX"),
    Author(AuthorKind.DELEGATION, EUROPE, "YY"),
)
SPEAKS = {
    "XX": Speaker("xavier", Capacity.DELEGATION, LATIN_AMERICA, "XX"),
    "YY": Speaker("yara", Capacity.DELEGATION, EUROPE, "YY"),
}


def at(written):
    """A UTC instant of the year of the story."""
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=UTC)


def keys(digest, instant, *parties):
    """A joint act on this, with the keys of these Parties, or of both."""
    consent = Consent(PARTIES, digest, instant)
    for party in parties or PARTIES:
        member = "IE" if party == EUROPE else "BO"
        consent = turn(
            consent,
            party=party,
            account=f"presidency of {party}",
            office="co_presidency",
            member=member,
            at=instant,
            terms=TERMS,
            current_digest=digest,
        )
    return consent


def declaration():
    """The first draft: 24 paragraphs in every language."""
    paragraphs = [
        (f"p-{number}", "operative", {name: f"{number}. {name}" for name in LANGUAGES})
        for number in range(1, 25)
    ]
    return texts.first_text(
        "t", PARTIES, LANGUAGES, "en", paragraphs, by="chairs", at=at("09-10"), clause="I.2.5"
    )


def bracketed(text, *numbers):
    for number in numbers:
        paragraph = f"p-{number}"
        made = Proposal(
            f"x-{number}", X, texts.Operation.REPLACE, paragraph, at("09-11"), {"en": "Other."}
        )
        text = texts.bracket(texts.propose(text, made), [made.id])
    return text


def left(text, instant, clearances=()):
    return texts.outstanding(text, clearances=clearances, at=at(instant), clauses=CLAUSES)


def cleared(text, *days):
    digest = texts.text_digest(text)
    return [
        Clearance(party, Cleared.GIVEN, at(day), digest)
        for party, day in zip(PARTIES, days, strict=True)
    ]


def test_us_05_a_text_is_put_when_nothing_stands_before_it_any_more():
    text = bracketed(texts.open_round(declaration(), at("09-10")), *range(1, 12))
    text = texts.reserve(
        text,
        Reservation("r", Y, ReservationKind.PARLIAMENTARY, at("09-17"), until=date(2026, 10, 2)),
    )
    text = texts.close_round(text, at("09-17"))
    assert text.rounds[0].figures.brackets == 11
    assert str(left(text, "09-17")[0].says) == (
        "Paragraph 1 is not agreed. Open proposals: 1. (I.2.5)"
    )
    for number in range(1, 12):
        text = texts.withdraw_proposal(text, f"x-{number}", by=X, at=at("10-05"))
    text = texts.lift(text, "r", by=Y, at=at("10-02"))
    wording = {"read": 1, "by": "desk", "at": at("10-05")}
    text = texts.edit(text, "p-14", "en", "As agreed.", **wording)
    given = cleared(text, "10-05", "10-05")
    assert [str(one.says) for one in left(text, "10-05", given)] == [
        "Paragraph 14 is out of date in es. (I.2.6)",
        "Paragraph 14 is out of date in pt. (I.2.6)",
    ]
    for language in ("es", "pt"):
        text = texts.translate(text, "p-14", language, f"{language}.", sense=2, **wording)

    assert left(text, "10-07", cleared(text, "10-07", "10-07")) == ()
    # A clearance was for the words as they were, in all languages.
    assert {one.says.clause for one in left(text, "10-07", given)} == {"I.2.4"}
    assert len(texts.changed_between(text.rounds[0].paragraphs, text.paragraphs, "pt")) == 1


def in_the_room():
    """The ministerial: the text is put at 15:40 in Brussels."""
    text = declaration()
    decision = Decision(
        "d1",
        "final_document",
        PARTIES,
        unit_of(BOOK.decision, "ministerial", clause="I.2.5"),
        texts.text_digest(text),
        statement_kinds=statement_kinds(BOOK.decision, OPTIONS),
        clauses=CLAUSES,
    )
    return room.put(
        decision,
        keys(room.putting_digest(decision), at("10-08T13:40")),
        obstacles=left(text, "10-08T13:40", cleared(text, "10-05", "10-05")),
        clearances=cleared(text, "10-05", "10-05"),
        current_digest=texts.text_digest(text),
    )


def checked_in():
    """27 and 14 delegations, and the institutions, which have no say."""
    came = [(EUROPE, one) for one in NORTH] + [(LATIN_AMERICA, one) for one in SOUTH]
    people = [
        Participant(Capacity.DELEGATION, member, party, at("10-01"), at("10-08T08:00"))
        for party, member in came
    ]
    people.append(Participant(Capacity.INSTITUTION, "", EUROPE, at("10-01"), at("10-08T08:00")))
    return entitlement(Unit.MEMBER_DELEGATION, PARTIES, people, at("10-08T14:00"))


def objected():
    by = {"speaker": SPEAKS["XX"], "entitled": checked_in(), "terms": TERMS}
    found = room.object_to(in_the_room(), id="o", at=at("10-08T13:42"), paragraphs=("p-14",), **by)
    return room.suspend(found, keys(room.suspension_digest(found), at("10-08T13:45"))), by


def declared(decision, claim, instant="10-08T14:10"):
    return room.declare(
        decision, claim, keys(room.declaration_digest(decision, claim), at(instant))
    )


def test_us_06_an_objection_becomes_a_dissociation_and_the_declaration_is_adopted():
    paused, by = objected()
    apart = Statement(
        "s",
        "XX",
        StatementKind.DISSOCIATION_FROM_PARAGRAPH,
        {name: f"XX ({name})" for name in LANGUAGES},
        at("10-08T14:05"),
        ("p-14",),
        instead_of="o",
    )

    ended = declared(room.convert(paused, apart, **by), Claim.CONSENSUS)

    assert len(checked_in().voices) == 41
    assert room.stage(paused) is Stage.SUSPENDED
    assert room.outcome(ended) is Outcome.ADOPTED_WITH_STATEMENTS
    assert room.statements_in_time(ended) == (apart,)
    assert set(apart.words) == set(LANGUAGES)


def test_us_06_variants_b_and_c_no_way_leads_over_an_objection_that_is_maintained():
    paused, _by = objected()

    with pytest.raises(Refused, match=r"Standing objections: 1\..*\(I\.2\.5\)"):
        declared(paused, Claim.CONSENSUS)
    assert room.claims_open(paused) == (Claim.NOT_AGREED, Claim.SUMMARY, Claim.REPLACED)
    summary = declared(paused, Claim.SUMMARY)
    assert room.outcome(summary) is Outcome.CO_CHAIRS_SUMMARY
    assert not room.outcome(summary).is_agreement
    assert [one.voice.id for one in room.standing(summary)] == ["XX"]


def test_in_the_institutional_meeting_only_the_two_presidencies_have_a_say():
    unit = unit_of(BOOK.decision, "im", clause="I.2.5")
    small = replace(in_the_room(), unit=unit)
    small = replace(small, put=keys(room.putting_digest(small), at("10-08T13:40")))
    both = entitlement(unit, PARTIES, (), at("10-08T14:00"))
    chair = Speaker("luz", Capacity.PRESIDENCY, LATIN_AMERICA, "BO")

    assert room.may_object(small, chair, both, TERMS, at("10-08T13:42")) is None
    assert room.may_object(small, SPEAKS["XX"], both, TERMS, at("10-08T13:42")) is not None


def silence(id, opened, expires, digest, follows=""):
    regime = quiet.regime_of(BOOK, OPTIONS)
    members = [Voice(one, EUROPE) for one in NORTH] + [Voice(one, LATIN_AMERICA) for one in SOUTH]
    entitled = entitlement_of_members(Unit.MEMBER_DELEGATION, PARTIES, members)
    words = dict.fromkeys(LANGUAGES, digest)
    terms = quiet.Terms(
        id, "record", "record", words, entitled, expires, regime, "2026b", follows=follows
    )
    return quiet.open_silence(
        quiet.Silence(terms),
        keys(quiet.opening_digest(terms), opened),
        [LanguageVersion(name, opened) for name in LANGUAGES],
    )


def test_us_07_a_record_is_broken_once_and_passes_the_second_time():
    first = silence("q1", at("10-23T15:00"), at("11-09T16:00"), "draft")

    def written(running, member, instant):
        return quiet.receive(
            running,
            id=member,
            form=quiet.Form.AMENDMENT,
            speaker=SPEAKS[member],
            words="Item 3 was not concluded.",
            terms=TERMS,
            received_at=at(instant),
        )

    broken = written(first, "YY", "11-09T15:40")
    assert broken.counts
    assert quiet.outcome(broken.silence, at("11-09T15:40")) is Outcome.NOT_AGREED

    second = silence("q2", at("11-12T16:00"), at("11-16T16:00"), "revised", follows="q1")
    wednesday = at("11-18T16:00")
    with pytest.raises(Refused, match="Both co-presidencies"):
        asked = keys(quiet.move_digest(second, wednesday), at("11-16T15:50"), EUROPE)
        quiet.extend(second, wednesday, asked)
    late = written(second, "XX", "11-16T16:00:01")
    passed = quiet.close(late.silence, at("11-16T16:01"))
    assert not late.counts
    assert quiet.outcome(passed, at("11-16T16:01")) is Outcome.ADOPTED_BY_CONSENSUS
    assert quiet.late(passed, at("11-16T16:01")) == (late.message,)


def test_the_forum_that_ships_says_what_may_be_silent_and_until_when():
    regime = quiet.regime_of(BOOK, OPTIONS)

    assert "record" in regime.allowed_for
    assert "final_document" not in regime.allowed_for
    assert quiet.usual_expiry(regime, at("11-04T16:00")) == at("11-09T16:00")
    assert (CLAUSES.consensus, CLAUSES.clearance, CLAUSES.languages) == ("I.2.5", "I.2.4", "I.2.6")
