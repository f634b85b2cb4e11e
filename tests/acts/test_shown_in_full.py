"""The page of an act shows what it binds: words, tables and outcomes, not their fingerprints alone."""

import re

from django.urls import reverse

import decided
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts import kinds
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import actions
from cochair.web.clock import clock
from decided import PUT_AT
from people import signed_in
from world import NOW

# Kinds that bind words, of a document or of their own.
OF_WORDS = {
    "assessment.sign",
    "document.publish",
    "record.approve",
    "room.declare",
    "room.issue",
    "room.put",
    "room.suspend",
    "silence.arrived",
    "silence.extend",
    "silence.letter",
    "silence.open",
    "silence.resume",
    "silence.withdraw",
    "stocktaking.close",
    "text.reopening",
}


def test_every_kind_that_binds_words_shows_them() -> None:
    known = kinds.known()

    assert {code for code in known if kinds._KINDS[code].texts is not kinds._no_texts} == OF_WORDS


def test_the_statement_shows_every_clause_by_how_it_came_out(small_forum: Forum) -> None:
    cycle = Cycle.objects.get(forum=small_forum, number=1)
    act = compliance.propose_statement(
        small_forum, cycle=cycle, by=signing.league(small_forum), at=NOW
    )

    lines = kinds.kind_of(act).describe(act, signing.reader(small_forum))

    listed = {rule for _label, said in lines if isinstance(said, tuple) for rule in said}
    assert listed and listed == {one["rule"] for one in act.body["results"]}


def test_a_text_submitted_to_the_meeting_and_a_declaration_on_it_show_its_words(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    words = {one["words"]["en"] for one in row.paragraphs}
    body = {"meeting": row.meeting.slug, "number": row.number, "claim": "not_agreed"}
    declaration = JointAct(forum=small_forum, kind="room.declare", body=body)

    for act in (row.act, declaration):
        said = str(kinds.kind_of(act).texts(act)["en"])
        assert words and all(one in said for one in words)


def test_fingerprints_stand_among_what_binds_and_not_among_what_is_agreed(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    bound = row.terms["languages"]
    client = signed_in(Account.objects.get(pk=signing.league(small_forum, PUT_AT).account))
    with clock.at(PUT_AT):
        page = client.get(reverse("acts:act", args=[small_forum.slug, row.act.number]))

    agreed, _, binds = page.content.decode().partition("How this is bound")
    assert len(bound) == 3
    for code, one in bound.items():
        assert binds.count(f'<code class="digest">{code.upper()} {one}</code>') == 1
        assert one not in agreed
    assert row.document.title["en"] in agreed
    assert row.document.title["en"] not in binds.split("</details>")[0]


def test_no_text_is_chosen_for_a_co_chair_and_what_waits_for_a_signature_comes_first(
    small_forum: Forum,
) -> None:
    """A non-paper that stood first in the list was submitted as the final document."""
    meeting = decided.sitting(small_forum, "XE", "XP")
    paper = decided.paper(small_forum, meeting=meeting.slug)
    address = reverse("decisions:of-meeting", args=[small_forum.slug, meeting.slug])
    ours, theirs = signing.league(small_forum, PUT_AT), signing.concert(small_forum, PUT_AT)

    def page(hat: ActingOffice) -> str:
        client = signed_in(Account.objects.get(pk=hat.account))
        with clock.at(PUT_AT):
            return client.get(address).content.decode()

    empty = page(ours)
    assert paper.slug in empty
    assert re.search(r'<select id="document" name="document">\s*<option value="">', empty)
    assert f'value="{paper.slug}" selected' not in empty
    assert 'class="btn main" type="submit"' in empty

    act = actions.put(meeting, decided.wish(paper), by=ours, at=PUT_AT)
    waiting = page(theirs)

    link = reverse("acts:act", args=[small_forum.slug, act.number])
    assert f'class="btn main" href="{link}"' in waiting
    assert waiting.index(link) < waiting.index('id="put-text"')
    assert 'class="btn main" type="submit"' not in waiting
