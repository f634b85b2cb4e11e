"""A real browser before hostile files: it downloads them, and not one script in them runs (T35)."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import LazySettings

from cochair.features.documents.models import StoredFile
from cochair.features.files import responses, storage
from cochair.formats.inside.media import Media
from documents.corpora import office
from journeys.conftest import CHROMIUM, QUIET

pytestmark = pytest.mark.browser

RUN = "new Image().src='/ran/'+Math.random()"
PAGE = f"<!doctype html><html><body><script>{RUN}</script></body></html>".encode()
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{RUN}</script></svg>'.encode()
HOSTILE: dict[str, tuple[bytes, str]] = {
    "a page called DOCX": (PAGE, Media.DOCX),
    "a page called PDF": (PAGE, Media.PDF),
    "a page by its type": (PAGE, "text/html"),
    "a drawing": (SVG, "image/svg+xml"),
    "a drawing called XML": (SVG, Media.XML),
    "a picture that is a script": (f"GIF89a=1;{RUN}//".encode(), Media.DOCX),
    "a script": (RUN.encode(), Media.TEXT),
    "a formula": (f'<math xmlns="http://www.w3.org/1998/Math/MathML"><a xmlns="http://www.w3.org/1999/xhtml" href="javascript:{RUN}">x</a></math>'.encode(), Media.AKN),
    "a PDF that runs": (office.bare_pdf(catalogue="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), Media.PDF),
    "a PDF that is a page": (b"%PDF-1.7\n" + PAGE, Media.PDF),
    "an archive that is a page": (PAGE + office.docx(), Media.ODT),
}  # fmt: skip
USES = '<script src="{0}"></script><iframe src="{0}"></iframe><object data="{0}"></object><embed src="{0}"><img src="{0}"><link rel="stylesheet" href="{0}"><link rel="import" href="{0}">'


class Quiet(WSGIRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Say nothing."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Place:
    """A small place that gives files out as the house does, counts what ran, and uses them all."""

    def __init__(self, files: list[StoredFile]) -> None:
        self.files = files
        self.ran = 0

    def __call__(self, environ: dict[str, str], start: object) -> list[bytes]:
        kind, _slash, rest = environ["PATH_INFO"].strip("/").partition("/")
        status, headers, body = "200 OK", [("Content-Type", "text/html")], b""
        if kind == "ran":
            self.ran += 1
        elif kind == "file":
            answer = responses.attachment(self.files[int(rest)])
            headers, body = list(answer.items()), answer.content
        elif kind == "open":
            # The same octets as a careless house would give them out.
            body = storage.read(self.files[int(rest)].digest)
        elif kind == "used":
            body = USES.format(f"/file/{rest}").encode()
        start(status, headers)  # type: ignore[operator]
        return [body]


@pytest.fixture
def place(tmp_path: Path, settings: LazySettings) -> Iterator[tuple[Place, str]]:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": storage.FOLDER, "OPTIONS": {"location": tmp_path}},
    }
    files = [
        StoredFile(
            digest=storage.put(octets), size=len(octets), media_type=str(media), name="a.docx"
        )
        for octets, media in HOSTILE.values()
    ]
    made = Place(files)
    server = make_server("127.0.0.1", 0, made, Server, Quiet)  # type: ignore[arg-type]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_browser_runs_no_script_in_any_file_that_is_given_out(place: tuple[Place, str]) -> None:
    from playwright.sync_api import Error, sync_playwright

    house, address = place
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.goto(f"{address}/open/0")
        page.wait_for_timeout(100)
        careless, house.ran = house.ran, 0
        taken = 0
        for number in range(len(HOSTILE)):
            with page.expect_download(timeout=20_000) as download, suppress(Error):
                page.goto(f"{address}/file/{number}")
            taken += download.value.suggested_filename == "a.docx"
            page.goto(f"{address}/used/{number}", wait_until="load")
        page.wait_for_timeout(300)
        browser.close()

    assert careless == 1
    assert taken == len(HOSTILE)
    assert house.ran == 0
