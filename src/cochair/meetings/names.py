"""A meeting's name in one language, from the core's facts."""

from cochair.meetings.titles import OUTSIDE_SLOTS, outside_slots, roman
from cochair.procedure.book import Book
from cochair.procedure.facts import Meeting


def meeting_name(meeting: Meeting, book: Book, language: str) -> str:
    """The configuration's title with the number that the meeting carries.

    A contact or extraordinary meeting outside the slots is named by its kind; one that was
    turned into a contact keeps its name.
    """
    title = book.configurations[meeting.configuration].title[language]
    number = meeting.id.rsplit("-", 1)[-1]
    if not number.isdigit():
        return title
    if meeting.kind in OUTSIDE_SLOTS:
        return outside_slots(meeting.kind, title, int(number), language)
    return f"{title} {roman(int(number))}"
