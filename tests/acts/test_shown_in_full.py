"""The page of an act shows what it binds: words, tables and outcomes, not their fingerprints alone."""

import re

from django.urls import reverse

import decided
import papers
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts import kinds
from cochair.features.acts import page as acts_page
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.compliance import actions as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications import actions as publishing
from cochair.features.reading.sheet import Wish
from cochair.features.register import actions as register
from cochair.features.room import actions
from cochair.web.clock import clock
from decided import PUT_AT
from people import signed_in
from world import NOW

# Kinds that bind words, of a document or of their own.
OF_WORDS = {
    "assessment.sign",
    "document.correct",
    "document.publish",
    "meeting.notice",
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
AGENDAS = {"meeting.agenda", "meeting.agenda_adopted"}
LISTS = {
    "commitments.extract",
    "cycle.plan",
    "expectation.agree",
    "meeting.relevance_list",
    "programme.endorse",
    "programme.submit",
    "publication",
    "statement",
    "takeup.attest",
}


def test_every_kind_that_binds_words_shows_them() -> None:
    known = kinds.known()

    for code in known:
        kind = kinds._KINDS[code]
        assert (kind.texts is not kinds.no_texts) == (kind.shape is Shape.TEXT), code
    assert {code for code in known if kinds._KINDS[code].shape is Shape.TEXT} == OF_WORDS


def test_every_kind_shows_what_it_binds_by_a_shape_of_its_own() -> None:
    """No kind shows a bare fingerprint: whoever adds one says here how its page shows it."""
    shapes = {code: kinds._KINDS[code].shape for code in kinds.known()}

    assert {code for code, shape in shapes.items() if shape is Shape.AGENDA} == AGENDAS
    assert {code for code, shape in shapes.items() if shape is Shape.LIST} == LISTS
    for code in kinds.known():
        kind = kinds._KINDS[code]
        in_full = kind.texts is not kinds.no_texts or kind.describe is not kinds.body_as_it_is
        assert in_full, f"{code} has no words of its own"
        assert (kind.rows is not kinds.no_rows) == (kind.shape is Shape.AGENDA), code


def test_the_time_zone_of_a_meeting_is_told_by_its_city_and_not_by_its_code(
    small_forum: Forum,
) -> None:
    act = signing.schedule(signing.planned(small_forum), signing.day("2031-04-08"))
    page = signed_in(Account.objects.get(pk=signing.league(small_forum).account))

    with clock.at(NOW):
        told = page.get(reverse("acts:act", args=[small_forum.slug, act.number]))

    assert act.body["zone"] == "Europe/Helsinki"
    shown = re.search(r"Time zone of the place</dt>\s*<dd[^>]*>\s*([^<]*?)\s*<", told.text)
    assert shown and shown[1] == "Norhaven"


def test_the_statement_shows_every_clause_by_how_it_came_out(small_forum: Forum) -> None:
    cycle = Cycle.objects.get(forum=small_forum, number=1)
    act = compliance.propose_statement(
        small_forum, cycle=cycle, by=signing.league(small_forum), at=NOW
    )

    lines = kinds.kind_of(act).describe(act, signing.reader(small_forum))

    shown = [each["en"] for _label, said in lines if isinstance(said, tuple) for each in said]
    words = dict(one.split(": ", 1) for one in shown)
    assert words and set(words) == {one["rule"] for one in act.body["results"]}
    assert all(words.values()), "A number alone says nothing."


def test_a_text_submitted_to_the_meeting_and_a_declaration_on_it_show_its_words(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    words = {one["words"]["en"] for one in row.paragraphs}
    body = {"meeting": row.meeting.slug, "number": row.number, "claim": "not_agreed"}
    declaration = JointAct(forum=small_forum, kind="room.declare", body=body)

    for act in (row.act, declaration):
        said = kinds.kind_of(act).texts(act)["en"]
        shown = {f"{one.number} {one.text}".strip() for one in said}
        assert words and words == shown


def test_the_lines_of_a_list_stand_under_each_label_once_and_a_value_that_is_a_list_gives_its_members(
    small_forum: Forum,
) -> None:
    cycle, by = Cycle.objects.get(forum=small_forum, number=1), signing.league(small_forum)
    act = compliance.propose_statement(small_forum, cycle=cycle, by=by, at=NOW)
    lines = kinds.kind_of(act).describe(act, signing.reader(small_forum))
    agreed = [one for one in lines if one[0] not in (kinds.FINGERPRINT, kinds.DAY)]

    bound = acts_page.bound(act, by, NOW, Wish())

    assert [one.label for one in bound.groups] == list(dict.fromkeys(label for label, _ in agreed))
    values = [each for _, said in agreed for each in (said if isinstance(said, tuple) else (said,))]
    assert [each for one in bound.groups for each in one.values] == values
    assert bound.facts == ()


def test_a_text_that_waits_shows_what_changed_since_it_went_out_and_one_in_effect_stands_alone(
    small_forum: Forum,
) -> None:
    texts = {code: papers.words(f"One {code}.") for code in ("en", "es", "pt")}
    paper = papers.circulated(small_forum, texts, marking="public")
    by = signing.secretariat(small_forum)
    register.revise(paper, source="en", summary="", seen=papers.fresh(paper).version, by=by, at=NOW)
    for code in texts:
        papers.written(paper, code, papers.words(f"Two {code}."))
    row = papers.sent(paper)
    act = publishing.propose_publication(row, reason="", seen=row.version, by=by, at=NOW)

    def is_compared() -> bool:
        text = acts_page.bound(JointAct.objects.get(pk=act.pk), by, NOW, Wish()).text
        assert text is not None
        return text.is_compared and bool(text.changed)

    waiting = is_compared()
    signing.both_sign(small_forum, act)

    assert (waiting, is_compared()) == (True, False)


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
        assert binds.count(f'<p class="hash">{code.upper()} {one}</p>') == 1
        assert one not in agreed
    assert row.document.title["en"] in agreed
    assert row.document.title["en"] not in binds.split("</details>")[0]


def test_no_text_is_chosen_for_a_co_chair_and_what_waits_for_a_signature_comes_first(
    small_forum: Forum,
) -> None:
    """A non-paper that stood first in the list was submitted as the final document.  It is a second
    step, and no primary one: in the room the text of the item is preselected."""
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
    assert "Sign and submit this text" in empty
    assert 'class="btn main" type="submit"' not in empty

    act = actions.put(meeting, decided.wish(paper), by=ours, at=PUT_AT)
    waiting = page(theirs)

    link = reverse("acts:act", args=[small_forum.slug, act.number])
    assert f'class="btn main" href="{link}"' in waiting
    assert waiting.index(link) < waiting.index('id="put-text"')
    assert 'class="btn main" type="submit"' not in waiting
