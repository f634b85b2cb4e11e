"""A meeting's name in one language, from the core's facts."""

from cochair.meetings.titles import roman
from cochair.procedure.book import Book
from cochair.procedure.facts import Meeting


def meeting_name(meeting: Meeting, book: Book, language: str) -> str:
    """The configuration's title with the number that the meeting carries."""
    title = book.configurations[meeting.configuration].title[language]
    number = meeting.id.rsplit("-", 1)[-1]
    return f"{title} {roman(int(number))}" if number.isdigit() else title
