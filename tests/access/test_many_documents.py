"""Where there are many documents, they are asked about in other words, and the answers are the same."""

import pytest

from access.test_document_walls import hidden
from cochair.features.accounts.models import Account
from cochair.features.documents import facts, queries
from cochair.features.documents.models import Document
from cochair.features.parties import queries as parties
from cochair.features.register.kind import standing_papers, turns
from matrix import Scene
from world import NOW


def test_of_many_the_same_are_closed_as_of_few(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = {one.slug for one in hidden(at_work)}
    rows = Document.objects.filter(forum=at_work.forum).values_list("slug", "key")
    names = frozenset(name for pair in rows for name in pair) | {"absent"}
    hats = [
        hat
        for account in Account.objects.order_by("pk")
        for hat in parties.hats(at_work.forum, account, NOW)
    ]
    few = [queries.closed(at_work.forum, hat, NOW, names) for hat in hats]
    monkeypatch.setattr(queries, "MANY", 0)
    many = [queries.closed(at_work.forum, hat, NOW, names) for hat in hats]

    assert many == few and all("absent" in closed for closed in few)
    assert any(unread <= closed for closed in few) and len(set(few)) > 1


def test_nobody_has_work_to_do_on_a_document_that_is_not_looked_at(at_work: Scene) -> None:
    hidden(at_work)
    every = queries.with_rows(
        Document.objects.filter(
            forum=at_work.forum, imported=False, withdrawn_at=None, superseded_by=None
        )
    )
    looked_at = {one.pk for one in standing_papers(at_work.forum)}
    left_out = [one for one in every if one.pk not in looked_at]

    assert looked_at and left_out
    assert not [turn for one in left_out for turn in turns(one, NOW)]


def test_what_went_out_after_the_revision_that_was_agreed_is_no_part_of_the_document(
    at_work: Scene,
) -> None:
    whole = {one.id: one for one in facts.documents(at_work.forum)}
    slug = next(iter(whole))
    cut = {one.id: one for one in facts.documents(at_work.forum, {slug: -1})}

    assert whole[slug].revisions and not cut[slug].revisions and cut[slug].approved_at is None
    assert {**cut, slug: whole[slug]} == whole
