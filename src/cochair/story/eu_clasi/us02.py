"""US-02: the notice of the ministerial meeting (10 July to 10 August 2026)."""

from datetime import date

from cochair.features.invitations import actions as inviting
from cochair.features.invitations import contacts, queries
from cochair.features.meetings.models import Preparation
from cochair.features.preparations import actions as preparing
from cochair.features.preparations import follow_up
from cochair.features.sessions import actions as sessions
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, words
from cochair.story.eu_clasi.forum import MINISTERIAL, ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-02", ZONE)
PAGE = f"meetings/{MINISTERIAL}/"
LISTS = {
    "EU_AGENCIES": ("EUROPOL", "EUROJUST", "FRONTEX", "EUDA", "MAOCN"),
    "LA_AGENCIES": ("AMERIPOL",),
}
FORGOTTEN = "HN"
# Kind, hours in Brussels, languages spoken and interpreted into, whether observers are let in.
SESSIONS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...], bool], ...] = (
    ("plenary", "10:00", "12:00", ("en", "es", "pt"), ("en", "es", "pt"), True),
    ("working_lunch", "12:30", "14:00", ("en", "es"), (), False),
    ("plenary", "14:30", "16:30", ("en", "es", "pt"), ("en", "es", "pt"), True),
)
CONTACTS = (
    ("FR", "en", "Europe/Paris"),
    ("PT", "pt", "Europe/Lisbon"),
    ("PY", "es", "America/Asuncion"),
    ("BR", "pt", "America/Sao_Paulo"),
    ("COM", "en", "Europe/Brussels"),
    ("GSC", "en", "Europe/Brussels"),
    ("EEAS", "en", "Europe/Brussels"),
    ("EUROPOL", "en", "Europe/Amsterdam"),
    ("EUROJUST", "en", "Europe/Amsterdam"),
    ("FRONTEX", "en", "Europe/Warsaw"),
    ("EUDA", "en", "Europe/Lisbon"),
    ("MAOCN", "en", "Europe/Lisbon"),
    ("AMERIPOL", "es", "America/Bogota"),
)


@story.event(
    "2026-07-10T17:30",
    _(
        "The secretariat records the first preparatory meeting, held by video from 16:00 in Brussels."
    ),
    who="secretariat",
    clauses=("II.1.meetings.b.2", "II.1.meetings.b.3"),
    path=f"{PAGE}preparation/",
)
def preparation_recorded(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    preparing.record_preparation(
        meeting(stage.forum),
        held_at=story.instant("2026-07-10T16:00"),
        format="virtual",
        present=["EU", "CLASI"],
        topics=["discussions", "working_agenda"],
        note=words.told(stage, "secretariat", "preparing.preparatory_meetings.ministerial_1"),
        by=by,
        at=at,
    )
    held = Preparation.objects.get(meeting=meeting(stage.forum))
    for name, party, due in (
        ("outline", "EU", date(2026, 7, 31)),
        ("speakers", "CLASI", date(2026, 9, 30)),
    ):
        text = words.told(stage, "secretariat", f"preparing.follow_ups.{name}")
        follow_up.add_follow_up(held, text=text, party=party, due=due, by=by, at=at)


@story.event(
    "2026-07-20T11:00",
    _("The secretariat enters the first contact points."),
    who="secretariat",
    path=f"{PAGE}",
)
def contacts_entered(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    name = words.said("preparing.contacts.name")
    rows = "\n".join(
        f"{code}\t{words.in_words_of(stage.forum, code, name)}\tcontact.{code.lower()}@example.org"
        f"\t{language}\t{zone}"
        for code, language, zone in CONTACTS
    )
    contacts.take_in(stage.forum, rows, languages=papers.LANGUAGES, by=by, at=at)


@story.event(
    "2026-07-22T11:00",
    _("The secretariat plans three sessions; observers may attend two of them."),
    who="secretariat",
    path=f"{PAGE}sessions/",
)
def sessions_planned(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for number, (kind, starts, ends, spoken, interpreted, admits) in enumerate(SESSIONS, start=1):
        plan = sessions.Plan(
            kind=kind,
            starts=story.instant(f"2026-10-08T{starts}"),
            ends=story.instant(f"2026-10-08T{ends}"),
            spoken=spoken,
            interpreted=interpreted,
            title=words.said(f"preparing.sessions.ministerial_{number}"),
            observers_admitted=admits,
        )
        sessions.plan_session(meeting(stage.forum), plan=plan, by=by, at=at)


@story.event(
    "2026-07-24T15:00",
    _("Both co-presidencies sign the lists of agencies that are relevant to this meeting."),
    who="ie",
    clauses=("II.1.composition.b.4", "II.1.composition.b.5"),
    path=PAGE,
)
def agencies_listed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    for group, entries in LISTS.items():
        act = inviting.propose_relevance_list(
            meeting(stage.forum), group=group, entries=entries, by=by, at=at
        )
        stage.sign(act, "ie", "bo")


@story.event(
    "2026-08-05T11:00",
    _("Ireland signs the notice of meeting. By mistake, Honduras is not among the recipients."),
    who="ie",
    clauses=("I.2.3", "II.1.meetings.a.3"),
    path="acts/",
)
def notice_first_key(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum)
    everybody = queries.composition(found, at).invitees
    act = inviting.propose_notice(
        found,
        text=papers.notice("ministerial"),
        recipients=[one.key for one in everybody if one.code != FORGOTTEN and not one.is_optional],
        by=by,
        at=at,
    )
    stage.sign(act, "ie")


@story.event(
    "2026-08-07T14:20 America/La_Paz",
    _(
        "Bolivia signs the notice of meeting at 14:20 in La Paz. The notice takes effect "
        "and is sent."
    ),
    who="bo",
    clauses=("I.2.3", *(f"II.1.composition.b.{number}" for number in range(1, 6))),
    path=f"{PAGE}invitations/",
)
def notice_second_key(stage: Stage) -> None:
    stage.sign(stage.open_act("meeting.notice"), "bo")


@story.event(
    "2026-08-10T09:00",
    _("The secretariat notices the omission and invites Honduras too."),
    who="secretariat",
    clauses=("II.1.composition.a.2",),
    path=f"{PAGE}invitations/",
)
def honduras_invited(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    inviting.invite_also(meeting(stage.forum), key=f"member:{FORGOTTEN}:", by=by, at=at)
