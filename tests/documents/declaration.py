"""A declaration of about twenty pages in three languages, with everything that such a text holds."""

from cochair.formats.paragraphs import (
    HEADING,
    ITEM,
    PLAIN,
    TABLE,
    TITLE,
    Paragraph,
    Run,
    Text,
    fresh_ids,
)

TITLES = {"en": "Joint declaration", "es": "Declaración conjunta", "pt": "Declaração conjunta"}
PARTS = {
    "en": "Part {n}: harbours & ships",
    "es": "Parte {n}: puertos y buques",
    "pt": "Parte {n}: portos e navios",
}
POINTS = {
    "en": "We agree on point {n} of part {part}, with due care for what is <said>. ",
    "es": "Acordamos el punto {n} de la parte {part}, con la atención debida a lo <dicho>. ",
    "pt": "Acordamos o ponto {n} da parte {part}, com a devida atenção ao que foi <dito>. ",
}
BELOW = {"en": "Sub-point", "es": "Subpunto", "pt": "Subponto"}


def declaration(language: str = "en") -> Text:
    """The declaration in a language; its paragraphs have the same ids in all of them."""
    found = [Paragraph("", TITLE, (Run(TITLES[language]),))]
    for part in range(1, 9):
        found.append(Paragraph("", HEADING, (Run(PARTS[language].format(n=part)),), 1))
        for number in range(1, 13):
            runs = (
                Run(POINTS[language].format(n=number, part=part) * 6),
                Run("Aa", "b"),
                Run(" and in "),
                Run("all", "biu"),
                Run(" looks.", "", f"Note {part}.{number}\nof two lines."),
            )
            found.append(Paragraph("", ITEM, runs, 1, f"{number}."))
            for letter in "abc":
                words = f"{BELOW[language]} {letter} – «ñ», “ç”."
                found.append(Paragraph("", ITEM, (Run(words),), 2, f"({letter})"))
        found.append(Paragraph("", PLAIN, (Run("Plain\twords\nof two lines."),)))
        found.append(Paragraph("", ITEM, (Run("A dash."),), 1, "–"))
        cells = (((Run("Area", "b"),), (Run("Who"),)), ((Run("Ports\nand airports"),), ()))
        found.append(Paragraph("", TABLE, cells=cells))
    return fresh_ids(tuple(found))
