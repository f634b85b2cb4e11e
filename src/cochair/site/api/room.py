"""Put, object, withdraw, convert, state, suspend, declare: the acts of the room for programs."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.parties.request import Request
from cochair.features.room import access, actions, panel, presenters, put_page
from cochair.features.room.labels import FOOTNOTE_NAMED, SUBJECTS
from cochair.features.room.statement_input import LONGEST_ID, Said
from cochair.procedure.consensus import Claim
from cochair.procedure.outcome import StatementKind
from cochair.site.api import payloads, serializers
from cochair.site.api.responses import in_json, told
from cochair.web.localize import language_now
from cochair.web.middleware import whole_at

WORDS, REASON, CODE, DIGEST, SLUG = 4000, 1000, 64, 64, 96


@require_safe
@in_json
def decision(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """A decision as it stands now."""
    found, hat = access.decision(request, slug, number)
    one = presenters.shown(found, request.now)
    shown = panel.of(one, hat, request.now) if one.is_on_the_table else None
    return told(serializers.decision(request, one, shown))


@require_POST
@in_json
def put(request: Request, forum: str, slug: str) -> HttpResponse:
    """Turn a co-chair's key on putting a text."""
    meeting, _hat = access.meeting(request, slug)
    by = access.chair(request)
    reauthentication.require_recent_auth(request)
    said = payloads.sent(
        request,
        document=payloads.text(SLUG, needed=True),
        kind=payloads.text(CODE, needed=True),
        form=payloads.text(CODE),
        item=payloads.text(CODE),
        follows=payloads.whole(99_999),
        reasons=payloads.texts_by_name(REASON, known=SUBJECTS),
    )
    wish = put_page.wish(meeting, by, request.now, said, said["reasons"])
    return told(serializers.act(actions.put(meeting, wish, by=by, at=request.now)))


@require_POST
@in_json
def object_to(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Object; the stamp is when the whole request was there, so that nobody keeps half of one ready."""
    found, hat = access.speaker(request, slug, number)
    said = payloads.sent(request, words=payloads.text(WORDS), paragraphs=payloads.texts(LONGEST_ID))
    made = actions.object_to(
        found,
        words=said["words"],
        paragraphs=said["paragraphs"],
        language=language_now(),
        by=hat,
        received_at=whole_at(request),
    )
    return told(serializers.objection(made), 201)


@require_POST
@in_json
def withdraw(request: Request, forum: str, slug: str, number: int, which: int) -> HttpResponse:
    """Take one's objection back."""
    _found, row = access.objection(request, slug, number, which)
    found, hat = access.speaker(request, slug, number)
    payloads.sent(request)
    return told(serializers.objection(actions.withdraw(found, row, by=hat, at=request.now)))


@require_POST
@in_json
def convert(request: Request, forum: str, slug: str, number: int, which: int) -> HttpResponse:
    """Turn one's objection into a statement."""
    _found, row = access.objection(request, slug, number, which)
    found, hat = access.speaker(request, slug, number)
    said, _more = _said(request)
    return told(
        serializers.statement(actions.convert(found, row, said, by=hat, at=request.now)), 201
    )


@require_POST
@in_json
def state(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """File a statement."""
    found, hat = access.speaker(request, slug, number)
    said, more = _said(request, reservation=payloads.text(CODE))
    ends = more["reservation"]
    made = actions.file_statement(found, said, reservation=ends, by=hat, at=request.now)
    return told(serializers.statement(made), 201)


@require_POST
@in_json
def suspend(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Turn a co-chair's key on a suspension."""
    found, _hat = access.decision(request, slug, number)
    by = access.chair(request)
    said = payloads.sent(request, seen=payloads.text(DIGEST, needed=True))
    return told(serializers.act(actions.suspend(found, seen=said["seen"], by=by, at=request.now)))


@require_POST
@in_json
def declare(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Turn a co-chair's key on a declaration; over an objection that stands: 409."""
    found, _hat = access.decision(request, slug, number)
    by = access.chair(request)
    reauthentication.require_recent_auth(request)
    said = payloads.sent(
        request, claim=payloads.text(CODE, needed=True), seen=payloads.text(DIGEST, needed=True)
    )
    claim = _one_of(Claim, said["claim"])
    made = actions.declare(found, claim=claim, seen=said["seen"], by=by, at=request.now)
    return told(serializers.act(made))


def _said(request: Request, **more: payloads.Field) -> tuple[Said, dict[str, Any]]:
    """A statement as it was sent, and what else was sent under the names of `more`."""
    said = payloads.sent(
        request,
        **more,
        kind=payloads.text(CODE, needed=True),
        words=payloads.texts_by_name(WORDS, known=dict(settings.LANGUAGES), needed=True),
        paragraphs=payloads.texts(LONGEST_ID),
        printed=payloads.text(CODE),
    )
    made = Said(
        kind=_one_of(StatementKind, said["kind"]),
        words=said["words"],
        paragraphs=said["paragraphs"],
        printed=said["printed"] or FOOTNOTE_NAMED,
    )
    return made, said


def _one_of[T: (Claim, StatementKind)](known: type[T], code: str) -> T:
    try:
        return known(code)
    except ValueError:
        raise BadRequest from None
