"""Packs of a meeting, for stories: taken by somebody, opened, and every link followed."""

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

FORUM = "league-concert"
LINKS = {"href", "src", "action", "poster", "data"}
IN_STYLES = re.compile(r"url\(([^)]+)\)")


class Page(HTMLParser):
    """What a page links to, the places in it, its words, and tags that may not be there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.tags: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on") and name != "style", (tag, name)
            if name in LINKS and value is not None:
                self.links.append(value)
            if name == "id" and value:
                self.places.add(value)

    def handle_data(self, data: str) -> None:
        self.words += data


def taken(client: Client, slug: str, key: str = "own", language: str = "en") -> bytes:
    """The octets of a pack as they come."""
    answer = client.get(f"/{language}/{FORUM}/meetings/{slug}/pack/{key}.zip")
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content)


def read(answer: HttpResponseBase) -> bytes:
    """What an answer says: its page, or every file of the pack that it is."""
    if answer.streaming:
        return b"".join(opened(b"".join(answer.streaming_content)).values())
    return answer.content


def opened(octets: bytes) -> dict[str, bytes]:
    """The files of a pack by name, in the order in which they were written."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pages(files: Mapping[str, bytes]) -> dict[str, Page]:
    """The pages among them."""
    return {
        name: Page(content.decode()) for name, content in files.items() if name.endswith(".html")
    }


def broken_links(files: Mapping[str, bytes]) -> list[str]:
    """Links of pages and styles that lead out of the pack, or to nothing in it."""
    read = pages(files)
    faults = []
    for name, page in read.items():
        for link in page.links:
            parts = urlsplit(link)
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            there = name if not parts.path else there
            # A place in the sheet of icons stands on the same page.
            whole = not (parts.scheme or parts.netloc) and there in files
            placed = not parts.fragment or (there in read and parts.fragment in read[there].places)
            if not (whole and placed):
                faults.append(f"{name} -> {link}")
    for name, content in files.items():
        if name.endswith(".css"):
            for link in IN_STYLES.findall(content.decode()):
                there = posixpath.normpath(
                    posixpath.join(posixpath.dirname(name), link.strip("\"'"))
                )
                if not link.startswith("#") and there not in files:
                    faults.append(f"{name} -> {link}")
    return faults


def sums(files: Mapping[str, bytes]) -> dict[str, str]:
    """What SHA256SUMS says of each file."""
    lines = files["SHA256SUMS"].decode().splitlines()
    return {name: digest for digest, _blank, name in (line.partition("  ") for line in lines)}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of every file but the list itself."""
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != "SHA256SUMS"
    }


def text(files: Mapping[str, bytes]) -> str:
    """Every word of every page and list, to look for what may not be there."""
    return "\n".join(
        content.decode() for name, content in files.items() if name.endswith((".html", ".json"))
    )
