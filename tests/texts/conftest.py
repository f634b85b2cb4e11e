"""Texts under negotiation, on the Monday morning of the small forum."""

from collections.abc import Iterator

import pytest

from world import NOW


@pytest.fixture
def clock_stands() -> Iterator[None]:
    """Every page is asked for at the same instant."""
    from cochair.web.clock import clock

    with clock.at(NOW):
        yield
