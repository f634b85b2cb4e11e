"""What offices of the played story read: a few pages of each kind, without what differs by itself."""

import hashlib
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from golden_layout import laid_out

from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.journal import actions as journal
from cochair.web.clock import clock

# One of each kind of office; the last is the public.
OFFICES = (
    "ie",
    "lt",
    "gr",
    "bo",
    "do",
    "secretariat",
    "secretariat-clasi",
    "es",
    "py",
    "europol",
    "interpol",
    "administrator",
    "",
)
LANGUAGES = ("en", "es", "pt")
# How many pages of one kind an office is asked for, in the order in which links lead there.
EXAMPLES = 2
NO_SUCH_METHOD = 405
LINK = re.compile(r'(?:href|action|src)="([^"#]*)')
# The part of a table or a Word file that says when it was made.
MADE_AT = "docProps/core.xml"
# What is made anew for each answer.
PASSING = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1"),
    (re.compile(r'(nonce=")[^"]*'), r"\1"),
    # The digest of what a room shows as it is laid out; its words are on the page.
    (re.compile(r'(data-etag=")[^"]*'), r"\1"),
)


def walk(slug: str, texts: Any, *, turn: int) -> Mapping[str, object]:
    """The pages that each office reaches, each office in one language, which changes by `turn`."""
    settings.ALLOWED_HOSTS = ["*"]
    forum, found = Forum.objects.get(slug=slug), {}
    assert forum.clock_at is not None
    with clock.at(forum.clock_at):
        for number, name in enumerate(OFFICES):
            language = LANGUAGES[(turn + number) % len(LANGUAGES)]
            walker = Walker(forum, name, texts, counts=number == turn % len(OFFICES))
            with translation.override(language):
                for path, page in walker.pages(f"/{language}/{slug}/"):
                    found[f"{name or 'public'} {path}"] = page
    return found


def _client(name: str) -> Client | None:
    """The browser of a character; None for whoever is not there yet."""
    if not name:
        return Client()
    account = Account.objects.filter(email=f"{name}@example.org").first()
    if account is None:
        return None
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


class Walker:
    """Somebody who follows links; with `counts` also the queries of the first page of each kind."""

    def __init__(self, forum: Forum, name: str, texts: Any, *, counts: bool) -> None:
        self.forum, self.texts, self.counts = forum, texts, counts
        self.client = _client(name)
        self.asked = Counter[str]()

    def pages(self, root: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Each address below a root and of the interface for programs, and what it answers."""
        if self.client is None:
            return
        inside = (root, f"/api/v1/{self.forum.slug}/")
        known, waiting = {root}, deque([root])
        while waiting:
            path = waiting.popleft()
            kind = _kind(path)
            self.asked[kind] += 1
            if not kind or self.asked[kind] > EXAMPLES:
                continue
            page, links = self._page(path, is_first=self.asked[kind] == 1)
            if page["status"] == NO_SUCH_METHOD:
                # Where something is sent to; there is nothing to read.
                self.asked[kind] = EXAMPLES
            yield path, page
            new = [one for one in links if one.startswith(inside) and one not in known]
            known.update(new)
            waiting.extend(new)

    def _page(self, path: str, *, is_first: bool) -> tuple[Mapping[str, object], list[str]]:
        """What a page says, and where its links lead."""
        page = self._queries(path) if self.counts and is_first else {}
        answer = self._get(path)
        words, links = _said(answer)
        kind = answer.get("Content-Type", "")
        told = {"status": answer.status_code, "type": kind, "text": self.texts.put(words)}
        return {**page, **told}, links

    def _queries(self, path: str) -> Mapping[str, int]:
        """How many a page makes after an entry that somebody else wrote, and when asked again."""
        with transaction.atomic():
            _another_entry(self.forum)
            with _counted() as cold:
                self._get(path)
            transaction.set_rollback(True)
        self._get(path)
        with _counted() as warm:
            self._get(path)
        return {"cold": cold[0], "warm": warm[0]}

    def _get(self, path: str) -> HttpResponse:
        assert self.client is not None
        return self.client.get(path)  # type: ignore[return-value]


def _kind(path: str) -> str:
    """The name of the page at an address; empty where there is none."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def _another_entry(forum: Forum) -> None:
    assert forum.clock_at is not None
    journal.record(
        forum.slug,
        verb="golden.looked",
        about=("golden", "1"),
        by=None,
        at=forum.clock_at,
    )


@contextmanager
def _counted() -> Iterator[list[int]]:
    """How many queries are made inside."""
    count = [0]

    def one_more(execute: Any, *words: Any) -> Any:
        count[0] += 1
        return execute(*words)

    with connection.execute_wrapper(one_more):
        yield count


def _said(answer: HttpResponse) -> tuple[str, list[str]]:
    if answer.status_code in (301, 302):
        goal = urlsplit(answer["Location"])
        return answer["Location"], [goal.path]
    octets = b"".join(answer) if answer.streaming else answer.content
    if octets.startswith(b"PK"):
        return _packed(octets), []
    try:
        words = octets.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(octets).hexdigest(), []
    for what, instead in PASSING:
        words = what.sub(instead, words)
    if "html" not in answer.get("Content-Type", ""):
        return words, []
    links = LINK.findall(words)
    return laid_out(words), [one.replace("&amp;", "&") for one in dict.fromkeys(links)]


def _packed(octets: bytes) -> str:
    """The files of an archive by name, each with its digest: of a page that without its layout, and
    none of the part that says when a file was made."""
    with zipfile.ZipFile(io.BytesIO(octets)) as packed:
        files = {name: packed.read(name) for name in packed.namelist() if name != MADE_AT}
    for name in files:
        if name.endswith(".html"):
            files[name] = laid_out(files[name].decode()).encode()
    return "\n".join(
        f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in files.items()
    )
