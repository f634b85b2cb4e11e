"""What every kind of joint act declares: when its object is over, and everything against it."""

import pytest

from cochair.features.acts import kinds
from cochair.features.acts.kinds import Never

# Kinds whose objects are never over, each for the reason that it gives.
NEVER = {
    "indicator.attest",
    "option",
    "publication",
    "silence.letter",
    "statement",
}


def test_every_kind_says_when_its_object_is_over_or_why_it_never_is() -> None:
    known = {code: kinds._KINDS[code].over for code in kinds.known()}

    assert len(known) >= 54
    assert {code for code, rule in known.items() if isinstance(rule, Never)} == NEVER
    for code, rule in known.items():
        why = rule.because if isinstance(rule, Never) else callable(rule)
        assert why, code


def test_a_kind_without_a_rule_for_its_end_cannot_be_declared() -> None:
    """A negative control: the rule is no default."""
    with pytest.raises(TypeError, match="over"):
        kinds.Kind(  # type: ignore[call-arg]
            code="a.test", name="A test", effect=lambda act: None,  # type: ignore[arg-type, return-value]
            take_effect=lambda act, at: None, entry="a.tested",
        )  # fmt: skip


def test_one_code_has_one_reason() -> None:
    first = kinds.ended("meeting.opened", "The meeting has opened.")

    assert kinds.why_over(first.code) == "The meeting has opened."
    with pytest.raises(ValueError, match="Two reasons"):
        kinds.ended("meeting.opened", "Something else.")
