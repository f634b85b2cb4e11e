"""Every address of the house has a line in the table of who gets which answer."""

from matrix import names, table


def without_a_line(routes: set[str], listed: set[str]) -> list[str]:
    """Routes that nobody thought about."""
    return [f"{name} has no line in tests/access.yaml." for name in sorted(routes - listed)]


def test_every_route_has_a_line() -> None:
    _hats, routes = table()

    faults = without_a_line(set(names()), {route.name for route in routes})

    assert not faults, "\n".join(faults)


def test_a_route_without_a_line_is_noticed() -> None:
    assert without_a_line({"desk:desk", "desk:new"}, {"desk:desk"}) == [
        "desk:new has no line in tests/access.yaml."
    ]
