"""The demonstration on a day, and people of one of its forums at work, each in a browser of their own.

What they do is counted as in `counted`; a signature is counted where somebody signs an act.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from journeys import server
from journeys.conftest import Visitor, sign_in
from journeys.counted import Count, Counted


@contextmanager
def demonstration(home: Path, day: datetime) -> Iterator[server.House]:
    """The forums that are shipped, as `cochair demo` prepares them on this day."""
    server.House("", home).set_clock(day)
    server.run(home, *server.COCHAIR, "demo", "--no-serve", "--no-story")
    with server.serving(home) as house:
        yield house


class People:
    """The demo accounts of a forum, by the first part of their address; a stranger has none."""

    def __init__(self, house: server.House, browser: object, forum: str) -> None:
        self.house, self.browser, self.forum = house, browser, forum
        self.password = (house.home / "demo-password").read_text().strip()
        self.at_work: dict[str, Counted] = {}
        self.signatures = 0

    def __getitem__(self, name: str) -> Counted:
        """Somebody by name, signed in; the empty name is a stranger."""
        if name not in self.at_work:
            size = {"width": 1280, "height": 900}
            context = self.browser.new_context(locale="en-GB", viewport=size)
            context.set_default_timeout(60_000)
            page = context.new_page()
            if name:
                sign_in(page, self.house.address, f"{name}@example.org", self.password)
            self.at_work[name] = Counted(Visitor(self.house, page, self.forum))
        return self.at_work[name]

    def sign(self, title: str, *names: str) -> None:
        """Each of these finds an act at home by its title, reads it and signs it."""
        for name in names:
            chair = self[name]
            chair.begins("home/")
            chair.clicks_on(turn(chair, title))
            chair.presses("Sign")
            chair.sees("You have signed")
            self.signatures += 1

    @property
    def count(self) -> Count:
        """What it took all of them together."""
        counts = [one.count for one in self.at_work.values()]
        return Count(
            sum(one.pages for one in counts),
            sum(one.clicks for one in counts),
            sum(one.fields for one in counts),
        )

    def leave(self) -> None:
        """Close every browser."""
        for one in self.at_work.values():
            one.page.context.close()


def turn(worker: Counted, words: str) -> object:
    """The link of a row of the home page, by words of the row."""
    return worker.page.locator("ol.turns > li").filter(has_text=words).locator("a.btn")
