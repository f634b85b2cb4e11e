"""Keep an answer as it was given."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cochair.exports.archives.answers.content import LANGUAGES, TOPICS, sections
from cochair.exports.archives.models import Answer
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refusal, _, require


@transaction.atomic
def answer(
    forum: Forum,
    *,
    audience: str,
    topics: Sequence[str],
    languages: Sequence[str],
    by: ActingOffice,
    at: datetime,
) -> Answer:
    """Freeze an answer for somebody outside, as it stands at a UTC instant; the same kept twice
    in a row is one.

    Raises Refused without a topic, a language, or the name of who asked.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(_something(topics, languages), _somebody(audience))
    content = sections(forum, topics, at)
    said = {
        "audience": audience.strip(),
        "topics": [code for code in TOPICS if code in topics],
        "languages": [code for code in LANGUAGES if code in languages],
        "digest": digest_of({"content": content}),
    }
    own = Answer.objects.filter(forum=forum, party__code=by.party)
    last = own.order_by("number").last()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    made = Answer.objects.create(
        forum=forum,
        number=last.number + 1 if last is not None else 1,
        party=parties.roster(forum).party(by.party),
        content=content,
        made_at=at,
        made_by=Office.objects.get(pk=by.office),
        **said,
    )
    record(
        forum.slug,
        verb="answer.made",
        about=("answer", str(made.number)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"digest": made.digest, "topics": made.topics, "languages": made.languages},
        space=f"party:{by.party}",
    )
    return made


def _something(topics: Sequence[str], languages: Sequence[str]) -> Refusal | None:
    if set(topics) & set(TOPICS) and set(languages) & set(LANGUAGES):
        return None
    return Refusal("practice", _("Choose at least one question and one language."))


def _somebody(audience: str) -> Refusal | None:
    if audience.strip():
        return None
    return Refusal("practice", _("Enter who asked."))
