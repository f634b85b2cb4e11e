"""US-06 in a browser: the declaration is put, an objection stands against it, and nobody passes over it.

domain.md C.10 with variants B and C; corrections.md section 3: 8 October 2026, 15:35 to the next morning.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest

from journeys import ministerial_day, server, story
from journeys.conftest import Visitor

pytestmark = pytest.mark.browser

MEETING = f"meetings/{ministerial_day.MEETING}/"
DECISIONS = f"{MEETING}decisions/"
DECISION = f"{DECISIONS}1/"
ROOM = f"{MEETING}room/"
PAPER = f"documents/{ministerial_day.PAPER}/"
API = f"/api/v1/{story.FORUM}/{DECISION}declaration/"
REASON = "Both co-chairs said in the room why no final document could be agreed."
DISSOCIATION = {
    "en": "Paraguay dissociates itself from paragraph 9.",
    "es": "El Paraguay se desvincula del párrafo 9.",
    "pt": "O Paraguai dissocia-se do parágrafo 9.",
}
PARTIES = ("ie", "bo")
SUMMARY = "Issue a summary of the co-chairs"
NOT_AGREED = "Declare that there is no agreement"
CONSENSUS = "Declare consensus"
# What the clauses say at the end, each with words of the evidence on its page.
MET = {
    "I.2.2": ("Paraguay", "14 of 16 members present, 9 of the required level", "27 of 27 members present, 20 of the required level"),
    "I.2.4": ("Decision 1", "Cleared in advance by EU and CLASI"),
    "I.2.5": (),
    "I.2.cycle.1": (),
    "II.1.functions.a": (),
    "II.1.functions.b": (),
    "II.1.functions.c": (),
    "II.1.meetings.a.1": (),
    "II.1.meetings.a.2": ("Days after 5 September 2026, the end of the interval of 18 months: 33",),
    "II.1.meetings.b.4": (),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home at 15:35 on the day, which every story copies."""
    home = tmp_path_factory.mktemp("us06") / "made"
    home.mkdir()
    server.run(home, ministerial_day.__file__, str(home))
    return home


@contextmanager
def copied(made: Path, name: str, *steps: str) -> Iterator[server.House]:
    """A house of its own that begins where the home stands, after these steps."""
    home = made.parent / name
    copytree(made, home)
    for step in steps:
        server.run(home, ministerial_day.__file__, str(home), step)
    with server.serving(home) as house:
        yield house


@pytest.fixture
def before_the_text(made: Path) -> Iterator[server.House]:
    with copied(made, "converted") as house:
        yield house


@pytest.fixture(scope="module")
def objected(made: Path) -> Iterator[server.House]:
    """Put by both at 15:40; Paraguay objects at 15:42."""
    with copied(made, "objected", "objected") as house:
        yield house


def brussels(house: server.House, hour: str, day: int = 8) -> None:
    """From now on it is this hour of October 2026 in Brussels, where it is summer."""
    house.set_clock(f"2026-10-{day:02}T{hour}+02:00")


def judged(house: server.House, clause: str, at: str) -> list[str]:
    """What the command line says of a clause for the meeting, or for what was decided in it."""
    said = house.cochair("check", story.FORUM, "--at", at, "--json")
    return [
        one["outcome"]
        for one in json.loads(said)
        if one["rule"] == clause and ministerial_day.MEETING in one["target"]["id"]
    ]


def on_its_page(visitor: Visitor, clause: str) -> str:
    """What the page of a clause says of the meeting, without its line breaks."""
    visitor.opens(f"procedures/1.0/{clause}/")
    rows = visitor.page.locator("section[aria-labelledby=results] li")
    name = visitor.page.locator("h3", has_text="Ministerial meeting IV")
    return " ".join(" ".join(rows.filter(has=name).all_inner_texts()).split())


def puts(visitor: Visitor) -> None:
    """Turn the own key on the declaration as the final document, under the third item."""
    visitor.opens(DECISIONS)
    for field, value in (
        ("#document", ministerial_day.PAPER),
        ("#kind", "final_document"),
        ("#form", "joint_declaration"),
        ("#item", "i3"),
    ):
        visitor.page.select_option(field, value)
    visitor.presses("Sign and submit this text")


def declares(visitor: Visitor, claim: str) -> None:
    """Sign what ends the decision without consensus."""
    visitor.opens(DECISION)
    visitor.presses(f"Sign: {claim}")


def in_the_room(visitor: Visitor, label: str) -> None:
    """Press the one button of the room, or what stands beside it."""
    visitor.opens(ROOM)
    visitor.page.locator(".deck button", has_text=label).click()
    visitor.page.locator("[data-region=did] .did").wait_for()


def closes(house: server.House, *chairs: Visitor) -> None:
    """25 past four: both sign the closing."""
    brussels(house, "16:25")
    for visitor in chairs:
        in_the_room(visitor, "Close the meeting")


def test_an_objection_becomes_a_dissociation_and_the_text_is_adopted(
    before_the_text: server.House, visitors: Callable[..., Visitor]
) -> None:
    house = before_the_text
    brussels(house, "15:36")
    who = ("ie", "bo", "py", "es", "secretariat", "europol")
    ireland, bolivia, paraguay, spain, secretariat, europol = (visitors(house, one) for one in who)
    a_bracket_stops_it(ireland, spain)
    both_put_it(house, ireland, bolivia, paraguay)
    paraguay_objects(house, paraguay, ireland, spain, europol)
    both_suspend(house, ireland, bolivia)
    paraguay_dissociates_itself(house, paraguay, ireland)
    both_declare(house, ireland, bolivia, spain)
    concludes(ireland)
    closes(house, ireland, bolivia)
    the_clauses_are_met(house, spain)
    both_publish(house, secretariat, ireland, bolivia)


def a_bracket_stops_it(ireland: Visitor, spain: Visitor) -> None:
    """Spain proposes once more on paragraph 15: the text is not put before it has taken that back."""
    paragraph = f"{PAPER}text/paragraphs/p-20/"
    spain.opens(paragraph)
    field = spain.page.locator("#words-en")
    field.fill(field.input_value().replace("every suspect", "each suspect"))
    spain.presses("Send the proposal")

    puts(ireland)

    ireland.sees("Nothing was submitted", "Paragraph 15")
    ireland.sees("No text submitted yet")
    spain.opens(paragraph)
    spain.presses("Withdraw")


def both_put_it(house: server.House, ireland: Visitor, bolivia: Visitor, paraguay: Visitor) -> None:
    """15:40: the words are fixed by their digest, and 41 delegations have a say."""
    brussels(house, "15:40")
    puts(ireland)
    ireland.sees("You have signed; the act waits for the other Party.")
    puts(bolivia)
    bolivia.sees("Both co-presidencies have signed: the act is in effect.")
    bolivia.opens(DECISION)
    digest = bolivia.page.locator("section[aria-labelledby=terms] code.digest").first
    assert len(digest.inner_text()) == 64
    assert bolivia.page.locator("section[aria-labelledby=say] .n").inner_text() == "41"
    paraguay.opens(ROOM)
    paraguay.sees(
        "Submitted for adoption", "No objection. 41 delegations take part in the decision."
    )


def paraguay_objects(
    house: server.House,
    paraguay: Visitor,
    ireland: Visitor,
    spain: Visitor,
    europol: Visitor,
) -> None:
    """15:42: with a receipt; consensus is not offered any more, and an agency may not object."""
    brussels(house, "15:42")
    paraguay.opens(DECISION)
    paraguay.page.fill("#words", ministerial_day.WHY)
    paraguay.page.locator("section[aria-labelledby=object] summary").click()
    paraguay.page.check(f"#object-{ministerial_day.PARAGRAPH}")
    paraguay.page.check("#understood")
    paraguay.presses("Object to the text")
    paraguay.sees(
        "Your objection has been recorded. It stands until you withdraw it. "
        "Acknowledgement of receipt"
    )

    declare_is_not_offered(ireland)
    spain.opens(DECISION)
    spain.sees("Objection stands", ministerial_day.WHY, "On paragraph 9")
    for visitor in (spain, europol):
        visitor.opens(DECISION)
        assert visitor.page.get_by_text("Sign: ").count() == 0
    assert europol.page.get_by_role("button", name="Object to the text", exact=True).count() == 0


def declare_is_not_offered(chair: Visitor) -> None:
    """The button says why it cannot be pressed, and the decision itself offers no other."""
    chair.opens(DECISION)
    chair.sees(f"Not possible now: {CONSENSUS}", "Paraguay")
    assert not chair.page.get_by_role("button", name=f"Sign: {CONSENSUS}").count()
    chair.opens(ROOM)
    chair.sees("Paraguay objects to paragraph 9.", CONSENSUS)
    assert chair.page.locator("#deck-button").get_attribute("aria-disabled") == "true"


def both_suspend(house: server.House, ireland: Visitor, bolivia: Visitor) -> None:
    brussels(house, "15:45")
    in_the_room(ireland, "Suspend the decision")
    in_the_room(bolivia, "Suspend it as well")
    bolivia.sees("Suspended because of an objection")


def paraguay_dissociates_itself(house: server.House, paraguay: Visitor, ireland: Visitor) -> None:
    """16:05: the objection is turned into a footnote with a name; the same words are on the table."""
    brussels(house, "16:05")
    paraguay.opens(DECISION)
    part = paraguay.page.locator("section[aria-labelledby=own]")
    part.locator("#say-kind").select_option("dissociation_from_paragraph")
    for code, words in DISSOCIATION.items():
        part.locator(f"#say-words_{code}").fill(words)
    part.locator("summary").click()
    part.locator(f"#say-{ministerial_day.PARAGRAPH}").check()
    part.locator("#say-printed").select_option("footnote_named")
    paraguay.presses("Convert the objection into a statement")
    paraguay.sees(
        "Your objection has been replaced with a statement. It no longer stands.",
        "submitted for adoption",
    )
    ireland.opens(DECISION)
    ireland.does_not_see(f"Not possible now: {CONSENSUS}")


def both_declare(house: server.House, ireland: Visitor, bolivia: Visitor, spain: Visitor) -> None:
    """16:10: adopted, with a footnote that names Paraguay in every language."""
    brussels(house, "16:10")
    in_the_room(ireland, CONSENSUS)
    in_the_room(bolivia, "Declare it as well")
    spain.opens(DECISION)
    spain.sees("adopted with statements")
    spain.opens(f"{DECISION}printed/")
    for code, words in DISSOCIATION.items():
        note = spain.page.locator(f"article[lang={code}] ol li").inner_text()
        assert words in note and note.startswith("1 Paragua"), note


def concludes(ireland: Visitor) -> None:
    """The third item is concluded with the words that follow from the decision."""
    in_the_room(ireland, "Conclude item 3")


def the_clauses_are_met(house: server.House, spain: Visitor) -> None:
    brussels(house, "16:30")
    said = house.cochair("check", story.FORUM, "--at", "2026-10-08T14:30Z", "--json")
    outcomes = {
        one["rule"]: one["outcome"]
        for one in json.loads(said)
        if ministerial_day.MEETING in one["target"]["id"]
    }
    assert {clause: outcomes[clause] for clause in MET} == dict.fromkeys(MET, "met")
    for clause, words in MET.items():
        page = on_its_page(spain, clause)
        assert "Met" in page and all(one in page for one in words), (clause, page)


def both_publish(
    house: server.House, secretariat: Visitor, ireland: Visitor, bolivia: Visitor
) -> None:
    """9 October: anyone reads it in three languages once both have signed, and not before."""
    brussels(house, "09:00", day=9)
    secretariat.opens(PAPER)
    # A text that was adopted folds away what its authors may still change.
    secretariat.page.locator("#change").evaluate("one => { one.open = true; }")
    part = secretariat.page.locator("details.why", has=secretariat.page.locator("[name=marking]"))
    part.locator("summary").click()
    part.locator("input[value=public]").check()
    part.get_by_role("button", name="Give access").click()
    secretariat.presses("Send the publication for signature")
    act = secretariat.path
    ireland.signs(act)
    public = f"{house.address}/en/{story.FORUM}/register/{ministerial_day.PAPER}/"
    secretariat.page.goto(public)
    secretariat.sees("Page not found")
    bolivia.signs(act)
    for code, title in zip(("en", "es", "pt"), ministerial_day.negotiated.TITLES, strict=True):
        secretariat.page.goto(f"{public}{code}/")
        secretariat.sees(title, "19")


def test_variant_c_consensus_over_an_objection_is_refused_and_written_down(
    objected: server.House, visitors: Callable[..., Visitor]
) -> None:
    house = objected
    brussels(house, "15:44")
    ireland, secretariat = visitors(house, "ie"), visitors(house, "secretariat")
    ireland.opens(DECISION)
    form = ireland.page.locator("form[action$='/declaration/']").first
    token = form.locator("[name=csrfmiddlewaretoken]").get_attribute("value")
    shown = ireland.page.request.get(f"{house.address}{API.removesuffix('declaration/')}").json()
    said = {"claim": "consensus", "seen": shown["claims"]["consensus"]["seen"]}
    sent = {"X-CSRFToken": token, "Referer": f"{house.address}/"}

    for answer in (
        ireland.page.request.post(f"{house.address}{API}", data=said, headers=sent),
        ireland.page.request.post(
            f"{house.address}/en/{story.FORUM}/{DECISION}declaration/", form=said, headers=sent
        ),
    ):
        assert answer.status == 409, answer.text()
        assert ministerial_day.TOLD in answer.text()

    again = ireland.page.request.get(f"{house.address}{API.removesuffix('declaration/')}").json()
    assert again == shown and again["stage"] == "objected" and again["outcome"] is None
    secretariat.opens("journal/?verb=room.declaration_refused")
    refused = "A declaration of consensus was refused because an objection stands."
    assert secretariat.page.locator("main tbody tr", has_text=refused).count() == 2


def test_variant_b_the_objection_is_maintained_and_nothing_is_agreed(
    objected: server.House, visitors: Callable[..., Visitor]
) -> None:
    house = objected
    brussels(house, "15:50")
    ireland, bolivia, paraguay = (visitors(house, one) for one in ("ie", "bo", "py"))
    declare_is_not_offered(ireland)
    ireland.opens(DECISION)
    for claim in (SUMMARY, NOT_AGREED):
        assert ireland.page.get_by_role("button", name=f"Sign: {claim}").count() == 1

    brussels(house, "16:10")
    for visitor in (ireland, bolivia):
        declares(visitor, SUMMARY)
    paraguay.opens(DECISION)
    paraguay.sees("summary of the co-chairs: no agreement", "Objection stands")
    paraguay.opens(f"{DECISION}printed/")
    paraguay.sees(ministerial_day.TOLD)
    concludes(ireland)
    closes(house, ireland, bolivia)

    assert judged(house, "I.2.5", "2026-10-08T14:30Z") == ["not_applicable"]
    assert judged(house, "II.1.functions.c", "2026-10-08T14:30Z") == ["not_met"]
    brussels(house, "17:00")
    act = departs(ireland, "II.1.functions.c")
    ireland.signs(act)
    assert "Agreed exception, with reason" not in on_its_page(paraguay, "II.1.functions.c")
    bolivia.signs(act)
    assert "Agreed exception, with reason" in on_its_page(paraguay, "II.1.functions.c")
    assert judged(house, "II.1.functions.c", "2026-10-08T15:30Z") == ["departed"]


def departs(visitor: Visitor, clause: str) -> str:
    """Propose a departure from a clause for the meeting; where it waits for both keys."""
    visitor.opens(f"procedures/1.0/{clause}/")
    form = visitor.page.locator(f"details:has(input[value='{ministerial_day.MEETING}'])").filter(
        has=visitor.page.locator("textarea")
    )
    form.locator("> summary").click()
    form.locator("textarea[name=reason]").fill(REASON)
    form.get_by_role("button", name="Send the exception for signature").click()
    visitor.page.wait_for_url("**/acts/*/")
    return visitor.path
