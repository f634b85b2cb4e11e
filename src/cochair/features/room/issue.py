"""Issue the text that was adopted with statements as the next revision of its document, final.

Both co-presidencies sign the very words of every language, footnotes and annex included.
Source: domain.md B.4 (CB-11), US-06; C.6 (both sign).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import queries as signed
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import bound_texts, ends
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications.actions import lacking, standing
from cochair.features.register import actions as registering
from cochair.features.register import holds
from cochair.features.register.holds import Way
from cochair.features.room import footnotes, locks, queries, titles
from cochair.features.room.footnotes import Placed
from cochair.formats import paragraphs
from cochair.formats.inline import words_in_text
from cochair.formats.paragraphs import Paragraph, Text
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ADOPTED
from cochair.procedure.consent import ConsentState
from cochair.procedure.refusal import Refusal, Sentence, _, require

ISSUE = "room.issue"
PRACTICE = "practice"
SUMMARY = _("As adopted, with its statements")


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=ISSUE,
            name=_("Adopted text with its footnotes"),
            effect=lambda act: Sentence(
                _("The text is issued in every language, with its footnotes, and is final.")
            ),
            take_effect=_issue,
            entry="room.issued",
            over=_over,
            bound=_bound,
            guard=_may_issue,
            describe=_lines,
            shape=Shape.TEXT,
            texts=bound_texts.of_body,
            before=_adopted_words,
            same=lambda act: (act.body["meeting"], act.body["number"]),
        )
    )


ISSUED = ended("room.issued", _("Another joint act issued the adopted text."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    """An adopted text goes out with its footnotes once, while its document stands."""
    if issued(_row(act)) is not None:
        return ISSUED
    return ends.of_document(act.forum, act.body["document"])


@transaction.atomic
def propose(row: RoomDecision, *, by: ActingOffice, at: datetime) -> JointAct:
    """Write the text with its footnotes and put it before both; no key is turned by that.

    Raises Refused unless it was adopted with statements, where it was issued, and where a word
    or a language of the document is not what was adopted.
    """
    forum = Forum.objects.select_for_update().get(pk=row.meeting.forum_id)
    row = queries.fresh(row)
    written = texts(row, at)
    body = {
        "meeting": row.meeting.slug,
        "number": row.number,
        "document": row.document.slug,
        "languages": {code: paragraphs.digest_of_text(text) for code, text in written.items()},
        "texts": {code: paragraphs.as_json(text) for code, text in written.items()},
    }
    return acts.propose(
        forum,
        kind=ISSUE,
        subject=("document", row.document.slug),
        title=titles.title(titles.ISSUE, row.document, _number_of(row)),
        body=body,
        by=by,
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an adopted text is on its way out: the act that issued it, or that waits for keys.

    `too_early` says until when statements are taken, while they are: it is issued afterwards.
    """

    issued: JointAct | None
    waiting: JointAct | None
    too_early: Refusal | None = None


def standing_of(row: RoomDecision, at: datetime) -> Standing | None:
    """How far it is; None where nothing was adopted with statements.  Two queries at most."""
    if not is_adopted_with_statements(row):
        return None
    done = issued(row)
    return Standing(done, None if done else waiting(row), _too_early(row, at))


def issued(row: RoomDecision) -> JointAct | None:
    """The act by which the adopted text went out with its footnotes; None while none did."""
    return _act(row, [ConsentState.EFFECTIVE.value])


def waiting(row: RoomDecision) -> JointAct | None:
    """The act that waits for keys to issue it, or None."""
    return _act(row, list(signed.OPEN))


def is_adopted_with_statements(row: RoomDecision) -> bool:
    """Whether both declared consensus and something is said beside the text, in time or late."""
    stage = core.stage(queries.decision(row))
    return stage in ADOPTED and bool(row.statements.all())


def is_unissued(row: RoomDecision, at: datetime) -> bool:
    """Whether an adopted text may still have to go out with statements: some are not printed yet,
    or may still come at an instant."""
    if core.takes_statements(row.meeting.closed_at, at):
        return True
    return is_adopted_with_statements(row) and issued(row) is None


def refusals(row: RoomDecision, at: datetime) -> tuple[Refusal | None, ...]:
    """What stands against issuing it: asked when it is proposed, and at each key."""
    if not is_adopted_with_statements(row):
        return (
            Refusal(PRACTICE, _("Only a text adopted with statements may be issued in this way.")),
        )
    if issued(row) is not None:
        return (Refusal(PRACTICE, _("This text has already been issued with its footnotes.")),)
    early = _too_early(row, at)
    if early is not None:
        return (early,)
    base = base_of(row)
    newest = row.document.revisions.order_by("number").last()
    if newest is None or base.pk != newest.pk:
        return (
            Refusal(
                PRACTICE,
                _("First issue the adopted text as the last revision of the document."),
            ),
        )
    editions = standing(base)
    owed = documents.languages_of(row.document, parties.book(row.document.forum, at).languages)
    missing = lacking(editions, owed)
    return (
        *(
            Refusal(
                PRACTICE,
                _("This language version is missing or out of date: {language}."),
                {"language": code},
            )
            for code in missing
        ),
        *(
            Refusal(
                PRACTICE,
                _("The text in this language is not the text that was adopted: {language}."),
                {"language": code},
            )
            for code, one in editions.items()
            if not _says_the_same(row, code, paragraphs.from_json(one.text))
        ),
    )


def _too_early(row: RoomDecision, at: datetime) -> Refusal | None:
    """A text goes out once: only when no statement can come any more that would be left out."""
    if not core.takes_statements(row.meeting.closed_at, at):
        return None
    until = core.statements_until(row.meeting.closed_at)
    if until is None:
        message = _(
            "Statements are taken until 48 hours after the closing of the meeting: issue the text afterwards."
        )
        return Refusal(PRACTICE, message)
    return Refusal(
        PRACTICE,
        _("Statements are taken until {until}: issue the text afterwards."),
        {"until": until},
    )


def differs(row: RoomDecision, editions: Mapping[str, Expression]) -> tuple[str, ...]:
    """The languages of some editions that do not say what was adopted, or once both have issued it
    with its footnotes, what both signed then.  What a corrigendum put right is not among them."""
    done = issued(row)
    return other_words(row, editions, done.body["languages"] if done else None)


def other_words(
    row: RoomDecision, editions: Mapping[str, Expression], done: Mapping[str, str] | None
) -> tuple[str, ...]:
    """The same, where the fingerprints of what was issued are known: None where nothing was."""
    if done is not None:
        return holds.unlike(editions, done)
    if row.revision_id is not None:
        return holds.unlike(editions, row.terms["languages"], besides=set_aside(row))
    return tuple(
        code
        for code, one in editions.items()
        if one.corrigendum_id is None
        and not _says_the_same(row, code, paragraphs.from_json(one.text))
    )


def text_says_the_same(row: RoomDecision, words: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether a text under negotiation (its words by paragraph) says what both submitted; what was
    behind then may have followed."""
    behind = frozenset(map(tuple, row.terms.get("behind", ())))
    submitted = {str(one["id"]): one["words"] for one in row.paragraphs}
    return set(submitted) == set(words) and all(
        words[id].get(code) == said
        for id, known in submitted.items()
        for code, said in known.items()
        if (id, code) not in behind
    )


def set_aside(row: RoomDecision) -> frozenset[str]:
    """The languages that lacked words, or were behind, when both submitted the text without them."""
    return frozenset(code for _id, code in row.terms.get("behind", ()))


def texts(row: RoomDecision, at: datetime) -> Mapping[str, Text]:
    """The adopted text with its footnotes and annex, by language."""
    base = base_of(row)
    decision = queries.decision(row)
    said = [
        Placed(one, core.is_late(decision, queries.statement(one))) for one in row.statements.all()
    ]
    names = parties.roster(row.meeting.forum).names()
    found = standing(base)
    order = [base.source, *sorted(code for code in found if code != base.source)]
    return {
        code: footnotes.footed(paragraphs.from_json(found[code].text), said, names, code)
        for code in order
        if code in found
    }


def base_of(row: RoomDecision) -> Revision:
    """The revision that may have the very words that were adopted: what was put, what was issued
    last, or that from which the text began; whether it has them is asked word by word."""
    if row.revision is not None:
        return row.revision
    assert row.text is not None
    found = row.text.issues.select_related("revision").last()
    return found.revision if found else row.text.began_from


def _says_the_same(row: RoomDecision, language: str, text: Text) -> bool:
    """Whether a text has the words that were put, paragraph by paragraph, and no other.

    Where the language was behind when it was put, both had set that aside: it says by now what it
    did not say then.
    """
    free = queries.behind(row, language)
    said = {
        str(one["id"]): str(one["words"].get(language, ""))
        for one in row.paragraphs
        if language in one["words"] and one["id"] not in free
    }
    return said == {one.id: _words(row, one) for one in text if one.id not in free}


def _words(row: RoomDecision, one: Paragraph) -> str:
    """A revision is put with its numbers, a text under negotiation without; both with notes."""
    return one.full_text if row.revision_id is not None else words_in_text(one)


def _number_of(row: RoomDecision) -> int:
    return base_of(row).number


def _act(row: RoomDecision, states: list[str]) -> JointAct | None:
    rows = signed.about(row.meeting.forum, "document", [row.document.slug])
    named = (row.meeting.slug, row.number)
    return next(
        (
            act
            for act in rows.filter(kind=ISSUE, state__in=states)
            if (act.body["meeting"], act.body["number"]) == named
        ),
        None,
    )


def _row(act: JointAct) -> RoomDecision:
    rows = queries.decisions(act.forum).filter(meeting__slug=act.body["meeting"])
    return rows.get(number=act.body["number"])


def _bound(act: JointAct) -> Mapping[str, object]:
    """The words of the revision, and what is said beside them: a late statement makes it another."""
    row = _row(act)
    return {
        "base": documents.binds(base_of(row)),
        "statements": [one.pk for one in row.statements.all()],
    }


def _may_issue(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return refusals(_row(act), at)


def _issue(act: JointAct, at: datetime) -> None:
    """Keep the very words that both signed as the next revision, and say that it is final."""
    row = _row(act)
    # What is being received is finished first, and asked for once more: it may be a late statement.
    locks.exclusive(row)
    require(_as_signed(act))
    key = act.keys.order_by("pk").last()
    assert key is not None
    by = parties.hat_of(act.forum, key.office, at)
    base = base_of(row)
    titled = {code: one.title for code, one in standing(base).items()}
    document = row.document
    made = registering.revise(
        document,
        source=base.source,
        summary=str(SUMMARY),
        seen=_seen(document),
        way=Way.ISSUE,
        by=by,
        at=at,
    )
    for code, text in act.body["texts"].items():
        origin = Origin.ORIGINAL if code == base.source else Origin.TRANSLATED
        draft = languages.Draft(
            code, paragraphs.from_json(text), titled.get(code, ""), origin=origin, signed=True
        )
        seen, way = _seen(document), Way.ISSUE
        edition = languages.add_edition(made, draft, seen=seen, way=way, by=by, at=at)
        languages.release(edition, seen=_seen(document), way=way, by=by, at=at)
    registering.circulate(
        document, purpose="information", until=None, seen=_seen(document), by=by, at=at
    )
    registering.finish(document, seen=_seen(document), way=Way.ISSUE, by=by, at=at)


def _seen(document: Document) -> int:
    return int(Document.objects.values_list("version", flat=True).get(pk=document.pk))


def _as_signed(act: JointAct) -> Refusal | None:
    if signed.digest(act) == act.digest:
        return None
    return Refusal(
        "two-keys", _("Something has been received since the text was drafted. Draft it again.")
    )


def _adopted_words(act: JointAct) -> Mapping[str, Text]:
    """The words that were adopted: the statements are all that comes to them."""
    return bound_texts.of_last(base_of(_row(act)))


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The decision, with the fingerprint of every language."""
    digests = act.body["languages"].items()
    prints = tuple((FINGERPRINT, f"{code.upper()} {one}") for code, one in digests)
    return ((_("Decision"), str(act.body["number"])), *prints)
