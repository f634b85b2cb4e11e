"""A column of a query is told from others without reading how columns are made, as Django does.

For each query with an order Django asks every column that it selects for its identity: of all that
the tests did, that was one part in thirty.  The identity stays the same (tests/house/test_suite.py).
"""

from django.db.models.expressions import Col, Expression
from django.db.models.fields import Field
from django.utils.functional import cached_property

BY_DJANGO = Expression.__dict__["identity"].func


def identity(column: Col) -> tuple[object, ...]:
    """What tells a column from another one."""
    told, named = column._constructor_args
    if named or not 2 <= len(told) <= 3:
        return BY_DJANGO(column)  # type: ignore[no-any-return]
    alias, target, output = (*told, None)[:3]
    where = ("alias", alias), ("target", _field(target))
    return Col, *where, ("output_field", None if output is None else _field(output))


def _field(field: Field) -> object:  # type: ignore[type-arg]
    return (field.model._meta.label, field.name) if field.name and field.model else type(field)


def told_quickly() -> None:
    """From now on, for the life of this process."""
    kept = cached_property(identity)
    kept.__set_name__(Col, "identity")
    Col.identity = kept
