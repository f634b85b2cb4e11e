"""The ministerial meeting of the stories, three weeks ahead: every page about it has something to show.

Everything is done through the actions, by the offices that do it, each at its own instant; the
people are named by their office.  Run as a program it prepares a home.

    python tests/journeys/prepared.py HOME
"""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from journeys import story

MEETING = story.MINISTERIAL
TODAY = datetime(2026, 9, 17, 8, tzinfo=UTC)
LISTS = {
    "EU_AGENCIES": ("EUROPOL", "EUROJUST", "FRONTEX", "EUDA", "MAOCN"),
    "LA_AGENCIES": ("AMERIPOL",),
}
SESSIONS = (
    ("plenary", 8, 10, ("en", "es", "pt"), ("en", "es", "pt"), True),
    ("working_lunch", 11, 12, ("en", "es"), (), False),
    ("plenary", 13, 14, ("en", "es", "pt"), ("en", "es", "pt"), True),
)
ITEMS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("Opening and agenda", "Apertura y orden del día", "Abertura e ordem do dia",
     "adoption_without_debate", "procedural", 10),
    ("Organised crime: exchange of views", "Delincuencia organizada: intercambio de opiniones",
     "Criminalidade organizada: troca de opiniões", "discussion", "exchange_views", 60),
    ("Progress since the last meeting", "Avances desde la última reunión",
     "Progressos desde a última reunião", "discussion", "review_progress", 45),
    ("Joint declaration", "Declaración conjunta", "Declaração conjunta",
     "decision", "final_document", 30),
)  # fmt: skip


def instant(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of 2026, UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def ministerial(forum: Any) -> Any:
    """The meeting as it now stands."""
    from cochair.features.meetings.models import Meeting

    return Meeting.objects.select_related("forum").get(forum=forum, slug=MEETING)


def fill(forum: Any) -> None:
    """Everything, in the order in which it happens."""
    _day(forum)
    _preparation(forum)
    _next_preparation(forum)
    _coherence(forum)
    _contacts(forum)
    _sessions(forum)
    _notice(forum)
    _observers(forum)
    _agenda(forum)
    _delegations(forum)
    _planner(forum)
    _documents(forum)
    _files(forum)
    _letters(forum)


def _by(forum: Any, name: str, at: datetime) -> dict[str, Any]:
    return {"by": story.hat(forum, name, at), "at": at}


def _day(forum: Any) -> None:
    story.confirm(forum)


def _preparation(forum: Any) -> None:
    from cochair.features.meetings.models import Preparation
    from cochair.features.preparations import actions as preparing
    from cochair.features.preparations import follow_up

    at = instant(7, 13)
    preparing.record_preparation(
        ministerial(forum),
        held_at=instant(7, 10, 14),
        format="virtual",
        present=["EU", "CLASI"],
        topics=["discussions", "working_agenda"],
        note="Both wish to open with cooperation in ports.",
        **_by(forum, "secretariat", at),
    )
    held = Preparation.objects.get(meeting__slug=MEETING)
    for text, party, due in (
        ("Send the outline of the exchange of views.", "EU", date(2026, 7, 31)),
        ("Propose two speakers.", "CLASI", date(2026, 9, 30)),
    ):
        follow_up.add_follow_up(
            held, text=text, party=party, due=due, **_by(forum, "secretariat", at)
        )


def _next_preparation(forum: Any) -> None:
    from cochair.features.preparations import actions

    planned = actions.Planned(
        instant(9, 21, 14), "Europe/Brussels", 90, "virtual", "https://rooms.example.org/prep"
    )
    actions.plan_preparation(
        ministerial(forum), planned=planned, **_by(forum, "secretariat", instant(9, 14))
    )


def _coherence(forum: Any) -> None:
    from cochair.features.commitments import actions
    from cochair.features.parties.models import Organisation

    at = instant(9, 10)
    first, *_others = Organisation.objects.filter(forum=forum, kind="initiative").order_by("code")
    actions.add_event(
        first,
        title={"en": "Week of experts", "es": "Semana de expertos", "pt": "Semana de peritos"},
        start=date(2026, 10, 6),
        end=date(2026, 10, 9),
        place="Bogotá",
        source="Letter of its secretariat",
        **_by(forum, "secretariat", at),
    )
    actions.write_note(
        ministerial(forum),
        day=at.date(),
        text="No commitment is repeated; one week of experts falls on the same days.",
        findings=[
            {"initiative": first.code, "overlap": "Same experts", "action": "Ask for a link."}
        ],
        **_by(forum, "secretariat", at),
    )


def _contacts(forum: Any) -> None:
    from cochair.features.invitations import contacts

    at = instant(7, 20)
    rows = "\n".join(
        f"{code},Contact point {code},contact.{code.lower()}@example.org,{language},{zone}"
        for code, language, zone in (
            ("FR", "en", "Europe/Paris"),
            ("PT", "pt", "Europe/Lisbon"),
            ("PY", "es", "America/Asuncion"),
            ("BR", "pt", "America/Sao_Paulo"),
            ("EUROPOL", "en", "Europe/Amsterdam"),
        )
    )
    contacts.take_in(forum, rows, languages=("en", "es", "pt"), **_by(forum, "secretariat", at))


def _sessions(forum: Any) -> None:
    from cochair.features.sessions import actions

    at = instant(7, 22)
    for kind, begins, ends, spoken, interpreted, admits in SESSIONS:
        plan = actions.Plan(
            kind=kind,
            starts=instant(10, 8, begins),
            ends=instant(10, 8, ends),
            spoken=spoken,
            interpreted=interpreted,
            title={},
            observers_admitted=admits,
        )
        actions.plan_session(ministerial(forum), plan=plan, **_by(forum, "secretariat", at))


def _notice(forum: Any) -> None:
    from cochair.features.invitations import actions, notice_text, queries

    at = instant(7, 24)
    for group, entries in LISTS.items():
        act = actions.propose_relevance_list(
            ministerial(forum), group=group, entries=entries, **_by(forum, "secretariat", at)
        )
        story.both_sign(forum, act, at, "ie", "bo")
    at = instant(8, 7, 18, 20)
    everybody = queries.composition(ministerial(forum), at).invitees
    act = actions.propose_notice(
        ministerial(forum),
        text=notice_text.draft(ministerial(forum), at),
        recipients=[one.key for one in everybody if one.code != "HN" and not one.is_optional],
        **_by(forum, "secretariat", at),
    )
    story.both_sign(forum, act, at, "ie", "bo")


def _observers(forum: Any) -> None:
    from cochair.features.meetings.models import ObserverRequest
    from cochair.features.observers import actions
    from cochair.features.observers.states import Answer

    for name, body, month, day in (("interpol", "INTERPOL", 8, 20), ("comjib", "COMJIB", 9, 15)):
        actions.request_attendance(
            ministerial(forum),
            organisation=body,
            reason="Our files serve the same cases.",
            **_by(forum, name, instant(month, day)),
        )
    first = ObserverRequest.objects.get(meeting__slug=MEETING, organisation__code="INTERPOL")
    for name, at in (("ie", instant(9, 1)), ("bo", instant(9, 8, 16))):
        actions.answer_request(first, answer=Answer.AGREED, **_by(forum, name, at))
    at = instant(9, 8, 16, 5)
    act = actions.propose_invitation(
        first, sessions=[1, 3], documents="public", **_by(forum, "secretariat", at)
    )
    story.both_sign(forum, act, at, "ie", "bo")


def _agenda(forum: Any) -> None:
    from cochair.features.agendas import actions, asking, carry_over, queries

    meeting = ministerial(forum)
    typed = [
        actions.Typed(title={"en": en, "es": es, "pt": pt}, type=kind, tags=(tag,), minutes=minutes)
        for en, es, pt, kind, tag, minutes in ITEMS
    ]
    published(forum, "provisional", typed, instant(9, 8))

    def latest() -> Any:
        return queries.latest(queries.versions(meeting))

    wish = asking.Wish(title={"es": "Seguridad de los puertos"}, type="discussion", text="Breve.")
    asking.request_item(meeting, wish=wish, **_by(forum, "es", instant(9, 14)))
    carry_over.register_open_point(
        meeting,
        text={"en": "Contact points", "es": "Puntos de contacto", "pt": "Pontos de contacto"},
        origin="eu-clasi-min-3",
        owner="EU",
        **_by(forum, "secretariat", instant(9, 14)),
    )
    third = latest().items[2]
    typed = actions.Typed(
        title={**third.title, "es": "Avances desde la reunión anterior"},
        type=third.type,
        tags=third.tags,
        minutes=40,
    )
    actions.change_item(
        meeting,
        third.key,
        typed=typed,
        seen=latest().token,
        **_by(forum, "secretariat", instant(9, 15)),
    )


def published(forum: Any, stage: str, items: Sequence[Any], at: datetime) -> None:
    """A stage of the agenda, with these items after those that it has, published by both."""
    from cochair.features.agendas import actions, queries

    meeting, by = ministerial(forum), _by(forum, "secretariat", at)
    actions.begin_stage(meeting, stage=stage, **by)

    def seen() -> int:
        return int(queries.latest(queries.versions(meeting)).token)

    for typed in items:
        actions.insert_item(meeting, typed=typed, place=None, seen=seen(), **by)
    act = actions.propose_publication(meeting, seen=seen(), **by)
    story.both_sign(forum, act, at, "ie", "bo")


def _delegations(forum: Any) -> None:
    from cochair.features.delegations import actions
    from cochair.features.delegations.person import Person
    from cochair.features.meetings.models import Delegation

    at = instant(9, 16)
    rows = Delegation.objects.filter(meeting__slug=MEETING).select_related("member__party")
    for index, row in enumerate(rows.order_by("pk")):
        if row.member is None or index % 3 == 0:
            continue
        # Each side writes for its own, as it was asked to.
        by = _by(forum, "secretariat" if row.member.party.code == "EU" else "bo", at)
        note = f"Note {index} of {row.member.code}"
        row = actions.record_request(row, reference=note, seen=row.version, **by)
        rank = "minister" if index % 2 else "vice_minister"
        people = [
            Person(
                name=f"Delegate {row.member.code} I",
                function={"en": "Interior", "es": "Interior", "pt": "Interior"},
                capacity="head",
                rank=rank,
            ),
            Person(name=f"Delegate {row.member.code} II", mode="remote"),
        ]
        actions.nominate(row, people, seen=row.version, **by)
        row.refresh_from_db()
        if rank != "minister":
            actions.declare_replacement(
                row,
                replaces="Minister of the Interior",
                seen=row.version,
                **by,
            )


def _planner(forum: Any) -> None:
    from cochair.features.planner import actions

    at = instant(9, 10)
    actions.add_host_event(
        forum,
        title="Council sitting",
        language="en",
        start=date(2028, 3, 9),
        end=date(2028, 3, 10),
        place="brussels",
        **_by(forum, "secretariat", at),
    )
    actions.block_days(
        forum,
        start=date(2028, 4, 10),
        end=date(2028, 4, 16),
        required=True,
        reason="Holy week",
        **_by(forum, "secretariat", at),
    )


TEXTS = {
    "en": ("Cooperation in ports", "1. We will exchange information on containers at risk.",
           "2. We will name contact points by 31 March 2027."),
    "es": ("Cooperación en los puertos", "1. Intercambiaremos información sobre contenedores de riesgo.",
           "2. Designaremos puntos de contacto antes del 31 de marzo de 2027."),
    "pt": ("Cooperação nos portos", "1. Trocaremos informações sobre contentores de risco.",
           "2. Designaremos pontos de contacto até 31 de março de 2027."),
}  # fmt: skip


def _documents(forum: Any) -> None:
    """A declaration that went out in two languages, one of them stale; a paper that is a draft."""
    at = instant(9, 10)
    made = _entered(forum, "draft_final_document", "Draft joint declaration", at, "11111/26")
    for language in ("en", "es"):
        _written(made, language, TEXTS[language], at)
    _sent(made, at)
    changed = (*TEXTS["en"][:2], "2. We will name contact points by 30 June 2027.")
    _written(made, "en", changed, instant(9, 15))
    draft = _entered(forum, "note", "Outline of the exchange of views", instant(9, 16))
    _written(draft, "pt", TEXTS["pt"], instant(9, 16), released=False)


def _files(forum: Any) -> None:
    """Two files that wait: one is marked, the pages of the other are pictures."""
    from cochair.features.files import actions
    from cochair.features.files.inspection import Inspection
    from cochair.formats.inside.media import Media

    by = _by(forum, "secretariat", instant(9, 16))
    for media, name, markings, findings in (
        (Media.DOCX, "ST 9927 2026 REV 1 EN.docx", ("limite",), ("links",)),
        (Media.PDF, "Nota verbal firmada.pdf", (), ("image_pages", "no_text")),
    ):
        found = Inspection(media, name, markings, findings)
        actions.keep(forum, f"{name}, as it came".encode(), found, **by)


def _entered(forum: Any, kind: str, title: str, at: datetime, alias: str = "") -> Any:
    from cochair.story.eu_clasi import papers

    return papers.entered(story.stage(forum, at), kind, title, alias=alias)


def _written(
    document: Any, language: str, said: tuple[str, ...], at: datetime, *, released: bool = True
) -> None:
    from cochair.story.eu_clasi import papers

    stage = story.stage(document.forum, at)
    papers.written(stage, document, language, said, is_released=released)


def _sent(document: Any, at: datetime) -> None:
    from cochair.story.eu_clasi import papers

    stage = story.stage(document.forum, at)
    papers.sent(stage, document, purpose="comment", until=instant(9, 30))


def _letters(forum: Any) -> None:
    """The worker's turns, so that the outbox holds what was told, and the catcher what was sent."""
    from cochair.features.mail import worker

    while worker.tick(TODAY).sent:
        pass


def main(home: Path) -> None:
    """A home with the meeting in it, on its day."""
    story.prepare(home, planned=True)
    from cochair.features.parties.models import Forum
    from journeys import server

    fill(Forum.objects.get(slug=story.FORUM))
    server.House("", home).set_clock(TODAY)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
