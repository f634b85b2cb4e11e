"""What is kept of people, for what, how long, and what is left of it afterwards.

The years for participants are an option that both presidencies set; the months are practice.
Source: domain.md C.9 (Personal data); security.md section 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cochair.procedure.calendar import add_months
from cochair.procedure.refusal import _

OPTION = "retention.years"
YEARS, LEAST_YEARS, MOST_YEARS = 5, 1, 30
MONTHS = 12
DAYS_CAUGHT = 30
A_DAY = timedelta(days=1)


class Kind(StrEnum):
    """A kind of thing that holds personal data."""

    PARTICIPANTS = "participants"
    CONTACTS = "contacts"
    LETTERS = "letters"
    HANDOVERS = "handovers"
    ANSWERS = "answers"
    ACCOUNTS = "accounts"
    CERTIFICATES = "certificates"
    SIGN_INS = "sign_ins"
    DEVICES = "devices"
    KEPT_MAIL = "kept_mail"
    WORD_FILES = "word_files"
    FREE_TEXTS = "free_texts"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rules, as English msgids: what, for what, until when, what is left.

    `until` may speak of `{years}`.
    """

    kind: Kind
    what: str
    purpose: str
    until: str
    left: str


RULES = (
    Rule(
        Kind.PARTICIPANTS,
        _("People in delegations: name, title, address, language"),
        _("To admit them, to contact them, and to show who attended"),
        _("{years} years after the end of the cycle of the meeting"),
        _("Official function, State or organisation, role in the delegation, badge and attendance"),
    ),
    Rule(
        Kind.CONTACTS,
        _("Contact points: name and address"),
        _("To send notices and invitations"),
        _("12 months after the address was deactivated"),
        _("That there was a contact point, and for whom"),
    ),
    Rule(
        Kind.LETTERS,
        _("Messages: name, address and text"),
        _("To prove what was communicated to whom, and when"),
        _("12 months after they were written"),
        _("Type of message, office and Party of the recipient, date and status"),
    ),
    Rule(
        Kind.HANDOVERS,
        _("Handover files: addresses, and the names of those who accepted"),
        _("To let the next presidency begin its work"),
        _("12 months after the handover file was made or last signed"),
        _("All other data, and the office that accepted"),
    ),
    Rule(
        Kind.ANSWERS,
        _("Answers to questions from outside: who asked"),
        _("To find what was answered to whom"),
        _("12 months after they were given"),
        _("The answer, the office that gave it, and the day"),
    ),
    Rule(
        Kind.ACCOUNTS,
        _("Accounts: name, address, ways to sign in"),
        _("To give access to office holders, and to know who acted"),
        _("12 months after the end of the last office"),
        _("A number, with the offices, Parties and acts linked to it"),
    ),
    Rule(
        Kind.CERTIFICATES,
        _("Certificates that people sign with: the names in them"),
        _("To show who signed for a Party"),
        _("12 months after the certificate ended or expired, or with the account of its holder"),
        _(
            "Fingerprint, validity, office and Party. On an original that was signed and not taken "
            "back the certificate stays whole: it is the evidence of who signed"
        ),
    ),
    Rule(
        Kind.SIGN_INS,
        _("Sessions of signed-in people"),
        _("To keep them signed in"),
        _("When the session ends, 12 hours at most"),
        _("Nothing"),
    ),
    Rule(
        Kind.DEVICES,
        _(
            "Browsers used to sign in: a fingerprint of a random identifier, first and "
            "last day of use"
        ),
        _("To inform account holders of a sign-in from a new browser"),
        _("12 months after the last sign-in from the browser"),
        _("Nothing"),
    ),
    Rule(
        Kind.KEPT_MAIL,
        _("E-mail kept here instead of being sent"),
        _("To read what a demonstration or a new installation would have sent"),
        _("30 days"),
        _("Nothing"),
    ),
    Rule(
        Kind.WORD_FILES,
        _("Word files imported into a text: the names in them, and what was not proposed"),
        _("To show whoever uploaded a file what it would do"),
        _("30 days"),
        _("The name and fingerprint of the file, and the proposals made from it"),
    ),
    Rule(
        Kind.FREE_TEXTS,
        _("Reasons, comments, notes, statements and documents: people whom their authors name"),
        _("To show what was decided, and why"),
        _("For good: they are acts and documents of the Parties"),
        _("All of it; the author is asked to name offices, not people"),
    ),
)


def years(options: Mapping[str, object]) -> int:
    """How many years the names of participants are kept, from the options in force."""
    found = options.get(OPTION, YEARS)
    if isinstance(found, bool) or not isinstance(found, int):
        return YEARS
    return min(max(found, LEAST_YEARS), MOST_YEARS)


def reduced_on(last: date, months: int) -> date:
    """The civil day from which something is reduced that ended on a day.

    Kept to the end of the day that many months later, clipped to the end of its month.
    """
    return add_months(last, months) + A_DAY


def latest_reduced(today: date, months: int) -> date:
    """The latest day on which something may have ended that is reduced today."""
    found = add_months(today, -months)
    while reduced_on(found, months) > today:
        found -= A_DAY
    while reduced_on(found + A_DAY, months) <= today:
        found += A_DAY
    return found
