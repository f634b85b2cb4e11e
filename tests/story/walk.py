"""Walk the played story as an office, and compare what is mentioned with the page of the thing.

A thing is a document, a decision, a silence or a joint act.  It is mentioned by its title, its
symbol, or a link to its page; where its own page refuses it, nothing else may mention it.  What both
published anyone may read.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils.html import escape

from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Instrument
from cochair.features.compliance import queries as results
from cochair.features.compliance import visibility as of_results
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties import visibility
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.visibility import Thing
from cochair.web.clock import clock
from people import signed_in

LINK = re.compile(r'(?:href|action|src)="([^"#]*)')
# Shorter words say nothing of themselves: they stand in many titles.
SHORT = 9
SCHEDULE = "meeting.schedule"
OF_A_MEETING = ("", "agenda/", "room/", "room/screen/", "record/", "decisions/", "pack/own.zip")
# The page of the demonstration tells the whole story.
LEFT = ("/story/",)


@dataclass(frozen=True)
class Named:
    """A thing with the address of its page, and the words by which it is known."""

    thing: Thing
    path: str
    words: frozenset[str]


@contextmanager
def aside(at: datetime) -> Iterator[None]:
    """The demonstration at an instant (aware UTC); what its pages write is undone.

    Marked as Django marks the block around a test: what is made of a forum is kept between pages, as
    it is outside of a transaction.
    """
    block = transaction.atomic()
    block._from_testcase = True
    with block, override_settings(DEMO=True), clock.at(at):
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Walker:
    """Somebody in an office of the story, at its end."""

    forum: Forum
    name: str
    hat: ActingOffice
    client: Client
    at: datetime

    @property
    def root(self) -> str:
        """Where the forum begins."""
        return f"/en/{self.forum.slug}/"

    def read(self, path: str) -> tuple[int, str, str]:
        """The status of a page, its type, and all that it says, the files in it among them."""
        answer = self.client.get(path)
        if answer.status_code in (301, 302):
            return answer.status_code, "", urlsplit(answer["Location"]).path
        return answer.status_code, answer.get("Content-Type", ""), said(answer)


def walker(forum: Forum, name: str, at: datetime) -> Walker:
    """The first office of a character of the story."""
    account = Account.objects.get(email=f"{name}@example.org")
    return Walker(forum, name, parties.hats(forum, account, at)[0], signed_in(account), at)


def said(answer: HttpResponse) -> str:
    """The words of a page, or of all files of an archive."""
    octets = b"".join(answer) if answer.streaming else answer.content
    if not octets.startswith(b"PK"):
        return octets.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(octets)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def things(forum: Forum) -> list[Named]:
    """Every document, decision, silence and act of the forum."""
    root = f"/en/{forum.slug}"
    # What is known from public sources may be the title of a paper as well.
    known = {said for one in Instrument.objects.filter(forum=forum) for said in one.title.values()}
    found = [
        Named(
            ("document", row.slug),
            f"{root}/documents/{row.slug}/",
            _words(documents.name_of(row), row.slug, *row.title.values()) - known,
        )
        for row in Document.objects.filter(forum=forum)
        .exclude(revisions__in=documents.published(forum).values("revision"))
        .select_related("of")
    ]
    for decision in RoomDecision.objects.filter(meeting__forum=forum).select_related("meeting"):
        name = f"{decision.meeting.slug}/{decision.number}"
        path = f"{root}/meetings/{decision.meeting.slug}/decisions/{decision.number}/"
        found.append(Named(("decision", name), path, frozenset()))
    for silence in SilenceProcedure.objects.filter(forum=forum):
        number = str(silence.number)
        found.append(Named(("silence", number), f"{root}/decisions/{number}/", frozenset()))
    for act in JointAct.objects.filter(forum=forum):
        number = str(act.number)
        # The title of an act on a day is the meeting and the day: records of others tell which comes next.
        words = _words() if act.kind == SCHEDULE else _words(*act.title.values())
        found.append(Named(("act", number), f"{root}/acts/{number}/", words))
    return found


def _words(*said: str) -> frozenset[str]:
    return frozenset(one for one in said if len(one) >= SHORT)


def faults(walk: Walker, known: Collection[Named], paths: Iterable[str]) -> Iterator[str]:
    """What is mentioned on some pages though its own page refuses it; and pages that refuse
    otherwise than everything else does."""
    closed = visibility.closed(walk.forum, walk.hat, walk.at, [one.thing for one in known])
    refused = [one for one in known if one.thing in closed]
    for one in refused:
        status = walk.read(one.path)[0]
        if status not in (403, 404):
            yield f"{walk.name}: {one.path} answers {status}, and everything else hides it"
    marks = _marks(refused, known)
    for path in paths:
        _status, _type, text = walk.read(path)
        yield from (f"{walk.name}: {path} names {one.path}" for one in _mentioned(text, marks))


def messages(walk: Walker, known: Collection[Named]) -> Iterator[str]:
    """What was mentioned in a message to the reader that its own page refused when it was written."""
    closed = visibility.closed(walk.forum, walk.hat, walk.at, [one.thing for one in known])
    marks = _marks([one for one in known if one.thing in closed], known)
    for letter in Message.objects.filter(forum=walk.forum, account=walk.hat.account):
        for one in _mentioned(f"{letter.subject}\n{letter.body}", marks):
            if not _could_read(walk, one.thing, letter.queued_at):
                yield f"{walk.name}: the message {letter.key} names {one.path}"


def _could_read(walk: Walker, thing: Thing, at: datetime) -> bool:
    """Whether the reader held an office that could read a thing when a message was written."""
    account = Account.objects.get(pk=walk.hat.account)
    hats = parties.hats(walk.forum, account, at)
    return any(not visibility.closed(walk.forum, hat, at, [thing]) for hat in hats)


def _marks(refused: Iterable[Named], known: Iterable[Named]) -> Mapping[str, Named]:
    """What would mention each refused thing: its address, and words that no readable thing has too."""
    hidden = {one.thing: one for one in refused}
    open_words = {word for one in known if one.thing not in hidden for word in one.words}
    marks = {}
    for one in hidden.values():
        marks[f'"{one.path}'] = one
        for word in one.words - open_words:
            if not any(word in other for other in open_words):
                marks[word] = marks[str(escape(word))] = one
    return marks


def _mentioned(text: str, marks: Mapping[str, Named]) -> list[Named]:
    found = {one for mark, one in marks.items() if mark in text}
    return sorted(found, key=lambda one: one.path)


def everywhere(walk: Walker) -> Iterator[str]:
    """Every page, feed and file that an office reaches by links from the first, without questions."""
    known, waiting = {walk.root}, [walk.root]
    while waiting:
        path = waiting.pop()
        status, kind, text = walk.read(path)
        found = [text] if status in (301, 302) else LINK.findall(text) if "html" in kind else []
        for link in dict.fromkeys(one.partition("?")[0] for one in found):
            if link.startswith(walk.root) and link not in known:
                known.add(link)
                waiting.append(link)
        if status == 200 and not path.endswith(LEFT):
            yield path


def lists(walk: Walker) -> Iterator[str]:
    """The pages and files that list and count things, and the clauses of which results are hidden."""
    forum, at = walk.forum, walk.at
    version = parties.book(forum, at).version
    everything = set(results.results(forum, at))
    hidden = everything - set(of_results.results(forum, walk.hat, at))
    rules = sorted({one.rule for one in hidden if one.procedure_version == version})
    for path in (
        "desk/",
        "cycles/3/",
        "cycles/3/statement/",
        "cycles/3/statement/1.json",
        f"procedures/{version}/",
        *(f"procedures/{version}/{rule}/" for rule in rules),
        "meetings/",
        "documents/",
        "register.json",
        "languages/",
        "decisions/",
        "acts/",
        "journal/",
        "journal/?before=120",
        "journal/?before=60",
        "handover/",
        "search/?q=programme",
        "search/?q=record",
    ):
        yield f"{walk.root}{path}"
    for meeting in Meeting.objects.filter(forum=forum, imported=False).order_by("slug"):
        for page in OF_A_MEETING:
            yield f"{walk.root}meetings/{meeting.slug}/{page}"
