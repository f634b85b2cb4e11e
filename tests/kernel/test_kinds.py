"""Each kind of stored thing is described once, and nothing of it is left out in silence (house.md 1)."""

from dataclasses import fields, replace

import pytest
from django.core.exceptions import FieldDoesNotExist

from cochair.kernel import kind as kinds
from cochair.kernel.kind import Kind, No
from cochair.records.points.kind import POINT


@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.code)
class TestEachKind:
    def test_what_it_names_of_its_rows_is_there(self, kind: Kind) -> None:
        named = {kind.cycle}
        if not isinstance(kind.archive, No):
            named |= {*kind.archive.fields, *kind.archive.order}
            assert set(kind.archive.columns) <= set(kind.archive.fields)
        for one in () if isinstance(kind.personal, No) else kind.personal:
            named |= {*one.by, *one.columns}
        for path in named:
            model = kind.model
            for step in path.split("__"):
                field = model._meta.get_field(step)
                model = field.related_model or model  # type: ignore[assignment]

    def test_what_does_not_apply_says_why(self, kind: Kind) -> None:
        found = [getattr(kind, one.name) for one in fields(kind)]
        reasons = [one.reason for one in found if isinstance(one, No)]

        assert [one for one in reasons if len(one.split()) < 4] == []

    def test_its_verbs_are_sentences_of_past_deeds(self, kind: Kind) -> None:
        assert kind.verbs
        assert all("." in verb and said.endswith(".") for verb, said in kind.verbs.items())


def test_a_member_that_a_row_does_not_have_is_noticed() -> None:
    assert not isinstance(POINT.archive, No)
    wrong = replace(POINT, archive=replace(POINT.archive, fields=("colour",), columns={}))

    with pytest.raises(FieldDoesNotExist):
        TestEachKind().test_what_it_names_of_its_rows_is_there(wrong)


def test_a_code_is_used_by_one_kind() -> None:
    with pytest.raises(ValueError, match="action-point"):
        kinds.register(replace(POINT, label="Another"))

    kinds.register(POINT)
    assert kinds.of("action-point") is POINT and kinds.of("nothing") is None
