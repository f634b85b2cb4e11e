"""Addresses, headers and names that pretend: whose house, which file, how many lines (T37)."""

import email
from email.policy import default as as_mail
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail as posted
from django.test import Client

import papers
from cochair.features.accounts.models import Account
from cochair.features.mail import actions as letters
from cochair.features.mail import worker
from cochair.features.mail.letters import Letter, Recipient
from documents.test_bringing import address, word, written
from matrix import Scene
from world import NOW

EVIL = "evil.example"
PAGES = ("/en/", "/en/league-concert/", "/en/accounts/login/", "/en/league-concert/register.json")
LINES = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "host",
    [
        EVIL,
        f"localhost@{EVIL}",
        f"{EVIL}#localhost",
        f"localhost.{EVIL}",
        "localhost:80@a.example",
        "a b",
    ],
)
def test_a_house_that_is_called_by_another_name_answers_nothing(
    at_work: Scene, host: str, path: str
) -> None:
    answer, own = Client(HTTP_HOST=host).get(path), Client(HTTP_HOST="localhost").get(path)

    assert answer.status_code == 400 and EVIL not in answer.content.decode()
    assert own.status_code != 400


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host", "X-Host", "X-Original-Host", "X-Forwarded-Server", "Forwarded", "X-Rewrite-Url",
     "X-Original-Url", "X-Forwarded-Prefix", "X-Http-Method-Override"],
)  # fmt: skip
def test_no_header_of_a_sender_moves_a_link_an_address_or_a_method(
    at_work: Scene, header: str
) -> None:
    value = {"X-Http-Method-Override": "DELETE", "Forwarded": f"host={EVIL}"}.get(header, EVIL)
    for path in PAGES:
        plain = Client().get(path)
        turned = Client(headers={header: value}).get(path)

        assert turned.status_code == plain.status_code, path
        assert EVIL not in turned.content.decode() + str(turned.headers), path


def test_a_link_that_is_mailed_leads_to_this_house_whoever_asked_for_it(at_work: Scene) -> None:
    account = Account.objects.exclude(email="").first()
    assert account is not None
    posted.outbox.clear()

    for headers in (
        {},
        {"X-Forwarded-Host": EVIL},
        {"Origin": f"https://{EVIL}", "Referer": f"https://{EVIL}/"},
    ):
        Client(headers=headers).post("/en/accounts/password/reset/", {"email": account.email})

    # Each asked in vain for another house, and each got a letter that leads to this one.
    assert len(posted.outbox) == 3
    for one in posted.outbox:
        said = str(one.body)
        assert EVIL not in one.message().as_string()
        assert "http://testserver/en/accounts/password/reset/key/" in said, said


@pytest.mark.parametrize("line", LINES, ids=ascii)
def test_what_is_typed_into_a_title_or_a_name_adds_no_line_to_a_letter(
    at_work: Scene, line: str
) -> None:
    hostile = f"Council{line}Bcc: thief@{EVIL}{line}{line}Body"
    to = Recipient(None, "desk@example.org", "en", "UTC", hostile, "secretariat", "LEAGUE")
    letters.queue(
        [Letter("k", at_work.forum.slug, to, hostile, (hostile,), "N06", urgent=True)], NOW
    )
    posted.outbox.clear()

    worker.tick(NOW)

    sent = [one for one in posted.outbox if one.to and "desk@example.org" in str(one.to)]
    assert sent, "a hostile title stops no letter"
    for one in sent:
        read = email.message_from_bytes(one.message().as_bytes(), policy=as_mail)
        assert read["Bcc"] is None and read["Cc"] is None
        assert [name for name in read if name == "Subject"] == ["Subject"]
        assert [one.addr_spec for one in read["To"].addresses] == ["desk@example.org"]
        assert one.recipients() == ["desk@example.org"]


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd.docx", "..\\..\\boot.docx", "/etc/shadow.docx", "C:\\x\\y.docx", "a\0.docx",
     "....//....//x.docx", "%2e%2e%2fx.docx", "~root/x.docx", "CON.docx", ".hidden.docx"],
)  # fmt: skip
def test_a_file_lies_under_its_digest_whatever_it_is_called(at_work: Scene, name: str) -> None:
    paper = papers.entered(at_work.forum)
    client = at_work.client("secretariat")

    client.post(
        address(at_work, "write", paper.slug, "en"),
        {"seen": 0, "file": word(written("We look.", "We meet."), name)},
    )

    kept = papers.last(paper).expressions.get().file
    assert kept is not None and not {"/", "\\", "\0", ":"} & set(kept.name)
    home = Path(settings.COCHAIR_HOME)
    lying = {one.name for one in home.rglob("*") if one.is_file() and "sqlite" not in one.name}
    assert kept.digest in lying
    assert not {one for one in lying if kept.digest in one and one != kept.digest}
    assert not {one for one in lying if kept.name in one}
    out = client.get(address(at_work, "file", paper.slug, 0, "en"))
    assert out["Content-Disposition"] == f'attachment; filename="{paper.slug}-en.docx"'


@pytest.mark.parametrize(
    "path",
    ["/static/../settings.py", "/static/..%2f..%2fsettings.py", "/static/%2e%2e/%2e%2e/etc/passwd",
     "/en/league-concert/documents/..%2f..%2fx/", "//evil.example/%2e%2e", "/en/league-concert/../../etc/passwd"],
)  # fmt: skip
def test_an_address_that_climbs_out_of_its_folder_finds_nothing(at_work: Scene, path: str) -> None:
    answer = at_work.client("co_presidency").get(path)

    assert answer.status_code == 404
    assert b"SECRET_KEY" not in answer.content and b"root:" not in answer.content
    assert not str(answer.headers.get("Location", "")).startswith(("//", "http"))
