"""Follow the button of every turn on home, as whoever reads it: what is to be done there can be done.

Home shows the turns of an office and nothing else; each button opens a page, or the part of it that
it names; there, or one link further, stands the form that does it (`buttons`); filled in and sent,
it is taken.  What was done is undone again.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html
from lxml.html import HtmlElement

from cochair.features.accounts.models import Account
from cochair.features.parties import queries as parties
from cochair.features.parties.middleware import CHOSEN
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.kernel.kind import Turn
from cochair.site.desk import turns
from cochair.web.request_cache import while_reading
from knocking import undone
from people import signed_in
from story import walk
from story.buttons import BUTTONS, Button
from story.filling import Filled, filled, forms

# How many events pass until a turn that stands is followed once more.
AGAIN = 4
SHOWN = 200
DONE = frozenset({302, 303})
ROWS = "//ol[@class='turns']/li"
# What a heading names is the part that it stands over.
PART = "./ancestor-or-self::*[self::section or self::article or self::details or self::form or self::li]"

type Known = tuple[tuple[str, str, str, object, bool], ...]


@dataclass(frozen=True)
class Reader:
    """Somebody in one office, signed in."""

    hat: ActingOffice
    client: Client

    def page(self, path: str) -> HttpResponse:
        """What an address answers to this office."""
        self._acts()
        return self.client.get(path)

    def sends(self, path: str, told: dict[str, object]) -> HttpResponse:
        """What is answered to a form; what it changes is undone."""
        self._acts()
        with undone():
            return self.client.post(path, told)

    def _acts(self) -> None:
        session = self.client.session
        if session.get(CHOSEN) != self.hat.office:
            session[CHOSEN] = self.hat.office
            session.save()


@dataclass
class Follower:
    """Follows the turns of a forum from event to event, and counts what it followed."""

    forum: Forum
    counts: Counter[str] = field(default_factory=Counter)
    _homes: dict[int, Known] = field(default_factory=dict)
    _asked: set[tuple[object, ...]] = field(default_factory=set)
    _events: int = 0

    def faults(self, at: datetime) -> list[str]:
        """What does not hold at an instant (aware UTC).

        The home of an office is read when its turns are others than at the event before; each turn
        is followed by everybody who has it where it is new, and from then on at every
        fourth event by one of those of a Party who have the same, in their order.
        """
        with walk.aside(at):
            found = list(self._faults(at))
        self._events += 1
        return [f"{at:%Y-%m-%d}: {one}" for one in found]

    def _faults(self, at: datetime) -> Iterator[str]:
        with while_reading():
            every = turns.every(self.forum, at)
        alike: dict[tuple[object, ...], list[tuple[Reader, Turn, bool]]] = {}
        for reader in _readers(self.forum, at):
            own = [one.turn for one in every if turns.is_of(one.turn, reader.hat)]
            self.counts["offices"] += 1
            self.counts["turns"] += len(own)
            yield from self._home(reader, own, at)
            for turn in own:
                of = (turn.says, turn.role, turn.of, turn.address, reader.hat.office)
                is_new = of not in self._asked
                self._asked.add(of)
                same = (turn.says, turn.role, reader.hat.party, turn.address)
                alike.setdefault(same, []).append((reader, turn, is_new))
        to_follow: list[tuple[Reader, Turn]] = []
        for place, those in enumerate(alike.values()):
            new = [one for one in those if one[2]]
            again = (self._events + place) % AGAIN == 0
            one_of_them = [those[self._events // AGAIN % len(those)]] if again else []
            to_follow += [(reader, turn) for reader, turn, _is_new in new or one_of_them]
        # Every page is read before anything is sent: nothing that is kept has to be made anew.
        pages: dict[tuple[int, str], HttpResponse] = {}
        for reader, turn in to_follow:
            path = self._place(turn)[0]
            if (reader.hat.office, path) not in pages:
                pages[reader.hat.office, path] = reader.page(path)
        for reader, turn in to_follow:
            self.counts["followed"] += 1
            page = pages[reader.hat.office, self._place(turn)[0]]
            yield from self._follow(reader, turn, page, at)

    def _place(self, turn: Turn) -> tuple[str, str]:
        """The page to which a turn leads, in English, and the part of it."""
        path, _hash, fragment = turns.address(self.forum, turn).partition("#")
        return _path(path), fragment

    def _home(self, reader: Reader, own: list[Turn], at: datetime) -> Iterator[str]:
        """Whether home shows exactly the turns of an office; each leads to its own address."""
        told = tuple(
            (turns.words(one), turns.address(self.forum, one), one.firm, one.until, _late(one, at))
            for one in own
        )
        if self._homes.get(reader.hat.office) == told:
            return
        self._homes[reader.hat.office] = told
        if not turns.has_home(reader.hat):
            if own:
                yield f"{_who(reader)} has turns, and no home."
            return
        self.counts["homes"] += 1
        answer = reader.page(f"/en/{self.forum.slug}/home/")
        if answer.status_code in DONE:
            answer = reader.page(f"/en/{self.forum.slug}/home/")
        if answer.status_code != 200:
            yield f"Home of {_who(reader)} answers {answer.status_code}."
            return
        shown = sorted(_shown(html.document_fromstring(answer.content)))
        expected = sorted((_thing(words), _path(address)) for words, address, *_rest in told)
        if shown != expected:
            left = [one for one in expected if one not in shown]
            more = [one for one in shown if one not in expected]
            yield f"Home of {_who(reader)} does not show {left}, and shows {more}."

    def _follow(
        self, reader: Reader, turn: Turn, answer: HttpResponse, at: datetime
    ) -> Iterator[str]:
        said = f"{turns.words(turn)}, {_who(reader)}: {turns.address(self.forum, turn)}"
        path, fragment = self._place(turn)
        if answer.status_code != 200:
            yield f"{said} answers {answer.status_code}."
            return
        page = html.document_fromstring(answer.content)
        part = page.get_element_by_id(fragment, None) if fragment else page
        if part is None:
            yield f"{said} has no such part."
            return
        if fragment:
            part = ([part, *part.xpath(PART)])[-1]
        button = BUTTONS.get(turn.says)
        if button is None:
            yield f"{said}: nobody says which form does it."
            return
        against = list(self._try(reader, _to_send(part, path, button), button, at))
        if against == []:
            return
        beyond = list(self._try(reader, self._beyond(reader, part, button), button, at))
        if beyond == []:
            return
        refused = [one for one in (*against, *beyond) if one]
        where = " but outside the part" if _to_send(page, path, button) else ""
        yield f"{said}: " + (" / ".join(refused) or f"offers nothing to do it with{where}")

    def _beyond(
        self, reader: Reader, part: HtmlElement, button: Button
    ) -> list[tuple[str, HtmlElement]]:
        """The forms one link further."""
        links = dict.fromkeys(_path(str(one)) for one in part.xpath(".//a/@href"))
        for link in links:
            if _route(link) in button.via:
                answer = reader.page(link)
                if answer.status_code == 200:
                    page = html.document_fromstring(answer.content)
                    found = _to_send(page, link, button)
                    if found:
                        return found
        return []

    def _try(
        self, reader: Reader, found: list[tuple[str, HtmlElement]], button: Button, at: datetime
    ) -> Iterator[str]:
        """What each form answers that could do it, where none of them is taken, sent as it stands,
        with something chosen, and with everything filled in; an empty word where there is no form."""
        against = [""]
        for path, form in found:
            for how in Filled:
                self.counts["sent"] += 1
                answer = reader.sends(path, filled(form, at, button.told(at), how=how))
                if answer.streaming:
                    # A file is handed out.
                    return
                if answer.status_code == SHOWN:
                    answer = self._send_what_was_shown(reader, path, answer, button, at)
                if answer.status_code in DONE:
                    return
            against.append(f"{_route(path)} answers {answer.status_code}: {_why(answer)}")
        yield from against

    def _send_what_was_shown(
        self, reader: Reader, path: str, shown: HttpResponse, button: Button, at: datetime
    ) -> HttpResponse:
        """A form that first shows what would be is sent once more."""
        for again, form in _to_send(html.document_fromstring(shown.content), path, button):
            return reader.sends(again, filled(form, at, {}))
        return shown


def _readers(forum: Forum, at: datetime) -> Iterator[Reader]:
    held = Office.objects.filter(forum=forum).values("account")
    for account in Account.objects.filter(pk__in=held).order_by("pk"):
        client: Client | None = None
        for hat in parties.hats(forum, account, at):
            client = client or _client(account)
            yield Reader(hat, client)


_CLIENTS: dict[str, Client] = {}


def _client(account: Account) -> Client:
    return signed_in(account)


def _who(reader: Reader) -> str:
    hat = reader.hat
    return " ".join(filter(None, (str(hat.role), hat.party, hat.member, hat.organisation)))


def _late(turn: Turn, at: datetime) -> bool:
    return turn.until is not None and turn.until <= at


def _thing(words: str) -> str:
    _verb, between, thing = words.partition(": ")
    return " ".join((thing if between else words).split())


def _path(address: str) -> str:
    """The address of a page in English, as its link says it."""
    return f"/en{address.removeprefix('/en')}"


def _shown(home: HtmlElement) -> Iterator[tuple[str, str]]:
    """What home lists as turns, those that are folded too, and where each leads."""
    for row in home.xpath(ROWS):
        (heading,), (button,) = row.xpath(".//h2"), row.xpath(".//a[contains(@class, 'btn')]")
        for verb in heading.xpath("./span[@class='verb']"):
            verb.drop_tree()
        yield " ".join(heading.text_content().split()), str(button.get("href"))
        for more in row.xpath(".//details//li/a"):
            yield " ".join(more.text_content().split()), str(more.get("href"))


def _to_send(of: HtmlElement, path: str, button: Button) -> list[tuple[str, HtmlElement]]:
    """The forms that do what a button promises, each with its address."""
    found = [(one.get("action") or path, one) for one in forms(of)]
    return [(action, one) for action, one in found if _route(action) in button.does]


def _route(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def _why(answer: HttpResponse) -> str:
    """What a page says against a form."""
    if not answer.content:
        return ""
    page = html.document_fromstring(answer.content)
    said = page.xpath(
        "//*[@role='alert' or contains(@class, 'error') or contains(@class, 'refus')]"
    )
    found = said or page.xpath("//main")
    return " | ".join(" ".join(one.text_content().split())[:300] for one in found[:4])
