"""The names of joint acts on clauses, in every interface language."""

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.procedure.refusal import _
from cochair.web.localize import translated
from cochair.web.varieties import override

TITLES = {
    "departure": _("Agreed exception to {rule} for {target}"),
    "option": _("Option {key}"),
    "statement": _("Compliance statement of cycle {cycle}"),
    "procedures.review": _("Review of the working procedures: {meeting}"),
    "publication": _("Publish the results of cycle {cycle}"),
    "cycle.close": _("Close cycle {cycle}"),
    "cycle.extend": _("Extend cycle {cycle}"),
    "cycle.abandon": _("Abandon cycle {cycle}"),
}


def act_title(kind: str, **places: object) -> dict[str, str]:
    """The title of an act in each language; a place may hold words by language."""
    titles = {}
    for language, _name in settings.LANGUAGES:
        said = {name: translated(place, language) for name, place in places.items()}
        with override(language):
            titles[language] = __(TITLES[kind]).format(**said)
    return titles
