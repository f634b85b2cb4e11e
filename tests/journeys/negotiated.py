"""The joint declaration of the stories as it went out on 10 September: 24 paragraphs, three languages.

Six papers were registered before it, so that it is the seventh.  Run as a program it prepares a
home on that day; with the name of a step it does in a home what delegations did between two
visits of the journey.

    python tests/journeys/negotiated.py HOME [round | narrowed | settled]
"""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from journeys import prepared, story
from journeys.prepared import instant

PAPER = "ec-min-2026-7"
SYMBOL = "EC-MIN/2026/7"
TENTH = instant(9, 10, 8)
# What is agreed on, and how it is called in each language: enough for paragraphs that differ.
SUBJECTS = (
    ("ports", "los puertos", "os portos"),
    ("containers", "los contenedores", "os contentores"),
    ("airports", "los aeropuertos", "os aeroportos"),
    ("rivers", "los ríos", "os rios"),
    ("borders", "las fronteras", "as fronteiras"),
    ("firearms", "las armas de fuego", "as armas de fogo"),
    ("precursors", "los precursores", "os precursores"),
    ("laundered money", "el dinero blanqueado", "o dinheiro branqueado"),
    ("stolen goods", "los bienes robados", "os bens roubados"),
    ("forged papers", "los documentos falsos", "os documentos falsos"),
    ("smuggled migrants", "los migrantes objeto de tráfico", "os migrantes objeto de tráfico"),
    ("trafficked people", "las víctimas de trata", "as vítimas de tráfico"),
    ("protected species", "las especies protegidas", "as espécies protegidas"),
    ("illegal mining", "la minería ilegal", "a mineração ilegal"),
    ("timber", "la madera", "a madeira"),
    ("online markets", "los mercados en línea", "os mercados em linha"),
    ("virtual assets", "los activos virtuales", "os ativos virtuais"),
    ("encrypted messages", "los mensajes cifrados", "as mensagens cifradas"),
)
HEADS = (
    ("Joint declaration", "Declaración conjunta", "Declaração conjunta"),
    ("Recalling their meeting of 12 March 2024,", "Recordando su reunión del 12 de marzo de 2024,",
     "Recordando a sua reunião de 12 de março de 2024,"),
    ("Noting what was done since,", "Tomando nota de lo hecho desde entonces,",
     "Tomando nota do que foi feito desde então,"),
    ("Mindful of those who suffer from crime,", "Conscientes de quienes sufren la delincuencia,",
     "Conscientes de quem sofre com a criminalidade,"),
    ("Determined to act together,", "Decididos a actuar juntos,", "Decididos a agir em conjunto,"),
)  # fmt: skip
LAST = (
    "The ministers meet again in 18 months.",
    "Los ministros se reunirán de nuevo dentro de 18 meses.",
    "Os ministros voltam a reunir-se dentro de 18 meses.",
)
LANGUAGES = ("en", "es", "pt")
# Each of these paragraphs had a proposal by Spain or Paraguay after the first round.
CONTESTED = tuple(f"p-{number}" for number in range(7, 18))
STAYED = CONTESTED[:3]
REWRITTEN = tuple(f"p-{number}" for number in range(18, 24))
WHO = ("es", "py")


def paragraphs(place: int) -> list[str]:
    """The 24 paragraphs in one language, by its place among the three, as they are typed."""
    said = [f"# {HEADS[0][place]}", *(head[place] for head in HEADS[1:])]
    share = ("We will share within {days} days what we know about {of}.",
             "Compartiremos en un plazo de {days} días lo que sepamos sobre {of}.",
             "Partilharemos no prazo de {days} dias o que soubermos sobre {of}.")[place]  # fmt: skip
    numbered = [
        share.format(days=20 + number, of=subject[place]) for number, subject in enumerate(SUBJECTS)
    ]
    said += [f"{number}. {one}" for number, one in enumerate([*numbered, LAST[place]], start=1)]
    assert len(said) == 24
    return said


def entered(forum: Any) -> None:
    """The declaration in the register, after six notes, and its text under negotiation."""
    from cochair.documents.languages import actions
    from cochair.documents.languages.writing import identified
    from cochair.documents.models import Document
    from cochair.documents.register import pasting
    from cochair.texts import beginning

    for number in range(1, 7):
        prepared._entered(forum, "note", f"Note {number}", TENTH)
    made = prepared._entered(forum, "draft_final_document", "Joint declaration", TENTH)
    by = prepared._by(forum, "secretariat", TENTH)
    for place, code in enumerate(LANGUAGES):
        revision = made.revisions.get()
        text = identified(revision, code, pasting.read("\n\n".join(paragraphs(place))))
        for act in ("add", "release"):
            seen = Document.objects.get(pk=made.pk).version
            if act == "add":
                row = actions.add_edition(
                    revision, actions.Draft(code, text, HEADS[0][place]), seen=seen, **by
                )
            else:
                actions.release(row, seen=seen, **by)
    prepared._sent(made, TENTH)
    beginning.begin(Document.objects.get(pk=made.pk), **by)


def first_round(forum: Any) -> None:
    """By 17 September: a round, and eleven paragraphs in brackets."""
    from cochair.procedure import text as core
    from cochair.texts import actions, chairs

    row, at = negotiated(forum), instant(9, 14)
    chairs.open_round(row, **prepared._by(forum, "secretariat", TENTH))
    for number, paragraph in enumerate(CONTESTED):
        words = now(row).paragraph(paragraph).words["en"]
        start = words.index(" days")
        draft = actions.Draft(
            core.Operation.REPLACE,
            paragraph,
            {"en": "working days"},
            span=core.Span(start + 1, start + 5),
            read=1,
        )
        actions.propose(row, [draft], **prepared._by(forum, WHO[number % 2], at))


def narrowed(forum: Any) -> None:
    """By 28 September: all but three of them are in the text, in three languages; both co-chairs
    agreed to write six more paragraphs anew."""
    from cochair.texts import chairs

    at = instant(9, 25)
    _take_in(forum, CONTESTED[len(STAYED) :], at)
    row, by = negotiated(forum), prepared._by(forum, "secretariat", at)
    for paragraph in REWRITTEN:
        said = now(row).paragraph(paragraph)
        words = said.words["en"].replace(" what we know", " all that we know")
        read = said.numbers["en"]
        chairs.edit(row, paragraph, "en", words, read=read, editorial=False, instructed=True, **by)
        follow(row, paragraph, {"es": ("lo que", "cuanto"), "pt": ("o que", "quanto")}, by)


def settled(forum: Any) -> None:
    """By 5 October: none is left."""
    _take_in(forum, STAYED, instant(10, 2, 15))


def _take_in(forum: Any, ids: tuple[str, ...], at: datetime) -> None:
    from cochair.texts import chairs

    by = prepared._by(forum, "secretariat", at)
    row = negotiated(forum)
    for paragraph in ids:
        (proposal,) = now(row).open_on(paragraph)
        chairs.accept(row, proposal.id, instructed=True, **by)
        working = {"es": ("días", "días hábiles"), "pt": ("dias", "dias úteis")}
        follow(row, paragraph, working, by)


def follow(
    row: Any, paragraph: str, changes: dict[str, tuple[str, str]], by: dict[str, Any]
) -> None:
    """Put a paragraph into the other languages as it is said now."""
    from cochair.texts import chairs

    said = now(row).paragraph(paragraph)
    for code, (old, new) in changes.items():
        words = said.words[code].replace(old, new, 1)
        read = {"sense": said.sense, "read": said.numbers[code]}
        chairs.translate(row, paragraph, code, words, **read, **by)


def negotiated(forum: Any) -> Any:
    """The row of the text."""
    from cochair.texts import queries

    return queries.on_document(forum, PAPER)


def now(row: Any) -> Any:
    """The text as it stands."""
    from cochair.texts import queries

    return queries.negotiated(queries.on_document(row.forum, PAPER))


STEPS: dict[str, Callable[[Any], None]] = {
    "round": first_round,
    "narrowed": narrowed,
    "settled": settled,
}


def main(home: Path, step: str = "") -> None:
    """Prepare a home, or take one step in it."""
    if not step:
        story.prepare(home, planned=True, confirmed=True)
    else:
        story.reopen(home)
    from cochair.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (STEPS[step] if step else entered)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
