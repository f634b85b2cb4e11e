"""The page of a meeting's decisions: what was put, and what a co-chair may put now."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.http import Http404

from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import sorted_for
from cochair.features.decisions import submission
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.room import forms, labels, presenters, queries, validators
from cochair.features.room.terms import FINAL, Wish
from cochair.features.room.terms import forms as final_forms
from cochair.procedure.consensus import Stage
from cochair.web.localize import translated

HERE = "decisions:of-meeting"


def context(
    meeting: Meeting, hat: ActingOffice, at: datetime, *, form: forms.Putting | None = None
) -> dict[str, object]:
    """Everything that the page shows to a reader."""
    form = form or forms.Putting()
    known, chairs = presenters.of_meeting(meeting, hat, at), hat.may(Power.SIGN)
    closed = validators.not_sitting(meeting, at)
    return {
        "here": "meetings",
        "meeting": meeting,
        "name": presenters.meeting_name(meeting),
        "decisions": known,
        "codes": [code for code, _name in settings.LANGUAGES],
        "waiting": _waiting(meeting, hat, at),
        # Not "chairs": every page has the presidencies in office under that name.
        "may_put": chairs,
        "closed": closed,
        "papers": _papers(meeting, hat, at) if chairs and closed is None else [],
        "items": validators.items(meeting) if chairs else (),
        "kinds": list(labels.KINDS.items()),
        "final_forms": _forms(meeting, at) if chairs else [],
        "subjects": [(form[f"reason_{code}"], word) for code, word in labels.SUBJECTS.items()],
        "replaced": [one for one in known if one.stage is Stage.REPLACED],
        "form": form,
    }


def wish(
    meeting: Meeting,
    hat: ActingOffice,
    at: datetime,
    typed: Mapping[str, object],
    reasons: Mapping[str, str],
) -> Wish:
    """What was typed or sent, as what is put; 404 for what this reader may not see."""
    found = documents.document(meeting.forum, str(typed["document"]), hat, at)
    if found is None:
        raise Http404
    return Wish(
        document=found,
        kind=str(typed["kind"]),
        form=str(typed.get("form") or "") if typed["kind"] == FINAL else "",
        item=str(typed.get("item") or ""),
        reasons=reasons,
        follows=_follows(meeting, hat, at, typed.get("follows")),
    )


def _follows(
    meeting: Meeting, hat: ActingOffice, at: datetime, number: object
) -> RoomDecision | None:
    if not number:
        return None
    rows = queries.visible(meeting.forum, hat, at).filter(meeting=meeting)
    found = rows.filter(number=int(str(number))).first()
    if found is None:
        raise Http404
    return found


def _forms(meeting: Meeting, at: datetime) -> list[tuple[str, object]]:
    """What a final document may be, by code, in the reader's words."""
    known = final_forms(parties.book(meeting.forum, at))
    return [(code, translated(words_of) or code) for code, words_of in known.items()]


def _papers(meeting: Meeting, hat: ActingOffice, at: datetime) -> list[Document]:
    """The documents of the meeting that everybody with a say reads."""
    rows = documents.visible(meeting.forum, hat, at).filter(meeting=meeting)
    rows = rows.filter(circulated_at__isnull=False, withdrawn_at=None)
    return list(rows.filter(marking__in=submission.READ_BY_ALL).order_by("year", "number", "pk"))


def _waiting(meeting: Meeting, hat: ActingOffice, at: datetime) -> list[object]:
    """The texts that wait for the second key, of those that a reader may see."""
    acts: list[JointAct] = [one for one in queries.waiting(meeting) if one.kind == queries.PUT]
    if not acts:
        return []
    read = set(
        documents.visible(meeting.forum, hat, at)
        .filter(slug__in=[one.subject_id for one in acts])
        .values_list("slug", flat=True)
    )
    roster = parties.roster(meeting.forum)
    seen = [one for one in acts if one.subject_id in read]
    folder = sorted_for(seen, roster, hat, at)
    return [*folder["mine"], *folder["others"]]
