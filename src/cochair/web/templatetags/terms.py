"""Terms of the procedures, each explained in one sentence where it stands."""

from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cochair.procedure.refusal import _

register = template.Library()


class Term(NamedTuple):
    """A word as pages show it, and the sentence that explains it."""

    word: str
    sentence: str


TERMS: Mapping[str, Term] = {
    "practice": Term(
        _("Practice"), _("A date or a habit of similar forums. Missing it breaks no clause.")
    ),
    "rule": Term(_("Rule"), _("The working procedures themselves lay it down.")),
    "for_signature": Term(
        _("For signature"),
        _(
            "Prepared and complete. It takes effect when both co-presidencies have signed the same words."
        ),
    ),
    "reservation": Term(
        _("Reservation"),
        _(
            "A delegation agrees with the rest, and says which paragraph it cannot agree to yet. It may lift it at any time."
        ),
    ),
    "ad_referendum": Term(
        _("Ad referendum"),
        _("Agreed in the negotiation, and still to be confirmed by the capital."),
    ),
    "silence": Term(
        _("Silence procedure"),
        _("The text is adopted if nobody who takes part in the decision objects in time."),
    ),
    "exception": Term(
        _("Agreed exception"),
        _("Both Parties signed, with a reason, that a clause is not kept in this case."),
    ),
    "not_established": Term(
        _("Not established"),
        _("Nothing is known of it. It is never counted as not met."),
    ),
    "courtesy": Term(
        _("Courtesy translation"),
        _("A machine translation that nobody has reviewed. It counts for no clause."),
    ),
    "fingerprint": Term(
        _("Fingerprint"),
        _("A number made from the exact words. If one letter changes, it changes as well."),
    ),
    "cycle": Term(
        _("Cycle"),
        _("The period in which each type of meeting takes place, as the procedures say."),
    ),
    "marking": Term(
        _("Marking"), _("It says how widely a document is distributed, and who may read it.")
    ),
}


@register.simple_tag(takes_context=True)
def term(context: template.Context, key: str) -> SafeString:
    """The word of a term as a button that opens its sentence on touch, click and Enter.

    The word alone where no request makes the page, as in a file.
    """
    found = TERMS[key]
    word, sentence = gettext(found.word), gettext(found.sentence)
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return format_html("<span>{}</span>", word)
    # Each has an id of its own on its page, as often as a term stands there.
    ids = request.__dict__.setdefault("_terms", count(1))
    name = f"term-{next(ids)}"
    return format_html(
        '<button type="button" class="term" popovertarget="{}">{}</button>'
        '<span class="gloss" id="{}" popover role="note"><b>{}</b> {}</span>',
        name,
        word,
        name,
        word,
        sentence,
    )
