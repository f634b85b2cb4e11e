"""Agenda, points left open, requests for items: everything that the rest of the house knows of them."""

from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.meetings import acting
from cochair.meetings.agendas import archived, handed_over, turns
from cochair.meetings.models import (
    Agenda,
    AgendaItem,
    Discussion,
    ItemRequest,
    Omission,
    OpenPoint,
)
from cochair.procedure.refusal import _

NAMED_BY_MEETING = No("Entries name its meeting, and its number as a fact.")
ENDS_WITH_MEETING = No("Entries name its meeting, which ends with its cycle.")
READ_WITH_MEETING = No("Entries name its meeting, and are read with it.")
NOT_FOUND = No("Not found yet: the search knows documents only.")
STAYS = No("What a meeting dealt with stays with it.")

AGENDA = Kind(
    code="agenda",
    label=_("agenda"),
    models=(Agenda, AgendaItem, Omission),
    find=NAMED_BY_MEETING,
    ends_with=ENDS_WITH_MEETING,
    closed=READ_WITH_MEETING,
    verbs={
        "agenda.begun": _("A stage of an agenda began."),
        "agenda.revised": _("A new revision of an agenda was made."),
        "agenda.published": _("An agenda was published."),
        "agenda.adopted": _("A meeting adopted its agenda."),
        "omission.agreed": _("Both left a function off an agenda."),
    },
    archive=(
        Archive(
            "agendas",
            _("Agendas"),
            columns=((_("Meeting"), "meeting"), (_("Stage"), "stage"),
                     (_("Published"), "published_at"), (_("Items"), archived.items)),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("agendas", _("Agendas prepared"), Agenda, ("made_by__account",),
               ("meeting__slug", "revision", "made_at", "published_at")),
    ),
    texts=(
        Texts(AgendaItem, evidence="title cross_reason no_document_reason",
              name_nobody="tags papers documents commitments links"),
        Texts(Omission, evidence="reason"),
    ),
    handover=No("The file for the next presidency does not list drafts yet."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(acting.not_over, turns.of_agenda),
)  # fmt: skip

OPEN_POINT = Kind(
    code="open-point",
    label=_("point that was left open"),
    models=(OpenPoint,),
    find=NAMED_BY_MEETING,
    ends_with=ENDS_WITH_MEETING,
    closed=READ_WITH_MEETING,
    verbs={
        "point.registered": _("A point that was left open was registered."),
        "point.placed": _("A point that was left open was placed on an item."),
        "point.deferred": _("A point that was left open was put off."),
    },
    archive=No("The archive does not hold open points yet."),
    personal=No("It refers to no person."),
    texts=(Texts(OpenPoint, evidence="text deferral_reason"),),
    handover=(Handover("handover.points", handed_over.points),),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(acting.not_over, turns.of_points),
)  # fmt: skip

ITEM_REQUEST = Kind(
    code="item-request",
    label=_("request for an item of an agenda"),
    models=(ItemRequest, Discussion),
    find=NAMED_BY_MEETING,
    ends_with=ENDS_WITH_MEETING,
    closed=READ_WITH_MEETING,
    verbs={
        "item.requested": _("An item for an agenda was asked for."),
        "item.placed": _("An item that was asked for was placed on the draft."),
        "item.declined": _("An item that was asked for was declined."),
        "item.deferred": _("An item that was asked for was put off."),
        "item.withdrawn": _("A request for an item was taken back."),
        "item.discussion_asked": _("A delegation moved an item to discussion."),
    },
    archive=No("The archive does not hold requests for items yet."),
    personal=(
        Person("requests", _("Agenda items asked for"), ItemRequest, ("account",),
               ("meeting__slug", "number", "title", "text", "asked_at", "state")),
        Person("discussions", _("Discussion of agenda items asked for"), Discussion,
               ("office__account",), ("meeting__slug", "item_key", "at")),
    ),
    texts=(Texts(ItemRequest, evidence="title text reason", name_nobody="documents"),),
    handover=No("The file for the next presidency does not list them yet."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(acting.not_over, turns.of_requests),
)  # fmt: skip
