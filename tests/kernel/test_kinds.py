"""Each kind of stored thing is described once, and nothing of it is left out in silence (house.md 1)."""

from dataclasses import fields, replace

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from cochair.features.action_points.kind import POINT, Points
from cochair.features.action_points.queries import live
from cochair.kernel import kind as kinds
from cochair.kernel.kind import Handover, Kind, No
from cochair.kernel.rows import Rows
from cochair.site.desk import verbs


@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.code)
class TestEachKind:
    def test_what_it_names_of_its_rows_is_there(self, kind: Kind) -> None:
        named: list[tuple[type[Model], str]] = []
        for part in () if isinstance(kind.archive, No) else kind.archive:
            assert bool(part.rows) != bool(part.fields), part.code
            if part.fields:
                members = {*part.fields, *part.order, part.cycle}
                named += [(kind.models[0], one) for one in members]
                assert {of for _said, of in part.columns} <= set(part.fields)
        for one in () if isinstance(kind.personal, No) else kind.personal:
            named += [(one.model, path) for path in (*one.by, *one.columns)]
        for handed in () if isinstance(kind.handover, No) else kind.handover:
            assert bool(handed.rows) != bool(handed.things and handed.title), handed.code
            said = (handed.title, handed.day, *handed.note, *handed.where[1:])
            named += [(kind.models[0], path) for path in said if path]
        if isinstance(kind.search, Rows):
            search = kind.search
            assert bool(search.called) == (type(search).title is Rows.title), kind.code
            said = (search.called, *search.fields)
            named += [(search.model, path) for path in said if path]
        for texts in () if isinstance(kind.texts, No) else kind.texts:
            fields = f"{texts.evidence} {texts.name_nobody} {texts.reduced}".split()
            named += [(texts.model, field) for field in fields]
            assert bool(texts.reduced) == bool(texts.rule)
        for model, path in named:
            for step in path.split("__"):
                try:
                    field = model._meta.get_field(step)
                except FieldDoesNotExist:
                    if step not in {"iexact", "iregex"}:
                        raise
                    break
                model = field.related_model or model  # type: ignore[assignment]

    def test_it_reaches_into_no_table_but_its_own(self, kind: Kind) -> None:
        parts = () if isinstance(kind.personal, No) else kind.personal
        texts = () if isinstance(kind.texts, No) else kind.texts

        assert {one.model for one in (*parts, *texts)} <= set(kind.models)

    def test_what_does_not_apply_says_why(self, kind: Kind) -> None:
        found = [getattr(kind, one.name) for one in fields(kind)]
        reasons = [one.reason for one in found if isinstance(one, No)]

        assert [one for one in reasons if len(one.split()) < 4] == []

    def test_its_verbs_are_sentences_of_past_deeds(self, kind: Kind) -> None:
        if isinstance(kind.verbs, No):
            return
        assert kind.verbs
        assert all("." in verb and said.endswith(".") for verb, said in kind.verbs.items())


def test_no_two_verbs_say_the_same() -> None:
    """Drift W1: an entry of one thing is never read as one of another."""
    said = verbs.known()
    spoken = {sentence: verb for verb, sentence in said.items()}

    assert {verb: spoken[said[verb]] for verb in said if spoken[said[verb]] != verb} == {}
    assert len(said) >= 260


def test_a_member_that_a_row_does_not_have_is_noticed() -> None:
    assert not isinstance(POINT.archive, No)
    (part,) = POINT.archive
    wrong = replace(POINT, archive=(replace(part, fields=("colour",), columns=()),))

    with pytest.raises(FieldDoesNotExist):
        TestEachKind().test_what_it_names_of_its_rows_is_there(wrong)

    for wrong in (
        replace(POINT, search=Points(title="text", fields=("colour",))),
        replace(POINT, handover=(Handover("any", things=live, title="text", note=("colour",)),)),
    ):
        with pytest.raises(FieldDoesNotExist):
            TestEachKind().test_what_it_names_of_its_rows_is_there(wrong)


def test_a_code_is_used_by_one_kind() -> None:
    with pytest.raises(ValueError, match="action-point"):
        kinds.register(replace(POINT, label="Another"))

    kinds.register(POINT)
    assert kinds.of("action-point") is POINT and kinds.of("nothing") is None


def test_no_kind_leaves_open_who_acts_next() -> None:
    said = {kind.code: kind.turns.reason for kind in kinds.every() if isinstance(kind.turns, No)}

    assert [code for code, reason in said.items() if "Not said yet" in reason] == []
