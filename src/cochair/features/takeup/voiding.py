"""What is said to whoever changes a list that waits for signatures: whose signature counts no more by that."""

from dataclasses import dataclass

from django.contrib import messages
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.acts.models import JointAct
from cochair.features.acts.queries import OPEN
from cochair.features.parties.models import Forum
from cochair.features.parties.request import Request
from cochair.features.takeup import queries
from cochair.web import formats
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class Waited:
    """The act that waited before a change, by its primary key, and which Parties had signed it, in words."""

    act: int
    number: int
    signed: tuple[str, ...]


def waited(forum: Forum) -> Waited | None:
    """The act that waits for signatures on the open list, before somebody changes that; None without one."""
    take_up = queries.current(forum)
    act = queries.waiting_act(take_up) if take_up is not None else None
    if act is None:
        return None
    signed = tuple(str(key.party.short[language_now()]) for key in act.keys.all())
    return Waited(act.pk, act.number, signed)


def tell(request: Request, before: Waited | None) -> None:
    """Say that the act of before waits no more, and whose signature has to be given again."""
    if before is None or JointAct.objects.filter(pk=before.act, state__in=OPEN).exists():
        return
    if not before.signed:
        said = __("Act {number}, which waited for signatures, is void by this.")
        messages.warning(request, said.format(number=before.number))
        return
    said = ngettext(
        "Act {number} is void by this, and with it the signature of {parties}: it must be given again, on "
        "what the list says now.",
        "Act {number} is void by this, and with it the signatures of {parties}: they must be given again, "
        "on what the list says now.",
        len(before.signed),
    )
    parties = formats.listed(before.signed, language_now())
    messages.warning(request, said.format(number=before.number, parties=parties))
