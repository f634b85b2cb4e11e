"""A long text is shown in its parts: what stands first, then one line a part, and nothing is lost."""

from django.http import QueryDict

from cochair.features.reading import outline as outlines
from cochair.features.reading.outline import Outline, outline
from cochair.features.reading.sheet import sheet, wish
from cochair.formats.paragraphs import HEADING, PLAIN, TITLE, Paragraph, Run, Text

HEADS = ("Co-chairs", "Participation", "Items", "Item 1", "Item 2", "Annexes")


def text(lines: int, *, last: str = "The end.") -> Text:
    """A title, and so many lines under each heading; under “Items” another heading follows."""
    found = [Paragraph("title", TITLE, runs=(Run("Record"),))]
    for number, words in enumerate(HEADS):
        found.append(Paragraph(f"h{number}", HEADING, level=1, runs=(Run(words),)))
        for line in range(0 if words == "Items" else lines):
            found.append(Paragraph(f"p{number}-{line}", PLAIN, runs=(Run(f"{words} {line}"),)))
    return (*found, Paragraph("last", PLAIN, runs=(Run(last),)))


def shown(lines: int, asked: str = "", before: Text | None = None) -> Outline | None:
    query = QueryDict(asked)
    old = {"en": before} if before else {}
    return outline(sheet({"en": text(lines)}, wish(query), own="en", before=old), query)


def test_a_long_text_stands_in_its_parts_with_the_numbers_of_their_paragraphs() -> None:
    found = shown(4)

    assert found is not None
    assert [one.is_heading for one in found.first] == [False]
    heads = [str(part.heading.columns[0].html) for part in found.parts if part.heading]
    assert heads == list(HEADS)
    assert [part.numbers for part in found.parts][:3] == ["1–4", "5–8", ""]
    assert found.parts[0].preview == "Co-chairs 0"


def test_every_paragraph_is_in_one_part_and_in_one_only() -> None:
    found = shown(4)

    assert found is not None
    told = [one.id for one in found.first]
    for part in found.parts:
        told += [part.heading.id] if part.heading else []
        told += [one.id for one in part.places]
    assert told == [one.id for one in text(4)]


def test_a_short_text_and_one_that_is_asked_for_as_a_whole_are_shown_as_they_are() -> None:
    assert shown(1) is None
    assert shown(4, f"{outlines.WHOLE}=1") is None
    found = shown(4, "page=2")
    assert found is not None and found.whole == f"?page=2&{outlines.WHOLE}=1#text"


def test_a_part_in_which_something_changed_stands_open() -> None:
    found = shown(4, before=text(4, last="The old end."))

    assert found is not None
    assert [part.is_open for part in found.parts] == [False] * 5 + [True]


def test_of_a_text_without_headings_the_beginning_stands_and_the_rest_is_one_part() -> None:
    plain = tuple(Paragraph(f"p{n}", PLAIN, runs=(Run(f"Line {n}"),)) for n in range(25))
    query = QueryDict("")
    whole = sheet({"en": plain}, wish(query), own="en")

    found = outline(whole, query, stands=10)

    assert found is not None
    assert len(found.first) == 10
    assert [(part.heading, part.numbers) for part in found.parts] == [(None, "11–25")]
    assert found.parts[0].preview == "Line 10"
    assert outline(whole, query) is None
    short = sheet({"en": plain[:12]}, wish(query), own="en")
    assert outline(short, query, stands=10) is None
