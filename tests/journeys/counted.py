"""The jobs of interaction.md section 7 as somebody does them, with pages, clicks and fields counted.

A page is one that is read to decide, or on which something is done; what is shown when the job is
done is not counted.  A click is a press of a button, a link, a choice or a file; a field is one that
is filled in.  Signing in is not counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from journeys.conftest import Visitor


@dataclass(frozen=True)
class Count:
    """What a job took."""

    pages: int
    clicks: int
    fields: int


class Counted:
    """Somebody at work whose pages, clicks and fields are counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.clicks = self.fields = 0
        self.pages: list[str] = []

    def _works_here(self) -> None:
        """Count the page that is shown, if the one before was another."""
        path = urlsplit(self.page.url).path
        if not self.pages or self.pages[-1] != path:
            self.pages.append(path)

    def begins(self, path: str) -> None:
        """Open the page on which the job begins."""
        self.visitor.opens(path)
        self._works_here()

    def begins_where_signing_in_leads(self) -> None:
        """The job begins on the page to which signing in led."""
        self.page.reload()
        self._works_here()

    def clicks_on(self, locator: object) -> None:
        """One press of what is found first."""
        self._works_here()
        locator.first.click()
        self.clicks += 1
        self.page.wait_for_load_state()

    def presses(self, name: str) -> None:
        """Press the button, or follow the link, of this name."""
        button = self.page.get_by_role("button", name=name)
        link = self.page.get_by_role("link", name=name)
        button.or_(link).first.wait_for(state="attached")
        self.clicks_on(button if button.count() else link)

    def fills(self, selector: str, words: str) -> None:
        """Fill one field in."""
        self._works_here()
        self.page.locator(selector).first.fill(words)
        self.fields += 1

    def sees(self, *words: str) -> None:
        """All of these stand on the page."""
        self.visitor.sees(*words)

    @property
    def count(self) -> Count:
        """What it took until now."""
        return Count(len(self.pages), self.clicks, self.fields)


type Job = Callable[[Counted], None]
