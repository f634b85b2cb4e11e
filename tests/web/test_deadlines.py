"""A deadline in words: the day, the hour in two zones, what is left of it."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import override

from cochair.web import deadlines, formats

AT = datetime(2031, 2, 3, 9, tzinfo=UTC)
HELSINKI, LISBON = "Europe/Helsinki", "Europe/Lisbon"


def test_an_hour_is_told_at_the_place_and_in_the_readers_own_zone_where_it_differs() -> None:
    until = datetime(2031, 2, 6, 9, tzinfo=UTC)

    here = deadlines.told(until, AT, HELSINKI, LISBON, "en")
    same = deadlines.told(until, AT, HELSINKI, HELSINKI, "en")
    # The clocks of Sofia show the hour of Helsinki.
    assert deadlines.told(until, AT, HELSINKI, "Europe/Sofia", "en").hours == same.hours

    assert here.hours == ("11:00\u00a0Helsinki", "09:00\u00a0Lisbon")
    assert same.hours == ("11:00\u00a0Helsinki",)
    assert (here.day, here.left, here.is_late) == ("Thu 6 Feb", "in 3 days", False)


def test_midnight_is_the_end_of_the_day_before_and_another_year_is_named() -> None:
    until = datetime(2031, 12, 31, 22, tzinfo=UTC)

    ends = deadlines.told(until, AT, HELSINKI, "", "en")
    with override("es"):
        in_spanish = deadlines.told(until, AT, HELSINKI, "", "es")
    later = deadlines.told(until + timedelta(days=365), AT, HELSINKI, "", "en")

    assert (ends.day, ends.hours) == ("Wed 31 Dec", ("end of the day, Helsinki",))
    assert in_spanish.hours == ("final del día (Helsinki)",)
    assert later.day == "Thu 30 Dec 2032"


def test_law_1_the_end_of_a_day_is_told_in_the_readers_zone_too_with_its_day_where_it_is_another() -> (
    None
):
    until = datetime(2031, 12, 31, 22, tzinfo=UTC)

    west = deadlines.told(until, AT, HELSINKI, LISBON, "en")
    east = deadlines.told(until, AT, HELSINKI, "Asia/Tokyo", "en")
    nowhere = deadlines.told(until, AT, HELSINKI, "UTC", "en")

    assert west.hours == ("end of the day, Helsinki", "22:00\u00a0Lisbon")
    assert (east.day, east.hours[1]) == ("Wed 31 Dec", "Thu 1 Jan 2032 07:00\u00a0Tokyo")
    assert nowhere.hours == ("end of the day, Helsinki",)


def test_midnight_on_the_readers_clocks_is_the_end_of_the_day_before_there_too() -> None:
    def hours(until: datetime, zone: str, own: str) -> tuple[str, ...]:
        return deadlines.told(until, AT, zone, own, "en").hours

    opens, ends = (datetime(2031, 3, 5, hour, tzinfo=UTC) for hour in (4, 22))

    assert hours(opens, "Europe/Brussels", "America/La_Paz") == (
        "05:00\u00a0Brussels",
        "end of Tue 4 Mar, La Paz",
    )
    assert hours(ends, LISBON, HELSINKI) == ("22:00\u00a0Lisbon", "end of the day, Helsinki")


def test_what_is_late_is_overdue_and_a_usual_date_is_only_past() -> None:
    until = AT - timedelta(days=2)

    duty = deadlines.told(until, AT, HELSINKI, "", "en")
    usual = deadlines.told(until, AT, HELSINKI, "", "en", is_usual=True)

    assert (duty.left, duty.is_late) == ("2 days overdue", True)
    assert (usual.left, usual.is_late, usual.is_usual) == ("2 days ago", True, True)


def test_what_is_due_today_says_so_until_its_hour_and_then_that_it_is_overdue() -> None:
    until = AT + timedelta(hours=1)

    assert deadlines.told(until, AT, HELSINKI, "", "en").left == "today"
    assert deadlines.told(until, until, HELSINKI, "", "en").left == "overdue"


def test_a_zone_is_called_by_the_city_of_the_forum_and_else_by_its_own() -> None:
    named = {"America/Guayaquil": {"en": "Quito", "es": "Quito", "pt": "Quito"}}

    with formats.cities_from(lambda: named):
        assert formats.place("America/Guayaquil", "pt") == "Quito"
        assert formats.place("Europe/Lisbon", "pt") == "Lisboa"
    assert formats.place("America/Guayaquil", "pt") == "Guaiaquil"
    # The library calls this city by its country too.
    assert formats.place("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
