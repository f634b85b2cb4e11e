"""A warning before personal or operational data of investigations get into a free text.

It is a warning and no more: whoever writes says that the text names nobody and no operation, and
is believed.  Source: domain.md CB-52, C.9 ("Personal data").
"""

import re
import unicodedata

# Beginnings of words, without accents, in the languages in which people write here.
STEMS = (
    "suspect|informant|witness|passport|wiretap|surveil|undercover|arrest warrant|date of birth|"
    "phone number|bank account|number plate|sospechos|imputad|informante|testigo|pasaporte|"
    "escucha|vigilancia|encubiert|orden de detencion|fecha de nacimiento|numero de telefono|"
    "cuenta bancaria|matricula|suspeit|arguid|testemunha|informador|escuta|infiltrad|"
    "mandado de detencao|data de nascimento|numero de telefone|conta bancaria"
)
WORD = re.compile(rf"\b(?:{STEMS})\w*", re.IGNORECASE)
# It begins where a word does: else a long run of letters would be read once for each of them.
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
# Seven digits and more, as in numbers of telephones, papers and cases; not the years of a span.
NUMBER = re.compile(r"(?<![\w/])\+?\d(?:[ .-]?\d){6,}(?![\w/])")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
YEARS = re.compile(r"(?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}")
MOST = 5


def found(*texts: str) -> tuple[str, ...]:
    """What in some texts may point to a person or an operation: at most five pieces, in order."""
    pieces: dict[str, None] = {}
    for text in texts:
        plain = _plain(YEARS.sub(" ", text))
        for pattern in (MAIL, IBAN, NUMBER, WORD):
            pieces |= dict.fromkeys(hit.group(0).strip() for hit in pattern.finditer(plain))
    return tuple(pieces)[:MOST]


def _plain(text: str) -> str:
    """The text without accents, so that they make no difference."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
