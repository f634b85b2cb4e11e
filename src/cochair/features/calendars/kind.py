"""Calendar address: everything that the rest of the house knows of this kind."""

from cochair.features.calendars import queries
from cochair.features.meetings.models import Feed
from cochair.kernel.kind import Kind, No, Person, by_number
from cochair.procedure.refusal import _

FEED = Kind(
    code="feed",
    label=_("calendar address"),
    models=(Feed,),
    find=by_number(queries.of_any_account),
    ends_with=No("It shows the meetings of all cycles."),
    closed=No("A number alone, in the space of its Party."),
    verbs={
        "feed.made": _("A calendar address was created."),
        "feed.revoked": _("A calendar address was deactivated."),
    },
    archive=No("It is its owner's own and no part of a cycle."),
    personal=(
        Person("calendars", _("Calendar addresses"), Feed, ("account",),
               ("forum__slug", "made_at", "revoked_at")),
    ),
    texts=No("It keeps a secret as a digest alone."),
    handover=No("It goes with its owner, not with the presidency."),
    search=No("Never to be found: a secret of its owner."),
    retention=No("It names nobody but the account, which is reduced itself."),
    turns=No("A calendar address owes nobody anything."),
)  # fmt: skip
