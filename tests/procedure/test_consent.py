"""Two keys: what is bound, who may turn which, and when the act takes effect."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.consent import (
    Consent,
    ConsentState,
    Signature,
    digest_of,
    effective_at,
    may_turn,
    state,
    turn,
    void_if_changed,
    waiting_for,
)
from cochair.procedure.presidency import Term, TermStatus, may_sign
from cochair.procedure.refusal import Refused

PROPOSED = datetime(2026, 8, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
HANDOVER = datetime(2026, 8, 5, tzinfo=UTC)

# Norland and Sudria are two Parties; Sudria changes hands on 5 August.
TERMS = (
    Term("n", "norland", "ash", datetime(2026, 7, 1, tzinfo=UTC), None),
    Term("s1", "sudria", "sol", datetime(2026, 1, 1, tzinfo=UTC), HANDOVER),
    Term("s2", "sudria", "mar", HANDOVER, None),
)
TEXTS = {"en": "A notice", "es": "Un aviso", "pt": "Um aviso"}
DIGEST = digest_of({"texts": TEXTS})
NOTICE = Consent(("norland", "sudria"), DIGEST, PROPOSED)

ASH = {"party": "norland", "account": "anna", "member": "ash"}
SOL = {"party": "sudria", "account": "luis", "member": "sol"}
MAR = {"party": "sudria", "account": "rosa", "member": "mar"}


def after_key(consent, key, hours, terms=TERMS):
    return turn(
        consent,
        **key,
        office="co-presidency",
        at=PROPOSED + hours * HOUR,
        terms=terms,
        current_digest=DIGEST,
    )


def answer(consent, key, hours, terms=TERMS, current_digest=DIGEST, **clauses):
    return may_turn(
        consent,
        **key,
        at=PROPOSED + hours * HOUR,
        terms=terms,
        current_digest=current_digest,
        **clauses,
    )


HALF = after_key(NOTICE, ASH, 1)
WHOLE = after_key(HALF, SOL, 2)


# Two keys


def test_inv_2_an_act_takes_effect_with_the_last_key_and_not_before():
    assert (state(NOTICE), effective_at(NOTICE)) == (ConsentState.DRAFT, None)
    assert (state(HALF), effective_at(HALF)) == (ConsentState.HALF_SIGNED, None)
    assert (state(WHOLE), effective_at(WHOLE)) == (ConsentState.EFFECTIVE, PROPOSED + 2 * HOUR)


def test_an_act_waits_for_the_parties_whose_key_is_missing():
    assert waiting_for(NOTICE) == ("norland", "sudria")
    assert waiting_for(HALF) == ("sudria",)
    assert waiting_for(WHOLE) == ()


def test_a_key_is_not_turned_twice():
    colleague = ASH | {"account": "bo"}

    assert answer(NOTICE, colleague, 2) is None
    assert str(answer(HALF, colleague, 2)) == (
        "norland already signed, on 2026-08-03 09:00:00+00:00. The act waits for the "
        "signature of sudria. (two-keys)"
    )


def test_inv_2_one_account_does_not_turn_two_keys():
    same_person = SOL | {"account": "anna"}

    assert answer(HALF, SOL, 2) is None
    assert str(answer(HALF, same_person, 2, clause="3.a")) == (
        "One account may not sign for both Parties: this account signed for norland on "
        "2026-08-03 09:00:00+00:00. (3.a)"
    )


def test_inv_6_only_the_member_in_office_at_that_instant_turns_the_key():
    last_hour = (HANDOVER - PROPOSED) / HOUR - 1

    assert answer(HALF, SOL, last_hour) is None
    assert "sol holds the presidency of sudria" in str(answer(HALF, MAR, last_hour))
    assert answer(HALF, MAR, last_hour + 1) is None
    assert "mar holds the presidency of sudria" in str(answer(HALF, SOL, last_hour + 1))


def test_a_key_turned_in_office_still_counts_after_the_handover():
    signed_before = after_key(NOTICE, SOL, 1)
    signed_after = after_key(signed_before, ASH, 72)

    assert state(signed_after) is ConsentState.EFFECTIVE


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            (TERMS[0], Term("s", "sudria", None, PROPOSED, None, TermStatus.VACANT)),
            "The presidency of sudria is vacant on 2026-08-03 10:00:00+00:00. (1.b)",
        ),
        (
            (TERMS[0], Term("s", "sudria", "sol", PROPOSED, None, TermStatus.DISPUTED)),
            "The presidency of sudria is disputed (sol). sudria must settle the dispute. (1.b)",
        ),
        (
            TERMS[:1],
            "It is not established who holds the presidency of sudria on 2026-08-03 "
            "10:00:00+00:00. (1.b)",
        ),
    ],
    ids=["vacant", "disputed", "unknown"],
)
def test_nobody_turns_the_key_of_a_presidency_without_a_settled_holder(terms, sentence):
    assert str(answer(HALF, SOL, 2, terms, term_clause="1.b")) == sentence


def test_a_third_party_has_no_key():
    stranger = {"party": "ostia", "account": "ugo", "member": "oro"}

    assert str(answer(NOTICE, stranger, 1)) == (
        "ostia may not sign this act: only norland, sudria may sign it. (two-keys)"
    )


def test_no_key_is_turned_before_the_act_is_proposed():
    assert answer(NOTICE, ASH, 0) is None
    assert str(answer(NOTICE, ASH, -1)) == (
        "No signature is possible on 2026-08-03 07:00:00+00:00: the act was sent for "
        "signature on 2026-08-03 08:00:00+00:00. (two-keys)"
    )


def test_turning_a_key_that_may_not_be_turned_is_refused_and_changes_nothing():
    with pytest.raises(Refused) as caught:
        after_key(HALF, ASH, 2)

    assert caught.value.refusals == (answer(HALF, ASH, 2),)
    assert state(HALF) is ConsentState.HALF_SIGNED


# The ends of an act


def test_a_change_of_what_is_bound_voids_the_act():
    changed = digest_of({"texts": TEXTS | {"pt": "Outro aviso"}})

    assert str(answer(HALF, SOL, 2, current_digest=changed)) == (
        "The content has changed since it was shown, so this act is void. Send it for "
        "signature again. (two-keys)"
    )
    void = void_if_changed(HALF, changed, PROPOSED + 2 * HOUR)
    assert (state(void), waiting_for(void)) == (ConsentState.VOID, ())
    assert str(answer(void, SOL, 3)) == (
        "This act has been void since 2026-08-03 10:00:00+00:00: its content was "
        "changed. (two-keys)"
    )


def test_without_a_change_nothing_is_void_and_what_took_effect_stays():
    changed = digest_of({"texts": {}})

    assert void_if_changed(HALF, DIGEST, PROPOSED + 2 * HOUR) == HALF
    assert void_if_changed(WHOLE, changed, PROPOSED + 3 * HOUR) == WHOLE


@pytest.mark.parametrize(
    ("end", "reached", "sentence"),
    [
        ("voided_at", "void", "This act has been void since {}: its content was changed."),
        ("declined_at", "declined", "This act was declined on {}."),
        ("withdrawn_at", "withdrawn", "This act was withdrawn on {}."),
        ("lapsed_at", "lapsed", "This act lapsed on {}: its purpose no longer exists."),
    ],
)
def test_an_act_that_has_ended_takes_no_key(end, reached, sentence):
    at = PROPOSED + 2 * HOUR
    ended = Consent(("norland", "sudria"), DIGEST, PROPOSED, HALF.signatures, **{end: at})

    assert state(ended) == reached
    assert str(answer(ended, SOL, 3)) == f"{sentence.format(at)} (two-keys)"


def test_an_act_in_effect_takes_no_more_keys():
    assert str(answer(WHOLE, MAR, 100)) == (
        "This act already has every signature: it took effect on 2026-08-03 "
        "10:00:00+00:00. (two-keys)"
    )


def test_the_first_end_is_the_one_that_counts():
    ended = Consent(
        ("norland", "sudria"),
        DIGEST,
        PROPOSED,
        voided_at=PROPOSED + 3 * HOUR,
        declined_at=PROPOSED + 2 * HOUR,
    )

    assert state(ended) is ConsentState.DECLINED


@pytest.mark.parametrize(
    "change",
    [
        {"party": "ostia"},
        {"party": "norland"},
        {"account": "anna"},
        {"digest": "0" * 64},
        {"at": PROPOSED - HOUR},
        {"at": PROPOSED + 4 * HOUR},
    ],
    ids=["a stranger", "one Party twice", "one account twice", "other text", "early", "late"],
)
def test_inv_2_a_key_that_should_not_be_there_does_not_count(change):
    second = {
        "party": "sudria",
        "account": "luis",
        "office": "co-presidency",
        "member": "sol",
        "at": PROPOSED + 2 * HOUR,
        "digest": DIGEST,
    }

    def with_key(**fields):
        return Consent(
            NOTICE.parties,
            DIGEST,
            PROPOSED,
            (*HALF.signatures, Signature(**fields)),
            withdrawn_at=PROPOSED + 4 * HOUR,
        )

    assert state(with_key(**second)) is ConsentState.EFFECTIVE
    assert state(with_key(**second | change)) is ConsentState.WITHDRAWN


@pytest.mark.parametrize("parties", [(), ("norland", "norland")])
def test_an_act_has_parties_each_named_once(parties):
    with pytest.raises(ValueError, match="needs Parties, each named once"):
        Consent(parties, DIGEST, PROPOSED)


# The digest


def test_the_digest_is_that_of_canonical_json():
    canonical = '{"a":[1,true,null],"b":{"en":"x","es":"ñ"}}'.encode()

    found = digest_of({"b": {"es": "n\u0303", "en": "x"}, "a": (1, True, None)})

    assert found == hashlib.sha256(canonical).hexdigest()


def test_each_language_and_each_file_is_bound():
    files = {"annex.pdf": "00ff"}

    assert digest_of({"texts": TEXTS, "files": files}) != DIGEST
    for language in TEXTS:
        assert digest_of({"texts": TEXTS | {language: "Something else"}}) != DIGEST


@pytest.mark.parametrize("part", [0.5, b"bytes", date(2026, 8, 3), {"a"}, {1: "a"}])
def test_what_has_no_canonical_form_cannot_be_bound(part):
    with pytest.raises(TypeError, match="digest"):
        digest_of({"part": part})


def test_two_parts_cannot_have_the_same_name():
    with pytest.raises(ValueError, match="same name"):
        digest_of({"\u00f1": "", "n\u0303": ""})


parts = st.dictionaries(
    st.text(st.characters(codec="ascii"), max_size=4),
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs"]))
        | st.integers()
        | st.booleans()
        | st.none(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(st.characters(codec="ascii")), inner, max_size=3)
        ),
    ),
    max_size=4,
)


@given(parts, st.randoms(use_true_random=False))
def test_the_order_in_which_parts_are_named_changes_no_digest(content, shuffling):
    names = list(content)
    shuffling.shuffle(names)

    assert digest_of({name: content[name] for name in names}) == digest_of(content)


@given(parts, st.text(st.characters(codec="ascii"), max_size=4), st.integers())
def test_any_change_of_content_voids_the_act(content, name, value):
    consent = Consent(("norland", "sudria"), digest_of(content), PROPOSED)
    changed = digest_of(content | {name: {"changed": value}})
    at = PROPOSED + HOUR

    different = changed != consent.digest

    assert different == (content.get(name) != {"changed": value})
    refusal = may_turn(consent, **ASH, at=at, terms=TERMS, current_digest=changed)
    assert (refusal is not None) == different
    assert (state(void_if_changed(consent, changed, at)) is ConsentState.VOID) == different


# Any sequence of attempts, among any number of Parties

PARTIES = ("p0", "p1", "p2", "p3")
MEMBERS = ("early", "late")
MIDDAY = PROPOSED + 12 * HOUR
OFFICES = tuple(
    Term(f"{party}-{member}", party, member, start, end)
    for party in PARTIES
    for member, start, end in [
        ("early", PROPOSED - 24 * HOUR, MIDDAY),
        ("late", MIDDAY, None),
    ]
)
attempts = st.lists(
    st.tuples(
        st.sampled_from(PARTIES),
        st.sampled_from(["anna", "bo", "cleo", "dan", "eve"]),
        st.sampled_from(MEMBERS),
        st.integers(0, 23),
        st.sampled_from([DIGEST, DIGEST, DIGEST, "changed"]),
    ),
    max_size=14,
)


@given(st.integers(1, 4), attempts)
def test_inv_2_effective_exactly_when_every_party_signed_by_another_entitled_account(count, tries):
    consent = Consent(PARTIES[:count], DIGEST, PROPOSED)

    for party, account, member, hour, current in sorted(tries, key=lambda one: one[3]):
        at = PROPOSED + hour * HOUR
        key = {"party": party, "account": account, "member": member, "at": at}
        refusal = may_turn(consent, **key, terms=OFFICES, current_digest=current)
        allowed = (
            state(consent) in ("draft", "half_signed")
            and party in waiting_for(consent)
            and account not in {one.account for one in consent.signatures}
            and member == ("early" if at < MIDDAY else "late")
            and current == DIGEST
        )
        assert (refusal is None) == allowed
        if refusal is None:
            consent = turn(
                consent, **key, office="co-presidency", terms=OFFICES, current_digest=current
            )

    signed = consent.signatures
    assert len({one.party for one in signed}) == len({one.account for one in signed}) == len(signed)
    assert all(may_sign(OFFICES, one.party, one.member, one.at) is None for one in signed)
    complete = {one.party for one in signed} == set(consent.parties)
    assert (state(consent) is ConsentState.EFFECTIVE) == complete
    assert effective_at(consent) == (max(one.at for one in signed) if complete else None)
