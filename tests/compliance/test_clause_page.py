"""The page of a clause begins with the result of the meeting or cycle whose page led there."""

import re

from django.urls import reverse

from cochair.features.compliance import queries
from matrix import Scene
from world import NOW

RESULT = re.compile(r"<li>\s*<div>\s*<h3>(.*?)</h3>", re.DOTALL)


def shown(scene: Scene, rule: str, target: str) -> list[str]:
    """What the results of a clause were judged on, as its page names it, from the first."""
    path = reverse("compliance:clause", args=[scene.forum.slug, "1.0", rule])
    page = scene.client("secretariat").get(path, {"target": target} if target else {})
    assert page.status_code == 200
    return RESULT.findall(page.content.decode())


def test_a_clause_begins_with_what_was_asked_for_and_else_with_the_newest(at_work: Scene) -> None:
    results = queries.results(at_work.forum, NOW)
    rule, own = next((rule, own) for rule, own in results.by_clause.items() if len(own) > 1)
    assert len({one.target.id for one in own}) == len(own)

    newest_first = shown(at_work, rule, "")
    assert len(newest_first) == len(own)
    for target, place in zip(own, reversed(range(len(own))), strict=True):
        first = newest_first[place]
        rest = newest_first[:place] + newest_first[place + 1 :]
        assert shown(at_work, rule, target.target.id) == [first, *rest]
    assert shown(at_work, rule, "nothing-of-this-name") == newest_first
