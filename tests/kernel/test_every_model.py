"""Each table of the house belongs to one kind, or it is said why to none (kinds.md 1)."""

from collections import Counter

from django.apps import apps

from cochair.kernel import kind as kinds

# No thing of a forum, but what the house runs on.
OF_THE_HOUSE: frozenset[str] = frozenset(
    {
        # The ledger itself, its keys, and what each Party holds of it.
        "journal.Checkpoint", "journal.Doubt", "journal.Entry", "journal.InstalledKey",
        "journal.Ledger", "journal.Place", "journal.Witness",
        # How far the worker has come, and what it told last.
        "compliance.Told", "mail.Cursor", "search.Cursor",
        # What is made anew from other tables.
        "search.Passage",
        # How often somebody tried to sign in: digests alone.
        "accounts.Tries",
        # What a demonstration keeps instead of sending it, and how far its story is played.
        "mail.Caught", "story.Course",
        # Which entry wrote into a table last: what is kept of the table holds until the next.
        "journal.Stamp",
        # When the pages of a running server last answered.
        "decisions.Pulse",
    }
)  # fmt: skip


def test_each_table_belongs_to_one_kind() -> None:
    found = Counter(model._meta.label for kind in kinds.every() for model in kind.models)
    every = {
        model._meta.label for model in apps.get_models() if model.__module__.startswith("cochair.")
    }

    assert [label for label, times in found.items() if times > 1] == []
    assert set(found) == every - OF_THE_HOUSE
    assert every >= OF_THE_HOUSE
