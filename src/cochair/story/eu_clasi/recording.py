"""The record of the ministerial meeting of the stories, and what was noted in the room; invented."""

from collections.abc import Mapping
from datetime import date

from cochair.features.action_points import queries as points
from cochair.features.meeting_records import comments, drafts, issue, queries
from cochair.features.records.models import ActionPoint, MeetingRecord
from cochair.story.eu_clasi.forum import meeting
from cochair.story.events import Stage

# Paragraphs by their keys: what was said of the declaration, and the first annex.
MEET_AGAIN, PEOPLE = "item-i3-summary", "annexes-people"
WORDS = {
    "en": "The ministers agreed to meet again {when}.",
    "es": "Los ministros acordaron volver a reunirse {when}.",
    "pt": "Os ministros acordaram voltar a reunir-se {when}.",
}
FIRST = {"en": "in spring", "es": "en primavera", "pt": "na primavera"}
THEN = {"en": "within 18 months", "es": "dentro de 18 meses", "pt": "dentro de 18 meses"}
ANNEX = {
    "en": "List of participants, as they checked in",
    "es": "Lista de participantes, según se acreditaron",
    "pt": "Lista de participantes, tal como se acreditaram",
}
# The conclusions were said in English; a translator writes the other languages.
CONCLUSIONS = {
    "item-i1-conclusion": {
        "es": "Conclusión: Se intercambiaron opiniones sobre los puertos, las vías navegables y lo"
        " que pasa por ellos.",
        "pt": "Conclusão: Foram trocadas opiniões sobre os portos, as vias navegáveis e o que por"
        " eles passa.",
    },
    "item-i2-conclusion": {
        "es": "Conclusión: Los ministros tomaron nota de hasta dónde han llegado los compromisos.",
        "pt": "Conclusão: Os ministros tomaram nota de até onde chegaram os compromissos.",
    },
    "item-i3-conclusion": {
        "es": "Conclusión: Se adopta la declaración conjunta.",
        "pt": "Conclusão: A declaração conjunta é adotada.",
    },
}
POINTS: tuple[tuple[str, str, date, Mapping[str, str]], ...] = (
    (
        "i1",
        "ES",
        date(2026, 12, 15),
        {
            "en": "Send the list of contact points in ports.",
            "es": "Enviar la lista de puntos de contacto en los puertos.",
            "pt": "Enviar a lista dos pontos de contacto nos portos.",
        },
    ),
    (
        "i2",
        "EUROPOL",
        date(2027, 1, 29),
        {
            "en": "Say which figures on exchanged messages can be shared.",
            "es": "Indicar qué cifras sobre los mensajes intercambiados pueden compartirse.",
            "pt": "Indicar que números sobre as mensagens trocadas podem ser partilhados.",
        },
    ),
    (
        "i2",
        "CLASI",
        date(2027, 5, 31),
        {
            "en": "Ask the network of prosecutors two questions on frozen assets.",
            "es": "Plantear a la red de fiscales dos preguntas sobre activos inmovilizados.",
            "pt": "Fazer à rede de procuradores duas perguntas sobre bens congelados.",
        },
    ),
)
EVIDENCE = {
    "es": "List sent to both secretariats on 14 December 2026",
    "europol": "Letter of 28 January 2027 with three tables",
    "secretariat-clasi": "Both answers of the network, sent on 28 May 2027",
}


def record(stage: Stage) -> MeetingRecord:
    """The joint record as it stands."""
    found = queries.of_meeting(meeting(stage.forum))
    assert found is not None, "The common draft was made."
    return found


def point(stage: Stage, number: int) -> ActionPoint:
    """A point of action of the meeting by its number, as it stands."""
    found = points.row(meeting(stage.forum), number)
    assert found is not None, "It was noted in the room."
    return found


def said(when: Mapping[str, str]) -> dict[str, str]:
    """When the ministers meet again, in three languages."""
    return {code: words.format(when=when[code]) for code, words in WORDS.items()}


def written_in(made: MeetingRecord) -> dict[str, Mapping[str, str]]:
    """What people write into the draft that was made from the room, by paragraph."""
    rows = {one.key: one.words for one in queries.paragraphs(made.draft)}
    given = {key: {**rows[key], **words} for key, words in CONCLUSIONS.items()}
    return {**given, MEET_AGAIN: said(FIRST)}


def written(stage: Stage, key: str, words: Mapping[str, str]) -> None:
    """A paragraph of the common draft in these languages, and no other."""
    by, at = stage.by("secretariat")
    row = queries.paragraph(record(stage).draft, key)
    assert row is not None, "The draft has this paragraph."
    drafts.write(row, words=words, seen=row.version, by=by, at=at)


def sent(stage: Stage, summary: str) -> None:
    """The draft as it stands, sent to everybody as the next revision."""
    by, at = stage.by("secretariat")
    found = record(stage)
    last = queries.last_out(found)
    seen = last.number if last else None
    issue.issue(found, summary=summary, seen=seen, by=by, at=at)


def added(stage: Stage, language: str) -> None:
    """A language that was missing, released."""
    by, at = stage.by("secretariat")
    issue.add_language(record(stage), language, by=by, at=at)


def answered(stage: Stage, *, taken_up: bool, reason: str = "") -> None:
    """An answer to everything that waits for one."""
    by, at = stage.by("secretariat")
    found = record(stage)
    for one in queries.said(found, queries.silences_on(found)):
        if one.is_open:
            comments.answer(
                found, one, taken_up=taken_up, reason=reason, language="en", by=by, at=at
            )
