"""The joint acts on a programme: submit it to the meeting, and endorse it as the meeting.

Where only the two presidencies have a say in a meeting, both keys are its decision by consensus:
neither can be passed over (corrections.md section 3).
"""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts import visibility
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.agendas import papers
from cochair.features.agendas.titles import as_it_is
from cochair.features.decisions.models import ProgrammeRevision
from cochair.features.documents import ends as documents
from cochair.features.documents.models import Document
from cochair.features.meetings import ends
from cochair.features.meetings.cycle_plan import meeting_of
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.programmes import labels, queries, refusals
from cochair.features.programmes.entries import PARTS, Entry, of_part
from cochair.features.programmes.queries import ENDORSE, SUBMIT, Revision
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kinds known; called once, when the app is ready."""
    visibility.register("programmes", visibility.of_drafts(SUBMIT))
    register(
        Kind(
            code=SUBMIT,
            name=_("Submission of a programme"),
            effect=lambda act: Sentence(
                _(
                    "The programme has been submitted to the meeting, and all participants "
                    "read this revision."
                )
            ),
            take_effect=_submit,
            entry="programme.submitted",
            over=_over,
            bound=_bound,
            guard=_may_submit,
            describe=_lines,
            shape=Shape.LIST,
        )
    )
    register(
        Kind(
            code=ENDORSE,
            name=_("Endorsement of a programme"),
            effect=lambda act: Sentence(
                _(
                    "The meeting endorses the programme, and work on the agenda of the "
                    "next meeting may begin."
                )
            ),
            take_effect=_endorse,
            entry="programme.endorsed",
            over=_over,
            bound=_bound,
            guard=_may_endorse,
            describe=_lines,
            shape=Shape.LIST,
        )
    )


def _bound(act: JointAct) -> Mapping[str, object]:
    """The entries in all languages, that no later revision took their place, and the words of the
    document that says the same."""
    known = queries.revisions(_meeting(act))
    found = _found(act, known)
    newest = queries.latest(known) if act.kind == SUBMIT else queries.submitted(known)
    paper = _paper(act)
    return {
        "digest": queries.digest(found.entries) if found else "",
        "newest": newest.token if newest else 0,
        **({"words": queries.words(paper)} if paper is not None and "words" in act.body else {}),
    }


def _paper(act: JointAct) -> Document | None:
    """The document that says in words what an act submits."""
    slug = act.body.get("document")
    return Document.objects.filter(forum=act.forum, slug=slug).first() if slug else None


BEGUN = ended("programme.begun", _("The meeting for which the programme was prepared has opened."))


SUBMITTED = ended(
    "programme.submitted", _("The programme has already been submitted to the meeting.")
)
ENDORSED = ended("programme.endorsed", _("The meeting has already endorsed the programme."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    """A programme is of use until the meeting that it is for opens; each step is taken once."""
    meeting = _meeting(act)
    if meeting.cancelled_at is not None:
        return ends.CANCELLED
    found = _found(act, queries.revisions(meeting))
    if act.kind == SUBMIT and found is not None and found.is_submitted:
        return SUBMITTED
    paper = act.body.get("document")
    if act.kind == SUBMIT and paper:
        gone = documents.of_going_on(act.forum, paper)
        if gone is not None:
            return gone
    if act.kind == ENDORSE and found is not None and found.endorsed_at is not None:
        return ENDORSED
    coming = queries.target(meeting, parties.book(act.forum, at))
    return BEGUN if coming is not None and coming.opened_at is not None else None


def _may_submit(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting, book = _meeting(act), parties.book(act.forum, at)
    return (
        *refusals.submission(meeting, book, queries.revisions(meeting), act.body["revision"], at),
        refusals.paper(_paper(act), meeting),
    )


def _may_endorse(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting, book = _meeting(act), parties.book(act.forum, at)
    known = queries.revisions(meeting)
    return refusals.endorsement(meeting, book, known, act.body["revision"], at)


def _submit(act: JointAct, at: datetime) -> None:
    row = _row(act)
    row.document = _paper(act)
    row.submitted_at, row.submission = at, act
    row.save(update_fields=["document", "submitted_at", "submission"])


def _endorse(act: JointAct, at: datetime) -> None:
    row = _row(act)
    row.endorsed_at, row.endorsement = at, act
    row.save(update_fields=["endorsed_at", "endorsement"])


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Every entry in every language, part by part, but for the papers that its reader may not read."""
    found = _found(act, queries.revisions(_meeting(act)))
    if found is None:
        return ()
    slug = act.body.get("document", "")
    named = [*(one.paper for one in found.entries if one.paper), *filter(None, [slug])]
    read = papers.may_name(named, act.forum, reader.hat, reader.at)
    lines: list[Line] = []
    for part in PARTS:
        shown = [one for one in of_part(found.entries, part) if not one.paper or one.paper in read]
        for number, one in enumerate(shown, start=1):
            lines.append((labels.PARTS[part], Sentence("{number}. {said}", _said(number, one))))
    if slug in read:
        lines.append((_("Contained in the document"), as_it_is(papers.names([slug])[0])))
        signed = sorted(act.body.get("words", {}).items())
        lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in signed]
    return tuple(lines)


def _said(number: int, one: Entry) -> dict[str, object]:
    said = as_it_is(papers.names([one.paper])[0]) if one.paper else dict(one.title)
    return {"number": number, "said": said}


def _found(act: JointAct, known: tuple[Revision, ...]) -> Revision | None:
    return next((one for one in known if one.token == act.body["revision"]), None)


def _row(act: JointAct) -> ProgrammeRevision:
    """The revision that an act is about, its meeting locked."""
    return ProgrammeRevision.objects.get(meeting=meeting_of(act), number=act.body["revision"])


def _meeting(act: JointAct) -> Meeting:
    return Meeting.objects.select_related("cycle", "forum").get(
        forum=act.forum, slug=act.subject_id
    )
