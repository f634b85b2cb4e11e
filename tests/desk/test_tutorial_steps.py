"""The tutorial is followed, step by step: what a step names stands where its reader then is.

Whatever is chosen, pressed or read here must be in the text of the step, in italics.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from lxml import html
from lxml.html import HtmlElement

from cochair.cli import demonstration
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from house import tree
from people import REAL_NOW, signed_in

TUTORIAL = (tree.PROJECT / "docs" / "tutorial.md").read_text(encoding="utf-8")
STEPS = dict(enumerate(re.split(r"^## \d+\. ", TUTORIAL, flags=re.MULTILINE)))
HERE, MEETING = "/en/eu-clasi/", "/en/eu-clasi/meetings/eu-clasi-min-5/"
REASON = "A reason of a reader who follows the tutorial."


class Reader:
    """Whoever follows the tutorial in one account, with the page that it has open."""

    def __init__(self, name: str = "") -> None:
        account = Account.objects.get(email=f"{name}@example.org") if name else None
        self.client = signed_in(account) if account else Client()
        self.path, self.status = "", 0
        self.page: HtmlElement = html.fromstring("<p>Nothing is open.</p>")

    def opens(self, path: str) -> None:
        """Type an address."""
        self._shows(self.client.get(path, follow=True), path)

    def reads(self, step: int, *words: str) -> None:
        """See that words of a step stand on the page."""
        for word in words:
            assert self._all(step, word, "*"), f"step {step}: *{word}* is not at {self.path}"

    def offers(self, button: str) -> bool:
        """Whether a button with these words is there."""
        return any(button == one.text_content().strip() for one in self.page.iter("button"))

    def follows(self, step: int, *links: str, last: bool = False) -> None:
        """Choose links, one page after the other; of several with these words the first, or the last."""
        for link in links:
            found = self._all(step, link, "a")
            assert found, f"step {step}: no link *{link}* at {self.path}"
            self.opens(found[-1 if last else 0].get("href"))

    def presses(self, step: int, button: str, last: bool = False, **typed: object) -> None:
        """Send the form of a button; of several with these words the first, or the last."""
        found = self._all(step, button, "button")
        assert found, f"step {step}: no button *{button}* at {self.path}"
        pressed = found[-1 if last else 0]
        (form,) = pressed.xpath("ancestor::form")
        told: dict[str, list[object]] = {}
        for name, value in form.form_values():
            told.setdefault(name, []).append(value)
        if pressed.get("name"):
            told[pressed.get("name")] = [pressed.get("value", "")]
        for name, value in typed.items():
            told[name] = list(value) if isinstance(value, tuple) else [value]
        path = pressed.get("formaction") or form.get("action") or self.path
        self._shows(self.client.post(path, told, follow=True), path)

    def _all(self, step: int, word: str, tag: str) -> list[HtmlElement]:
        assert f"*{word}*" in STEPS[step].replace("\n", " "), f"step {step} says no *{word}*"
        return [
            one
            for one in self.page.iter(*(() if tag == "*" else (tag,)))
            if any(word == " ".join(said.split()) for said in one.itertext())
        ]

    def _shows(self, answer: object, path: str) -> None:
        self.status = answer.status_code  # type: ignore[attr-defined]
        chain = getattr(answer, "redirect_chain", ())
        self.path = chain[-1][0] if chain else path
        self.page = html.fromstring(answer.content)  # type: ignore[attr-defined]


def both_sign(step: int, act: str, *presidencies: Reader) -> None:
    """Both co-presidencies read an act and sign it, as in step 8."""
    for one in presidencies:
        one.opens(act)
        assert one.status == 200, (step, act)
        one.presses(8, "Sign")


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_each_step_of_the_tutorial_finds_what_it_names(real_forum: Forum) -> None:
    demonstration.prepare(at=REAL_NOW)
    with clock.at(REAL_NOW):
        anybody, observer = Reader(), Reader("observer")
        eu, clasi = Reader("presidency.eu"), Reader("presidency.clasi")
        office = Reader("secretariat.eu")
        the_forum_and_its_cycle(anybody, eu)
        the_plan(eu, clasi, observer)
        the_meeting(office, eu, clasi)
        the_people_of_the_meeting(office, eu, observer)
        the_agenda_in_versions(eu, clasi)
        its_end(anybody, office, eu)


def the_forum_and_its_cycle(anybody: Reader, eu: Reader) -> None:
    """Steps 1 to 6."""
    anybody.opens("/en/")
    anybody.follows(1, "EU-CLASI")
    anybody.reads(1, "Read the procedures")
    anybody.reads(2, "Sign in")
    eu.opens(HERE)
    eu.reads(2, "Act as")
    eu.follows(2, "Home")
    eu.reads(3, "Your turn", "Waiting for others", "Next meeting", "Risks")
    eu.reads(3, "The cycle at a glance")
    eu.follows(4, "Cycle")
    eu.reads(4, "As a table")
    eu.reads(5, "Other cycles", "As of", "Show")
    eu.opens(f"{HERE}cycles/2/?at=2025-12-01")
    eu.follows(5, "Back to today")
    eu.follows(6, "Procedures")
    eu.reads(6, "Cycle or meeting", "Result", "Responsible", "Why?")
    # The filter calls a result as the results themselves do.
    (asked,) = eu.page.xpath("//select[@name='outcome']")
    assert "Not established" in [one.text_content().strip() for one in asked.xpath("option")]
    eu.follows(6, "Options and interpretations")


def the_plan(eu: Reader, clasi: Reader, observer: Reader) -> None:
    """Steps 7 to 11."""
    eu.follows(7, "Cycle", "Meeting planner for the next cycle")
    eu.reads(7, "For and against", "Data used by the planner", "Order of preference")
    eu.follows(7, "Use this plan")
    eu.presses(7, "Send for signature")
    eu.reads(7, "How this is bound")
    act = eu.path
    eu.presses(8, "Sign")
    leaves = Reader("presidency.eu")
    leaves.opens(act)
    leaves.presses(8, "Sign out")
    assert leaves.path == HERE
    clasi.opens(HERE)
    clasi.follows(2, "Home")
    clasi.follows(8, "Read and sign")
    assert clasi.path == act
    clasi.reads(8, "Decline …")
    clasi.presses(8, "Sign")
    observer.opens(act)
    assert observer.status == 404
    delegation = Reader("delegation.eu")
    delegation.opens(HERE)
    delegation.follows(8, "Signatures")
    assert act in [one.get("href") for one in delegation.page.iter("a")]
    delegation.opens(act)
    assert not delegation.offers("Sign")
    eu.follows(7, "Cycle")
    eu.reads(8, "Other cycles")
    eu.opens(f"{HERE}procedures/1.0/II.1.meetings.a.1/")
    eu.reads(9, "Propose an exception to this clause", "Ministerial meeting IV")
    eu.reads(9, "Send the exception for signature")
    eu.follows(10, "Activity")
    eu.presses(10, "Create a checkpoint")
    eu.reads(10, "Keep it for your Party")
    eu.reads(11, "Download the ledger")


def the_meeting(office: Reader, eu: Reader, clasi: Reader) -> None:
    """Steps 14 to 17."""
    office.opens(HERE)
    office.follows(14, "Home")
    office.reads(14, "Your turn", "Prepare", "Take up the forum")
    # The later meetings of its cycle stand in the fold of its row.
    (row,) = [
        one
        for one in office.page.xpath("//ol[contains(@class, 'turns')]/li")
        if "Ministerial meeting V" in one.text_content()
    ]
    assert "2 more of the same" in row.text_content()
    (fifth,) = [one for one in row.iter("a") if one.text_content().strip() == "Prepare"]
    assert fifth.get("href") == f"{MEETING}?phase=plan#day"
    office.opens(fifth.get("href"))
    office.reads(14, "Day and place", "Opening time (local)", "Closing time (local)")
    office.presses(14, "Send for signature", opens="10:00", closes="16:30")
    both_sign(14, office.path, eu, clasi)
    office.opens(MEETING)
    office.follows(14, "Plan")
    office.reads(14, "Sessions", "More on this phase")
    office.follows(14, "Dates")
    office.reads(14, "Practice")
    office.opens(f"{MEETING}?phase=prepare")
    office.reads(14, "Agenda")
    office.follows(15, "Preparation", "Enter a preparatory meeting that was held")
    yesterday = (REAL_NOW - timedelta(days=1)).date().isoformat()
    office.reads(15, "Date", "Time of day", "Participants", "Topics covered", "Virtual", "Note")
    office.presses(
        15,
        "Enter the data",
        day=yesterday,
        hour="10:00",
        format="virtual",
        present=("EU", "CLASI"),
        topics=("discussions", "working_agenda"),
        note="Both secretariats went through the discussions and the draft agenda.",
    )
    office.reads(15, "Add a follow-up", "Consensus between the Parties")
    office.opens(f"{MEETING}?phase=invite")
    office.reads(14, "People", "Observers")
    office.follows(16, "Invitations")
    office.reads(16, "no address")
    office.follows(16, "Contact points")
    office.reads(16, "Add an address")
    for number, body in enumerate(("EUROPOL", "AMERIPOL")):
        office.opens(f"{MEETING}invitations/")
        office.follows(16, "Lists of agencies")
        office.presses(16, "Send for signature", last=bool(number), entries=body)
        both_sign(16, office.path, eu, clasi)
    office.opens(f"{MEETING}invitations/")
    office.follows(17, "Notice of meeting")
    office.reads(17, "Preview the notice")
    office.presses(17, "Send for signature")
    both_sign(17, office.path, eu, clasi)


def the_people_of_the_meeting(office: Reader, eu: Reader, observer: Reader) -> None:
    """Steps 18 to 20."""
    office.opens(HERE)
    office.follows(18, "Messages", "Read the messages kept by the demonstration", "EU-CLASI")
    assert office.path.startswith(HERE)
    agency = Reader("agency")
    agency.opens(MEETING)
    agency.reads(18, "We will attend")
    agency.follows(18, "Your invitation")
    agency.presses(18, "Send the answer", answer="accepted")
    office.opens(f"{MEETING}?phase=invite")
    office.reads(18, "Remind")
    office.opens(f"{MEETING}?phase=plan")
    office.follows(19, "Sessions", "Plan a session")
    office.reads(19, "Plenary", "Admit observers on whom both Parties agreed")
    office.presses(
        19, "Save the session", begins="10:00", finishes="12:00", observers_admitted="on"
    )
    observer.opens(f"{HERE}home/")
    observer.follows(19, "Apply as an observer")
    observer.presses(19, "Apply as an observer", reason=REASON)
    eu.opens(f"{MEETING}?phase=invite")
    eu.follows(19, "Observers")
    eu.opens(eu.page.xpath("//main//td//a/@href | //main//th//a/@href")[0])
    eu.reads(19, "Agree to the request", "Send the invitation for signature")
    eu.presses(19, "Agree to the request")
    eu.presses(19, "Withdraw the answer")
    eu.reads(19, "Agree to the request")
    delegation = Reader("delegation.eu")
    delegation.opens(MEETING)
    delegation.follows(20, "People")
    delegation.reads(20, "Participation")
    delegation.follows(20, "My delegation")
    delegation.reads(20, "Rank", "Role in the delegation", "Head of delegation")
    minister = {"p0-name": "A. Example", "p0-function": "Minister", "p0-capacity": "head"}
    delegation.presses(20, "Add to the delegation", **minister, **{"p0-rank": "minister"})
    delegation.follows(20, "Import a list")
    table = re.search(r"```\n(name;.+?)```", STEPS[20], re.S).group(1)  # type: ignore[union-attr]
    delegation.presses(20, "Preview the changes", text=table)
    assert delegation.status == 422
    assert not delegation.offers("Apply the list")
    table = table.replace("Alternat;", "Alternate;")
    delegation.presses(20, "Preview the changes", text=table)
    delegation.presses(20, "Apply the list", text=table)
    delegation.follows(20, "My delegation")
    delegation.presses(20, "Submit to the secretariat")
    delegation.reads(20, "Reopen the list")
    office.opens(delegation.path)
    office.presses(20, "Accept the list")


def the_agenda_in_versions(eu: Reader, clasi: Reader) -> None:
    """Step 21."""
    delegation, office = Reader("delegation.clasi"), Reader("secretariat.clasi")
    delegation.opens(MEETING)
    delegation.follows(21, "Agenda", "Request an item")
    delegation.presses(21, "Send the request", title_es="Seguridad de los puertos")
    office.opens(f"{MEETING}?phase=prepare")
    office.follows(21, "Agenda", "Edit the draft agenda")
    office.presses(21, "Begin", stage="provisional")
    office.follows(21, "Add an item")
    office.reads(21, "Discussion", "Exchange of views")
    titles = {f"title_{language}": "Firearms" for language in ("en", "es", "pt")}
    office.presses(21, "Save as a new revision", tags="exchange_views", **titles)
    office.follows(21, "Agenda")
    office.presses(21, "Add to the draft agenda")
    office.follows(21, "Agenda", "Edit the draft agenda")
    office.presses(21, "Send for signature")
    assert office.status == 422
    assert "Item 2 has no title in: English and Portuguese." in office.page.text_content()
    office.follows(21, "Change", last=True)
    office.presses(21, "Save as a new revision", title_en="Ports", title_pt="Portos")
    office.presses(21, "Send for signature")
    both_sign(21, office.path, eu, clasi)
    office.opens(f"{MEETING}?phase=prepare")
    office.follows(21, "Agenda")
    office.reads(21, "on the agenda", "not on the agenda")
    office.follows(21, "Edit the draft agenda")
    office.follows(21, "Change", last=True)
    office.presses(21, "Save as a new revision", title_es="Seguridad de los puertos marítimos")
    office.presses(21, "Move up", last=True)
    office.follows(21, "Agenda")
    office.reads(21, "item 1 of the draft")
    office.follows(21, "Changes")
    said = " ".join(office.page.text_content().split())
    assert "Moved; it was item 2." in said
    assert "Reworded in other languages: Spanish." in said
    office.follows(21, "ES")
    assert "marítimos" in [one.text_content().split()[-1] for one in office.page.iter("ins")]


def its_end(anybody: Reader, office: Reader, eu: Reader) -> None:
    """Steps 22 and 23."""
    eu.opens(HERE)
    eu.follows(22, "My term", "Your calendar")
    eu.presses(22, "Create an address")
    eu.reads(22, "Deactivate the address")
    anybody.opens(HERE)
    anybody.reads(22, "Follow", "Calendar of the meetings (iCalendar)")
    office.opens(MEETING)
    office.follows(22, "Plan", "Fix or change the date")
    office.reads(22, "First day", "Also move the sessions", "Show what would change")
    office.reads(22, "Send for signature")
    office.opens(f"{MEETING}?phase=invite")
    office.follows(23, "People")
    office.reads(23, "Badges as PDF")
    office.follows(23, "Check-in")
    office.reads(23, "Search")
    office.opens(f"{office.path}?q=1")
    office.presses(23, "In the room")
    assert office.status == 422
    assert "Nothing was changed" in office.page.text_content()
    office.reads(23, "Back to the page")


def test_a_word_that_stands_elsewhere_or_in_no_step_is_noticed(real_forum: Forum) -> None:
    anybody = Reader()
    anybody.opens(HERE)

    with pytest.raises(AssertionError, match="is not at /en/eu-clasi/"):
        anybody.reads(22, "Your calendar")
    with pytest.raises(AssertionError, match="step 1 says no"):
        anybody.reads(1, "Sign out")
    with pytest.raises(AssertionError, match="no link"):
        anybody.follows(4, "Cycle")
    with pytest.raises(AssertionError, match="no button"):
        anybody.presses(8, "Sign")
