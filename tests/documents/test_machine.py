"""Machine translation over real HTTP: sent when asked, answered once, a courtesy and no more (CB-37)."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import filed
import papers
import signing
from cochair.features.documents.facts import documents as facts
from cochair.features.documents.models import Document, MachineTranslation
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.machine_translation import actions, dispatch
from cochair.features.machine_translation.etranslation import ETranslation
from cochair.features.machine_translation.providers import MANUAL
from cochair.features.publications import actions as publishing
from cochair.formats import placeholders
from cochair.formats.paragraphs import Paragraph, Run, from_json
from cochair.formats.units import Unit, units
from cochair.procedure.refusal import Refused
from matrix import Scene
from stand_in import APPLICATION, ERROR, PASSWORD, QUOTA, StandIn, stand_in
from world import NOW

TEXT = (
    Paragraph("p-1", "heading", (Run("Safe harbours"),), 1),
    Paragraph("p-2", "plain", (Run("Both "), Run("agree", "b"), Run(" on <ports> & ships."))),
)


class OnOneConnection(ThreadedWSGIServer):
    """A server that answers within the transaction of the test, and leaves it open."""

    def _close_connections(self) -> None:
        """The test closes it."""


@pytest.fixture
def house(at_work: Scene, settings, monkeypatch) -> Iterator[str]:
    """Our own address, where the provider reaches us over HTTP."""
    shared = connections["default"]
    shared.inc_thread_sharing()
    # A request that comes over HTTP would close the connection that the test has open.
    monkeypatch.setattr(shared, "close_if_unusable_or_obsolete", lambda: None)
    server = OnOneConnection(
        ("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override={"default": shared}
    )
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.ADDRESS = f"http://127.0.0.1:{server.server_port}"
    yield settings.ADDRESS
    server.shutdown()
    thread.join()
    server.server_close()
    shared.dec_thread_sharing()


@pytest.fixture
def provider(house: str, settings) -> Iterator[StandIn]:
    """The stand-in, with this house registered as its application."""
    with stand_in() as found:
        settings.TRANSLATOR = {
            "provider": "etranslation",
            "address": found.address,
            "application": APPLICATION,
            "password": PASSWORD,
            "domain": "GEN",
        }
        yield found


def page(name: str, *more: object) -> str:
    return reverse(f"documents:{name}", args=["league-concert", *more])


def paper(scene: Scene, **more: object) -> Document:
    """A document of the League that is out in English."""
    return papers.circulated(scene.forum, {"en": TEXT}, **more)


def asked(scene: Scene, document: Document) -> MachineTranslation:
    """Spanish, asked for on its page and sent by the worker."""
    seen = papers.fresh(document).version
    answer = scene.client("secretariat").post(page("machine", document.slug, "es"), {"seen": seen})
    assert answer.status_code == 302
    assert dispatch.turn(scene.forum, NOW) == 1
    return MachineTranslation.objects.get(revision__document=document)


def spanish(document: Document):
    return papers.queries.editions(papers.last(papers.fresh(document))).get("es")


def test_a_text_goes_out_and_comes_back_as_a_courtesy_that_nobody_reviewed(
    at_work: Scene, provider: StandIn
) -> None:
    document = paper(at_work)
    row = asked(at_work, document)
    assert row.state == "sent" and row.reference == "1001"
    waiting = at_work.client("secretariat").get(page("write", document.slug, "es")).text
    assert "in progress" in waiting and "Request a machine translation" not in waiting

    assert provider.delivers() == 200

    made = spanish(document)
    assert made.courtesy and made.origin == "machine" and made.released_at is None
    assert from_json(made.text)[1].runs == (
        Run("htoB "),
        Run("eerga", "b"),
        Run(" no <strop> & spihs."),
    )
    assert made.title == "efaS sruobrah"
    row.refresh_from_db()
    assert row.state == "done" and row.edition == made


def test_a_second_delivery_changes_nothing_and_is_answered_alike(
    at_work: Scene, provider: StandIn
) -> None:
    document = paper(at_work)
    asked(at_work, document)
    assert provider.delivers() == provider.delivers("<p id='p-1'>Otra cosa</p>") == 200
    assert provider.posts({"requestId": 1001, "errorCode": ERROR}) == 200

    assert spanish(document).edition == 1 and "efaS" in str(spanish(document).text)


def test_a_courtesy_never_counts_is_never_published_and_is_marked_wherever_it_is_read(
    at_work: Scene, provider: StandIn
) -> None:
    document = paper(at_work, marking="public")
    asked(at_work, document)
    provider.delivers()
    by = signing.secretariat(at_work.forum)
    languages.release(spanish(document), seen=papers.fresh(document).version, by=by, at=NOW)

    fact = next(one for one in facts(at_work.forum) if one.id == document.slug)
    assert {one.language: one.courtesy for one in fact.current} == {"en": False, "es": True}
    assert set(publishing.standing(papers.last(document))) == {"en"}
    assert (
        "courtesy translation, not reviewed"
        in at_work.client("delegation").get(page("document", document.slug)).text
    )
    with pytest.raises(Refused):
        draft = languages.Draft("pt", TEXT, origin=Origin.MACHINE)
        languages.add_edition(
            papers.last(document), draft, seen=papers.fresh(document).version, by=by, at=NOW
        )


@pytest.mark.parametrize("case", ["presidencies", "internal", "limite", "words", "draft"])
def test_a_marked_text_or_a_draft_never_leaves_the_house(
    at_work: Scene, provider: StandIn, case: str
) -> None:
    by = signing.secretariat(at_work.forum)
    if case in {"presidencies", "internal"}:
        document = paper(at_work, marking=case)
    elif case == "words":
        marked = (*TEXT, Paragraph("p-3", "plain", (Run("LIMITE"),)))
        document = papers.circulated(at_work.forum, {"en": marked})
    else:
        document = papers.entered(at_work.forum)
        more = {"file": filed.kept(at_work.forum, by, "limite")} if case == "limite" else {}
        papers.written(document, "en", TEXT, released=case == "limite", **more)
    client, seen = at_work.client("secretariat"), papers.fresh(document).version

    shown = client.get(page("write", document.slug, "es")).text
    answer = client.post(page("machine", document.slug, "es"), {"seen": seen})

    assert answer.status_code == 422
    assert "Request a machine translation" not in shown
    why = (
        "First release the original. Drafts are not sent for machine translation."
        if case == "draft"
        else "may not leave this installation"
    )
    assert why in shown
    assert dispatch.turn(at_work.forum, NOW) == 0 and provider.asked == []


def test_a_text_that_was_marked_while_it_waited_is_not_sent(
    at_work: Scene, provider: StandIn
) -> None:
    document = paper(at_work)
    by = signing.secretariat(at_work.forum)
    actions.ask(
        papers.last(document),
        "es",
        provider=ETranslation("", "", "", ""),
        seen=papers.fresh(document).version,
        by=by,
        at=NOW,
    )
    papers.written(
        document, "pt", TEXT, released=False, file=filed.kept(at_work.forum, by, "limite")
    )

    assert dispatch.turn(at_work.forum, NOW) == 0 and provider.asked == []
    assert MachineTranslation.objects.get().failure == "not_allowed"


def test_what_a_person_wrote_meanwhile_stays_and_words_that_changed_are_asked_for_anew(
    at_work: Scene, provider: StandIn
) -> None:
    written, changed = paper(at_work), paper(at_work)
    rows = []
    for document in (written, changed):
        rows.append(asked(at_work, document))
        if document is written:
            papers.written(document, "es", papers.words("Dos manos."), released=False)
        else:
            papers.written(document, "en", papers.words("Different text."))
        assert provider.delivers() == 200

    for row, failure in zip(rows, ["written_meanwhile", "source_changed"], strict=True):
        row.refresh_from_db()
        assert (row.state, row.failure) == ("failed", failure)
    assert spanish(written).origin == "translated" and spanish(changed) is None
    again = at_work.client("secretariat").get(page("write", changed.slug, "es")).text
    assert (
        "The original has been changed in the meantime. Request the translation again." in again
        and "Request a machine translation" in again
    )


def test_without_the_token_there_is_no_such_page_and_with_it_nothing_to_read(
    at_work: Scene, provider: StandIn, client
) -> None:
    asked(at_work, paper(at_work))
    row = MachineTranslation.objects.get()
    good = provider.answer_to
    said = {"requestId": 1001, "targetLanguage": "ES", "result": "eA=="}

    for bad in (good[:-4] + "xyz/", good.replace(row.key, "a" * 32), f"{good[: good.index('.')]}/"):
        assert provider.posts(said, to=bad) == 404
    row.refresh_from_db()
    assert row.state == "sent"
    here, absent = (client.get(f"/translations/{one}/") for one in (dispatch.token(row), "none"))
    assert here.status_code == absent.status_code == 404
    assert here.content.replace(dispatch.token(row).encode(), b"none") == absent.content


@pytest.mark.parametrize(
    "said",
    [b"", b"[]", b"{", b"null", b'{"requestId": {}}', b'{"requestId": 1001, "result": "%%"}'],
)
def test_noise_from_a_provider_is_refused_and_the_order_stays_open(
    at_work: Scene, provider: StandIn, said: bytes
) -> None:
    row = asked(at_work, paper(at_work))

    assert provider.posts(said) == 400
    row.refresh_from_db()
    assert row.state == "sent"


def test_an_answer_of_another_order_or_language_and_a_notice_change_nothing(
    at_work: Scene, provider: StandIn
) -> None:
    row = asked(at_work, paper(at_work))
    assert provider.delivers(requestId=7) == provider.delivers(targetLanguage="PT") == 200
    assert provider.posts({"requestId": 1001, "targetLanguage": "ES"}) == 200
    row.refresh_from_db()
    assert row.state == "sent"

    assert provider.delivers("<p>Nothing of ours</p>") == 200
    row.refresh_from_db()
    assert (row.state, row.failure) == ("failed", "unreadable")


@pytest.mark.parametrize(
    ("status", "said", "failure", "is_open"),
    [
        (401, {}, "not_signed_in", False),
        (200, {"errorCode": ERROR}, "refused", False),
        (200, {"requestId": ERROR}, "refused", False),
        (200, {"requestId": "--5"}, "refused", False),
        (200, {"requestId": "²", "errorCode": "--5"}, "refused", False),
        (200, {"requestId": True}, "refused", False),
        (200, {"requestId": "9" * 65}, "refused", False),
        (200, b"[" * 60_000, "refused", False),
        (200, {"errorCode": QUOTA}, "quota", True),
        (302, {}, "refused", False),
        (503, {}, "quota", True),
        (500, {}, "unreachable", True),
    ],
)
def test_a_failure_is_told_and_what_may_pass_is_tried_again(
    at_work: Scene, provider: StandIn, status: int, said: dict, failure: str, is_open: bool
) -> None:
    provider.status, provider.says = status, said
    row = asked(at_work, paper(at_work))

    assert (row.failure, row.settled_at is None) == (failure, is_open)
    if is_open:
        assert dispatch.turn(at_work.forum, NOW) == 0
        provider.says = None
        assert dispatch.turn(at_work.forum, NOW + timedelta(minutes=1)) == 1
        row.refresh_from_db()
        assert (row.state, row.failure) == ("sent", "")


def test_what_is_never_answered_is_given_up_after_a_day_and_what_nobody_hears_after_four_tries(
    at_work: Scene, provider: StandIn, settings
) -> None:
    silent = asked(at_work, paper(at_work))
    settings.TRANSLATOR = {**settings.TRANSLATOR, "address": "http://127.0.0.1:9"}
    document = paper(at_work)
    unheard = actions.ask(
        papers.last(document),
        "es",
        provider=ETranslation("", "", "", ""),
        seen=papers.fresh(document).version,
        by=signing.secretariat(at_work.forum),
        at=NOW,
    )
    for hours in range(6):
        dispatch.turn(at_work.forum, NOW + timedelta(hours=hours))
    dispatch.turn(at_work.forum, NOW + timedelta(days=1, minutes=1))

    silent.refresh_from_db()
    unheard.refresh_from_db()
    assert (silent.failure, unheard.failure) == ("no_answer", "unreachable")
    assert unheard.tries == 4 and unheard.settled_at is not None


def test_a_turn_that_breaks_off_sends_a_text_four_times_at_most_and_says_so(
    at_work: Scene, provider: StandIn, monkeypatch
) -> None:
    row = asked(at_work, paper(at_work))
    MachineTranslation.objects.update(state="waiting", tries=0)

    def breaks_off(*_told: object) -> None:
        raise MemoryError

    monkeypatch.setattr(ETranslation, "send", breaks_off)
    for number in range(4):
        with pytest.raises(MemoryError):
            dispatch.turn(at_work.forum, NOW + timedelta(hours=24 + number))
    assert dispatch.turn(at_work.forum, NOW + timedelta(hours=30)) == 0

    row.refresh_from_db()
    assert (row.tries, row.failure) == (4, "unreachable")
    assert signing.verbs(at_work.forum)[-1] == "machine.failed"


def test_a_text_that_may_no_longer_go_is_not_sent_and_the_journal_says_so(
    at_work: Scene, provider: StandIn
) -> None:
    document = paper(at_work)
    seen = papers.fresh(document).version
    at_work.client("secretariat").post(page("machine", document.slug, "es"), {"seen": seen})
    Document.objects.filter(pk=document.pk).update(marking="presidencies")

    assert dispatch.turn(at_work.forum, NOW) == 0

    assert MachineTranslation.objects.get().failure == "not_allowed" and not provider.asked
    assert signing.verbs(at_work.forum)[-1] == "machine.failed"


def test_without_a_provider_nothing_is_offered_and_nothing_is_sent(at_work: Scene) -> None:
    document = paper(at_work)
    client, seen = at_work.client("secretariat"), papers.fresh(document).version

    assert "Machine translation" not in client.get(page("write", document.slug, "es")).text.replace(
        "Machine translation that no person reviewed: a courtesy translation, which does not count for any clause",
        "",
    )
    assert client.post(page("machine", document.slug, "es"), {"seen": seen}).status_code == 422
    with pytest.raises(ValueError, match="manual"):
        MANUAL.read(b"{}")


def test_asked_twice_it_is_one(at_work: Scene, provider: StandIn) -> None:
    document = paper(at_work)
    client, seen = at_work.client("secretariat"), papers.fresh(document).version
    for _twice in range(2):
        client.post(page("machine", document.slug, "es"), {"seen": seen})
    assert MachineTranslation.objects.count() == 1
    assert dispatch.turn(at_work.forum, NOW) == 1 and dispatch.turn(at_work.forum, NOW) == 0


@given(st.lists(st.text(max_size=60), max_size=6), st.sampled_from(["", "b", "i", "bi", "biu"]))
def test_whatever_a_text_says_survives_the_way_to_a_machine(said: list[str], style: str) -> None:
    clean = [" ".join(placeholders.UNPRINTED.sub("", one).split()) for one in said]
    kept = [Unit(f"p-{n}", (Run(one, style),)) for n, one in enumerate(clean) if one]

    back = placeholders.read(placeholders.write(kept, "A title", "en"), [one.name for one in kept])

    assert {name: "".join(run.text for run in runs) for name, runs in back.items()} == {
        one.name: one.text for one in kept
    }


def test_scripts_unknown_names_and_half_elements_leave_no_words() -> None:
    html = "<p id=p-1>Uno<script>x()</script><b>dos</p><p id=q>Tres</p><p id=p-2>Cuatro"

    assert placeholders.read(html, ["p-1", "p-2"]) == {
        "p-1": (Run("Uno"), Run("dos", "b")),
        "p-2": (Run("Cuatro"),),
    }
    assert [unit.name for unit in units(TEXT)] == ["p-1", "p-2"]
