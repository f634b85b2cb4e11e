"""Each table of the house belongs to one kind, or it is said why to none (kinds.md 1)."""

from collections import Counter
from pathlib import Path

from django.apps import apps

from cochair.kernel import kind as kinds

# Tables that no kind has yet; the list only shrinks.
NOT_YET = frozenset(Path(__file__).with_name("not_yet.txt").read_text().split())
# Tables of the ledger, of letters and of sessions: no thing of a forum, but what the house runs on.
OF_THE_HOUSE = frozenset(
    {
        # When the pages of a running server last answered.
        "decisions.Pulse",
    }
)


def test_each_table_belongs_to_one_kind() -> None:
    found = Counter(model._meta.label for kind in kinds.every() for model in kind.models)
    every = {
        model._meta.label for model in apps.get_models() if model.__module__.startswith("cochair.")
    }

    assert [label for label, times in found.items() if times > 1] == []
    assert set(found) == every - NOT_YET - OF_THE_HOUSE
    assert every >= NOT_YET | OF_THE_HOUSE
