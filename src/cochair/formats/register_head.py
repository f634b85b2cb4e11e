"""The head of a document of the Council's register, read as it stands on the first page.

Number, day, languages, subject codes, kind, from, to, previous document and subject are found by
the way such heads are built; what is not there stays empty.  Pure: text in, a head out.

Source: domain.md B.10 (families, suffixes, head); the head of a Council note.
"""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NUMBER = re.compile(r"(\d{3,5}/\d{2})((?: (?:REV|ADD|COR|INIT|EXT) ?\d{0,2})*)")
_DAY = re.compile(r"[A-Z][a-zà-ü]+(?: [A-Z][a-z]+)?, (\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_LANGUAGES = re.compile(r"\(OR\.\s*([a-z]{2}(?:\s*,\s*[a-z]{2})*)\)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,14} \d{1,5}")
_FIELD = re.compile(r"(From|To|No\. prev\. doc\.|No\. Cion doc\.|Subject)\s*:\s*(.*)")
_KINDS = re.compile(r"[A-Z][A-Z/' -]{2,40}")
LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a document says; `previous` as written, languages as codes."""

    number: str
    day: date | None = None
    languages: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    kind: str = ""
    sender: str = ""
    recipients: str = ""
    previous: tuple[str, ...] = ()
    subject: str = ""


def read_head(text: str) -> Head | None:
    """The head that a text begins with; None when it has no number of such a register."""
    lines = [" ".join(line.split()) for line in text[:LONGEST].replace("\r", "\n").split("\n")]
    lines = [line.strip("* ") for line in lines]
    numbered = next((found for line in lines if (found := _NUMBER.fullmatch(line))), None)
    if numbered is None:
        return None
    fields, after = _fields(lines)
    before = lines[: after or len(lines)]
    return Head(
        number=f"{numbered[1]}{numbered[2]}".strip(),
        day=next((day for line in before if (day := _day(line))), None),
        languages=_languages(before),
        subject_codes=tuple(line for line in before if _CODE.fullmatch(line)),
        kind=_kind(before),
        sender=fields.get("From", ""),
        recipients=fields.get("To", ""),
        previous=tuple(
            said
            for name in ("No. prev. doc.", "No. Cion doc.")
            for said in re.split(r"\s*[;,]\s*", fields.get(name, ""))
            if said
        ),
        subject=fields.get("Subject", ""),
    )


def _fields(lines: list[str]) -> tuple[dict[str, str], int]:
    """The fields by name, and the line on which the first of them stands; a field may go on."""
    found: dict[str, str] = {}
    first, open_ = 0, ""
    for at, line in enumerate(lines):
        field = _FIELD.fullmatch(line)
        if field and field[1] not in found:
            first, open_ = first or at, field[1]
            found[open_] = field[2].strip()
        elif open_ and line and not field:
            found[open_] = f"{found[open_]} {line}".strip()
        elif not line and open_ and found[open_]:
            open_ = ""
            if "Subject" in found:
                break
    return found, first


def _day(line: str) -> date | None:
    found = _DAY.fullmatch(line)
    if found is None or found[2].lower() not in MONTHS:
        return None
    try:
        return date(int(found[3]), MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        return None


def _languages(lines: list[str]) -> tuple[str, ...]:
    found = next((hit for line in lines if (hit := _LANGUAGES.search(line))), None)
    return tuple(code.strip().lower() for code in found[1].split(",")) if found else ()


def _kind(lines: list[str]) -> str:
    """The last line in capitals that is neither a subject code nor part of a number."""
    kinds = [line for line in lines if _KINDS.fullmatch(line) and not _CODE.fullmatch(line)]
    return kinds[-1] if kinds else ""
