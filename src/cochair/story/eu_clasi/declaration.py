"""The joint declaration of the ministerial meeting: 24 paragraphs, three languages, invented."""

from collections.abc import Mapping, Sequence

from cochair.features.texts import actions, chairs, issue, opening, queries
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.story.eu_clasi import papers
from cochair.story.events import Stage

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
PAPER, SYMBOL = "ec-min-2026-7", "EC-MIN/2026/7"
FOURTEEN = "p-14"
# Each of these paragraphs had a proposal by Spain or Paraguay after the first round.
CONTESTED = tuple(f"p-{number}" for number in range(7, 18))
STAYED = CONTESTED[:3]
REWRITTEN = tuple(f"p-{number}" for number in range(18, 24))
WHO = ("es", "py")
WORKING = {"es": ("días", "días hábiles"), "pt": ("dias", "dias úteis")}
ALL = {"es": ("lo que", "cuanto"), "pt": ("o que", "quanto")}
HIDDEN = {"es": ("robados", "robados y ocultos"), "pt": ("roubados", "roubados e ocultos")}


def paragraphs(place: int) -> list[str]:
    """The 24 paragraphs in one language, by its place among the three, as they are typed."""
    said = [HEADS[0][place], *(head[place] for head in HEADS[1:])]
    share = ("We will share within {days} days what we know about {of}.",
             "Compartiremos en un plazo de {days} días lo que sepamos sobre {of}.",
             "Partilharemos no prazo de {days} dias o que soubermos sobre {of}.")[place]  # fmt: skip
    numbered = [
        share.format(days=20 + number, of=subject[place]) for number, subject in enumerate(SUBJECTS)
    ]
    return said + [
        f"{number}. {one}" for number, one in enumerate([*numbered, LAST[place]], start=1)
    ]


def begun(stage: Stage) -> None:
    """The declaration in the register and out in three languages, its text under negotiation."""
    titles = dict(zip(papers.LANGUAGES, HEADS[0], strict=True))
    made = papers.entered(stage, "draft_final_document", titles)
    for place, language in enumerate(papers.LANGUAGES):
        papers.written(stage, made, language, paragraphs(place))
    papers.sent(stage, made, purpose="comment")
    by, at = stage.by("secretariat")
    opening.begin(papers.paper(stage, made.slug), by=by, at=at)


def row(stage: Stage) -> NegotiatedText:
    """The text that is negotiated."""
    found = queries.on_document(stage.forum, PAPER)
    assert found is not None, "The negotiation has begun."
    return found


def now(stage: Stage) -> core.NegotiatedText:
    """The text as it stands."""
    return queries.negotiated(row(stage))


def proposed(stage: Stage, numbers: Sequence[int], who: str) -> None:
    """A delegation asks for working days in its share of the contested paragraphs."""
    by, at = stage.by(who)
    for number in numbers:
        words = now(stage).paragraph(CONTESTED[number]).words["en"]
        start = words.index(" days")
        draft = actions.Draft(
            core.Operation.REPLACE,
            CONTESTED[number],
            {"en": "working days"},
            span=core.Span(start + 1, start + 5),
            read=1,
        )
        actions.propose(row(stage), [draft], by=by, at=at)


def taken_in(stage: Stage, ids: Sequence[str]) -> None:
    """Both co-chairs have agreed to take in what was proposed; the other languages follow."""
    by, at = stage.by("secretariat")
    for paragraph in ids:
        (proposal,) = now(stage).open_on(paragraph)
        chairs.accept(row(stage), proposal.id, instructed=True, by=by, at=at)
        followed(stage, paragraph, WORKING)


def rewritten(stage: Stage) -> None:
    """Both co-chairs agreed to write six more paragraphs anew."""
    for paragraph in REWRITTEN:
        edited(stage, paragraph, " what we know", " all that we know")
        followed(stage, paragraph, ALL)


def edited(stage: Stage, paragraph: str, old: str, new: str, *, is_editorial: bool = False) -> None:
    """The secretariat writes other English words, as both co-chairs told it to."""
    by, at = stage.by("secretariat")
    said = now(stage).paragraph(paragraph)
    words, read = said.words["en"].replace(old, new), said.numbers["en"]
    chairs.edit(
        row(stage), paragraph, "en", words, read=read, editorial=is_editorial,
        instructed=not is_editorial, by=by, at=at,
    )  # fmt: skip


def followed(stage: Stage, paragraph: str, changes: Mapping[str, tuple[str, str]]) -> None:
    """A paragraph is put into the other languages as it is said now."""
    by, at = stage.by("secretariat")
    said = now(stage).paragraph(paragraph)
    for code, (old, new) in changes.items():
        words = said.words[code].replace(old, new, 1)
        read = said.numbers[code]
        chairs.translate(
            row(stage), paragraph, code, words, sense=said.sense, read=read, by=by, at=at
        )


def issued(stage: Stage, number: int) -> None:
    """The words as they stand, sent to everybody as the next revision."""
    by, at = stage.by("secretariat")
    found = row(stage)
    issue.issue(
        found,
        summary=f"The words of revision {number}",
        purpose="comment",
        seen=found.document.version,
        by=by,
        at=at,
    )
