"""Account: everything that the rest of the house needs to know of this kind."""

from cochair.features.accounts.models import Account, Device, SignedIn
from cochair.kernel.kind import Kind, No, Person, Texts
from cochair.procedure.refusal import _

ACCOUNT = Kind(
    code="account",
    label=_("account"),
    models=(Account, Device, SignedIn),
    find=No("An account belongs to no forum, and its number outlives it."),
    ends_with=No("A person's way in goes on when a cycle is closed."),
    closed=No("Its number alone is in the journal, which names nobody."),
    verbs={
        "personal.reduced": _("Personal data were reduced at the end of their retention " "period."),
        "personal.erased": _("Personal data were erased at somebody's request."),
        "personal.taken": _("A person downloaded the data held about them."),
    },
    archive=No("People are in an archive by their offices alone."),
    personal=(
        Person("account", _("Account"), Account, ("id",),
               ("email", "name", "language", "variety", "zone", "is_active", "opened_at",
                "last_login", "seen"),
               of="number"),
        Person("devices", _("Browsers you used to sign in"), Device, ("account",),
               ("first_seen_at", "last_seen_at")),
        Person("sessions", _("Where you are signed in"), SignedIn, ("account",),
               ("began_at", "used_at", "expire_date")),
    ),
    texts=(
        Texts(Account, name_nobody="seen", reduced="password email name", rule="accounts"),
        Texts(SignedIn, reduced="session_data", rule="sign_ins"),
    ),
    handover=No("Whoever follows brings an account of their own."),
    search=No("People are found among the offices of their Party alone."),
    retention=("accounts", "devices", "sign_ins"),
    turns=No("A person is told of a new browser, and owes nothing."),
)  # fmt: skip
