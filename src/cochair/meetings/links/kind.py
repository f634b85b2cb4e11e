"""Contact point with its personal links: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turns, by_number
from cochair.meetings import acting
from cochair.meetings.links import queries, turns
from cochair.meetings.models import ContactLink, ContactPoint
from cochair.procedure.refusal import _

COLUMNS = ("forum__slug", "member__code", "organisation__code", "name", "email", "language",
           "zone", "at", "ended_at")  # fmt: skip
CONTACT = Kind(
    code="contact",
    label=_("contact point"),
    models=(ContactPoint, ContactLink),
    find=by_number(queries.contact),
    ends_with=No("It is reached for the meetings of all cycles."),
    closed=No("A number alone, which names nothing."),
    verbs={
        "contact.added": _("A contact point was entered."),
        "contact.ended": _("A contact point was ended."),
        "contact.entered": _("A contact point came in by a personal link."),
        "contact.links_revoked": _("The personal links of a contact point were revoked."),
    },
    archive=No("No address is in an archive."),
    personal=(
        Person("contacts", _("Contact points"), ContactPoint, ("email__iexact",), COLUMNS,
               of="address"),
    ),
    texts=(Texts(ContactPoint, reduced="name email", rule="contacts"),),
    handover=(Handover("handover.contacts", queries.handed_over),),
    search=No("Not found yet: the search knows documents only."),
    retention=("contacts",),
    turns=Turns(acting.not_over, turns.turns),
)  # fmt: skip
