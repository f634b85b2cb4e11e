"""Who asked is a name, and is forgotten after a year: what was answered stays.

Source: domain.md C.9 (Personal data); security.md section 4.
"""

from datetime import datetime

from django.db import transaction

from cochair.exports.archives.models import Answer
from cochair.features.parties.models import Forum
from cochair.features.personal import retention_hooks
from cochair.features.personal.actions import REDUCED
from cochair.features.personal.periods import Kind
from cochair.features.personal.queries import Item, ended_from
from cochair.journal.actions import record
from cochair.procedure.calendar import civil_day


def register_all() -> None:
    """Let answers be reduced with everything else; called once, when the app is ready."""
    retention_hooks.register(retention_hooks.Keeper(Kind.ANSWERS, items, reduce))


def items(forum: Forum, at: datetime) -> list[Item]:
    """Every answer that still says who asked, with the day on which that goes; one query."""
    rows = Answer.objects.filter(forum=forum).exclude(audience="").select_related("party")
    return [
        Item(
            Kind.ANSWERS,
            ("answer", str(row.number)),
            1,
            ended_from(row.made_at, forum),
            row.party.code,
        )
        for row in rows
    ]


@transaction.atomic
def reduce(forum: Forum, item: Item, at: datetime) -> int:
    """Forget who asked; done twice, or before its day, it changes nothing."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    row = Answer.objects.get(forum=forum, party__code=item.party, number=item.about[1])
    if not row.audience or ended_from(row.made_at, forum) > civil_day(at, forum.zone):
        return 0
    row.audience = ""
    row.save(update_fields=["audience"])
    record(
        forum.slug,
        verb=REDUCED,
        about=item.about,
        by=None,
        at=at,
        facts={"kind": Kind.ANSWERS.value, "number": 1},
        space=f"party:{item.party}",
    )
    return 1
