"""What threat assessments find in the story, what answers it, and what is expected of each commitment."""

from collections.abc import Iterator, Mapping, Sequence

from cochair.features.assessments.actions import Result
from cochair.features.expectations.actions import Expected
from cochair.features.threats.actions import Found
from cochair.story.eu_clasi import pledges, words


def assessments() -> Sequence[Mapping[str, str]]:
    """The editions that are cited."""
    found: Sequence[Mapping[str, str]] = words.said("threats.assessments")
    return found


def findings() -> Iterator[tuple[str, Found, tuple[str, ...]]]:
    """Each finding with the series that says so, and the numbers of the commitments that answer it."""
    numbers = {pledges.about(slug)["key"]: slug for slug in pledges.IN_FORCE}
    for one in words.said("threats.findings"):
        found = Found(one["title"], one["areas"], one["region"], one["place"])
        yield one["assessment"], found, tuple(numbers[key] for key in one["keys"])


def expected() -> Iterator[tuple[str, Expected]]:
    """What is expected of each new commitment, by its number."""
    more = words.said("threats.levels")
    for slug, level in zip(pledges.TAKEN, pledges.LEVELS, strict=False):
        one = pledges.about(slug)
        how = words.filled(
            words.said("threats.measured"), measured=one["measured"], unit=one["unit"]
        )
        yield (
            slug,
            Expected(
                expected=one["expected"],
                measured=how,
                until=words.said("threats.until"),
                levels=more.get(one["key"], (level,)),
                target=one["measure"]["target"],
            ),
        )


def results() -> Iterator[tuple[str, Result]]:
    """The result of each new commitment, by its number: what its owner reported, how both see it, and
    what follows."""
    for slug in pledges.TAKEN:
        one = pledges.about(slug)
        said = words.said(f"threats.results.{one['key']}")
        yield (
            slug,
            Result(
                result=one[pledges.SECOND],
                view=said["view"],
                why=said.get("why", {}),
                follows=said["follows"],
                follows_words=said["words"],
            ),
        )
