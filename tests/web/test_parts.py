"""What the tags say: in the reader's language, shape and word together, never another language."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.template.context import RequestContext
from django.test import RequestFactory
from django.utils.translation import override

from cochair.procedure.refusal import Refusal, Sentence
from cochair.procedure.result import Ground, Outcome, Result, Target
from cochair.web import code_labels, formats, localize, varieties

TARGET = Target("meeting", "north-south-1")
NAMES = {"XA": {"en": "Norland", "es": "Norlandia", "pt": "Norlândia"}}
NINE_IN_TOKYO = datetime(2031, 6, 10, 0, 0, tzinfo=UTC)


def shown(template, language="en", zone=None, **facts):
    request = RequestFactory().get("/en/x/?at=2031-06-01&kind=a&page=3")
    request.now = NINE_IN_TOKYO
    request.user = SimpleNamespace(zone=zone, is_authenticated=True)
    engine = engines["django"].engine
    with override(language):
        return engine.from_string(template).render(RequestContext(request, facts))


def judged(outcome, ground, **more):
    return Result("I.2.5", TARGET, outcome, ground, **more)


@pytest.mark.parametrize(
    ("found", "tone", "shape", "says"),
    [
        (judged(Outcome.MET, Ground.EVIDENCE), "good", "met", "Met"),
        (
            judged(Outcome.MET, Ground.EVIDENCE, late_days=1),
            "good",
            "met",
            "Met <small>1 day late</small>",
        ),
        (judged(Outcome.NOT_MET, Ground.CONTRARY_EVIDENCE), "bad", "notmet", "Not met"),
        (
            judged(Outcome.NOT_MET, Ground.NO_EVIDENCE, due_basis="practice"),
            "bad",
            "noevidence",
            "Not met, no evidence yet <small>practice date passed</small>",
        ),
        (judged(Outcome.NOT_YET_DUE, Ground.NO_EVIDENCE), "plain", "due", "Not yet due"),
        (
            judged(Outcome.NOT_YET_DUE, Ground.NO_EVIDENCE, at_risk=True),
            "warn",
            "risk",
            "Not yet due, at risk",
        ),
        (
            judged(Outcome.UNKNOWN, Ground.NO_EVIDENCE),
            "off",
            "unknown",
            "Not established <small>no public evidence found</small>",
        ),
    ],
)
def test_a_result_has_its_shape_its_word_and_its_tone(found, tone, shape, says):
    assert shown("{% result found %}", found=found) == (
        f'<span class="chip" data-tone="{tone}"><svg class="icon" aria-hidden="true">'
        f'<use href="#i-{shape}"/></svg> <span>{says}</span></span>'
    )


@pytest.mark.parametrize(
    ("code", "sources", "says"),
    [
        ("single-source", ["a"], "one source"),
        ("single-source", [], "one source"),
        ("single-source", ["a", "b"], "several sources that do not confirm each other"),
        ("confirmed", ["a", "b"], "confirmed by several sources"),
        ("confirmed", ["a"], "confirmed by one source"),
    ],
)
def test_how_sure_a_fact_is_does_not_contradict_the_number_of_its_sources(code, sources, says):
    fact = {"confidence": code, "source": sources}

    for part in ("web/parts/confidence.html", "public/parts/source.html"):
        assert f"<span>{says}</span>" in shown(f"{{% include '{part}' %}}", fact=fact)


def test_every_outcome_and_every_ground_has_a_word():
    assert {str(outcome) for outcome in Outcome} <= code_labels.MARKS.keys()
    assert {str(ground) for ground in Ground} == code_labels.GROUNDS.keys()


def test_unknown_is_never_red():
    assert code_labels.MARKS["unknown"].tone == "off"


def test_a_tally_names_only_what_there_is_and_counts_in_words():
    tally = {Outcome.UNKNOWN: 2, Outcome.MET: 19, Outcome.DEPARTED: 0}

    said = shown(
        "{% tallied tally as lines %}{% for c, s in lines %}{{ s }};{% endfor %}", tally=tally
    )

    assert said == "19 met;2 not established;"


def test_a_sentence_names_codes_formats_days_and_tells_instants_with_their_city():
    said = Sentence(
        "{who} objected on {day}, at {at}; {all} stand.",
        {"who": "XA", "day": date(2031, 6, 10), "at": NINE_IN_TOKYO, "all": ("a", "b", "c")},
    )

    text = localize.say(said, names=NAMES, zone="Asia/Tokyo", language="en")

    assert text == (
        "Norland objected on 10 June 2031, at Tue 10 Jun 2031, 09:00 Tokyo; a, b and c stand."
    )


def test_what_somebody_typed_is_shown_as_typed_and_names_nothing():
    """Who guesses a code would else learn from the refusal that there is such a thing, and its name."""
    guessed = Refusal("practice", "There is no meeting called “{code}”.", {"code": "XA"})
    of_ours = Refusal("practice", "Not for {code}.", {"code": "XA"})

    assert localize.say(guessed, names=NAMES, language="en") == "There is no meeting called “XA”."
    assert localize.say(of_ours, names=NAMES, language="en") == "Not for Norland."


def test_the_facts_of_a_sentence_follow_the_language_of_the_reader():
    said = Refusal("practice", "{who}: {day}", {"who": "XA", "day": date(2031, 6, 10)})

    assert shown("{% sentence said names %}", "pt", said=said, names=NAMES) == (
        "Norlândia: 10 de junho de 2031"
    )


def test_what_a_person_wrote_never_becomes_markup():
    said = Sentence("{who} wrote.", {"who": "<script>"})

    assert shown("{% sentence said %}", said=said) == "&lt;script&gt; wrote."


def test_words_come_in_the_language_of_the_reader():
    assert shown("{{ name|words }}", "es", name=NAMES["XA"]) == "Norlandia"


def test_words_that_miss_the_language_of_the_reader_say_so():
    assert shown("{{ name|words }}", "es", name={"en": "Norland"}) == "[EN] Norland"
    assert shown("{% in_words name %}", "es", name={"en": "Norland"}) == (
        '<span lang="en">[EN] Norland</span>'
    )


def test_an_instant_is_told_where_it_happens_and_where_the_reader_is():
    told = shown("{% moment at 'Asia/Tokyo' %}", zone="Europe/Lisbon", at=NINE_IN_TOKYO)

    assert told == (
        '<time datetime="2031-06-10T00:00:00+00:00">Tue 10 Jun 2031, 09:00 Tokyo</time>'
        ' <small class="soft">· 01:00 Lisbon</small>'
    )


def test_an_instant_that_falls_on_another_day_for_the_reader_is_told_with_that_day():
    told = shown("{% moment at 'Asia/Tokyo' %}", zone="America/La_Paz", at=NINE_IN_TOKYO)

    assert told.endswith('<small class="soft">· Mon 9 Jun 2031, 20:00 La Paz</small>')


def test_a_reader_of_the_same_hour_is_told_it_once():
    told = shown("{% moment at 'Asia/Tokyo' %}", zone="Asia/Seoul", at=NINE_IN_TOKYO)

    assert "Seoul" not in told


MIDNIGHT_IN_LISBON = datetime(2031, 6, 30, 23, 0, tzinfo=UTC)


def test_what_is_due_at_midnight_is_due_at_the_end_of_the_day_before():
    told = shown("{% due at 'Europe/Lisbon' %}", at=MIDNIGHT_IN_LISBON)
    assert "end of Mon 30 Jun 2031, Lisbon" in told
    assert "1 Jul" not in told
    # A point in time keeps its hour: only what is due is told so.
    assert "Tue 1 Jul 2031, 00:00 Lisbon" in shown(
        "{% moment at 'Europe/Lisbon' %}", at=MIDNIGHT_IN_LISBON
    )


def test_what_is_due_is_told_on_the_readers_own_clock_too():
    told = shown("{% due at 'Europe/Lisbon' %}", zone="America/La_Paz", at=MIDNIGHT_IN_LISBON)
    assert "end of Mon 30 Jun 2031, Lisbon" in told
    assert "· 19:00 La Paz" in told
    another = shown("{% due at 'America/La_Paz' %}", zone="Europe/Lisbon", at=MIDNIGHT_IN_LISBON)
    assert "19:00 La Paz" in another and "· end of Mon 30 Jun 2031, Lisbon" in another
    next_day = shown("{% due at 'Europe/Lisbon' %}", zone="Asia/Tokyo", at=MIDNIGHT_IN_LISBON)
    assert "· Tue 1 Jul 2031, 08:00 Tokyo" in next_day
    same = shown("{% due at 'Europe/Lisbon' %}", zone="Europe/London", at=MIDNIGHT_IN_LISBON)
    assert "<small" not in same


def test_what_is_due_at_an_hour_keeps_it_and_what_is_not_due_is_a_dash():
    assert "09:00 Tokyo" in shown("{% due at 'Asia/Tokyo' %}", at=NINE_IN_TOKYO)
    assert shown("{% due at %}", at=None) == "–"


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2031, 6, 10), "en", "today"),
        (date(2031, 6, 19), "en", "in 9 days"),
        (date(2031, 6, 19), "es", "dentro de 9 días"),
        (date(2031, 6, 8), "en", "2 days ago"),
        (date(2032, 6, 10), "en", "in 366 days"),
    ],
)
def test_how_far_a_day_is_away_is_counted_in_days_of_the_place(day, language, said):
    assert shown("{% days_left day 'Asia/Tokyo' %}", language, day=day) == said


def test_the_last_day_of_a_term_that_ends_at_midnight_is_the_day_before():
    midnight = datetime(2031, 6, 30, 15, 0, tzinfo=UTC)

    assert formats.day_of(midnight, "Asia/Tokyo", "en") == "1 Jul 2031"
    assert formats.day_of(midnight, "Asia/Tokyo", "en", last=True) == "30 Jun 2031"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Tuesday 10 June 2031, 09:00 Tokyo"),
        ("es", "martes 10 de junio de 2031 a las 09:00 (Tokio)"),
        ("pt", "10 de junho de 2031 (terça-feira), às 09h00 (Tóquio)"),
    ],
)
def test_hours_and_cities_are_written_as_each_language_writes_them(language, said):
    assert formats.full_instant(NINE_IN_TOKYO, "Asia/Tokyo", language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The silence procedure ends on Tuesday 10 June 2031, 09:00 (Tokyo)"),
        ("es", "El procedimiento de silencio termina el martes 10 de junio de 2031 a las 09:00 (Tokio)"),
        ("pt", "O procedimento de silêncio termina em 10 de junho de 2031 (terça-feira), às 09h00 (Tóquio)"),
    ],
)  # fmt: skip
def test_a_date_stands_in_a_sentence_as_a_native_writes_it(language, said):
    """No comma between the weekday and the day in Spanish; no “em terça-feira” in Portuguese."""
    sentence = Sentence("The silence procedure ends on {when}", {"when": NINE_IN_TOKYO})
    assert localize.say(sentence, zone="Asia/Tokyo", language=language, in_full=True) == said


def test_a_zone_that_does_not_exist_still_leaves_a_page():
    assert formats.instant(NINE_IN_TOKYO, "Mars/Crater", "en") == "Tue 10 Jun 2031, 00:00 UTC"


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_coordinates_keep_their_point_in_every_language(language):
    assert shown("{{ x|percent }}", language, x=94.1) == "94.1"


def test_a_refusal_outside_the_clauses_is_cited_by_a_word_and_not_by_a_link():
    assert shown("{% cite 'two-keys' %}") == '<span class="cite">Two signatures</span>'
    assert shown("{% cite 'I.2.5' %}") == '<span class="cite">I.2.5</span>'


def test_a_form_that_asks_for_another_day_keeps_the_other_conditions_and_forgets_the_page():
    said = shown(
        '{% other_parameters "at" as kept %}{% for n, v in kept %}{{ n }}={{ v }};{% endfor %}'
    )

    assert said == "kind=a;"


def test_a_source_on_the_web_is_named_after_its_host_and_other_sources_in_their_words():
    assert shown("{% source_link s %}", s="https://example.org/a/b") == (
        '<a href="https://example.org/a/b" rel="noreferrer">example.org</a>'
    )
    assert shown("{% source_link s %}", s="javascript:alert(1)") == "javascript:alert(1)"
    assert shown("{% source_link s %}", s="A <record>; https://example.org/a") == (
        'A &lt;record&gt;; <a href="https://example.org/a" rel="noreferrer">example.org</a>'
    )


class Note(forms.Form):
    """A form of one field, as our views give it to their pages."""

    words = forms.CharField(max_length=5)


def test_a_field_brings_what_was_typed_and_what_is_wrong_with_it():
    tag = '{% field form.words "Words" hint="Few" maxlength=5 %}'

    fits = shown(tag, form=Note({"words": "fits"}))
    long = shown(tag, form=Note({"words": "too long"}))

    assert 'value="fits"' in fits and 'maxlength="5"' in fits
    assert 'id="words"' in fits and 'name="words"' in fits
    assert "aria-invalid" not in fits and 'id="words-e"' not in fits
    assert 'value="too long"' in long and 'aria-invalid="true"' in long
    assert "Ensure this value has at most 5 characters" in long
    assert 'aria-describedby="words-h words-e"' in long


def test_a_text_in_one_language_is_called_by_its_language_and_brings_what_was_typed():
    tag = '{% text_in "es" form.words maxlength=5 %}'

    fits = shown(tag, form=Note({"words": "<sí>"}))
    long = shown(tag, form=Note({"words": "demasiado"}))

    assert '<label for="words" lang="es">' in fits and "Español" in fits
    assert 'id="words"' in fits and 'name="words"' in fits and 'lang="es"' in fits
    assert "&lt;sí&gt;</textarea>" in fits and "aria-invalid" not in fits
    assert 'aria-describedby="words-e"' in long and "Ensure this value has at most 5" in long


def test_a_text_in_one_language_without_a_form_has_the_id_and_the_label_that_it_is_given():
    page = shown('{% text_in "pt" "say-pt" "Your text" name="text_pt" rows=4 form="deck" %}')

    assert '<label for="say-pt">' in page and "Your text" in page and "Português" not in page
    assert 'id="say-pt"' in page and 'name="text_pt"' in page and 'form="deck"' in page
    assert 'rows="4"' in page and 'lang="pt"' in page and "></textarea>" in page


def test_a_longer_text_brings_its_hint_what_was_typed_and_what_is_wrong_with_it():
    tag = '{% area form.words "Reason" hint="Few words" maxlength=5 id=id name="words" %}'

    fits = shown(tag, form=Note({"words": "<yes>"}), id="why")
    long = shown(tag, form=Note({"words": "too long"}), id="why")
    unsent = shown(tag, form=None, id="why")

    assert 'id="why"' in fits and 'name="words"' in fits and "lang=" not in fits
    assert "&lt;yes&gt;</textarea>" in fits and 'aria-describedby="why-h"' in fits
    assert 'aria-invalid="true"' in long and 'aria-describedby="why-h why-e"' in long
    assert "Ensure this value has at most 5 characters" in long and "too long</textarea>" in long
    assert '<label for="why">' in unsent and "></textarea>" in unsent


def test_a_field_without_a_form_has_the_id_that_it_is_given_and_no_value():
    page = shown('{% field "day" "Day" type="date" %}')

    assert 'id="day"' in page and 'name="day"' in page and 'type="date"' in page
    assert "value=" not in page


def test_a_password_that_was_typed_is_never_written_back():
    """Finding: what a person keeps secret does not stand in the page that comes back."""
    form = Note({"words": "secret"})

    assert "secret" in shown('{% field form.words "Words" %}', form=form)
    assert "secret" not in shown('{% field form.words "Password" type="password" %}', form=form)


def test_each_refusal_stands_in_a_note_of_its_own_and_none_says_nothing():
    two = [Refusal("two-keys", "One is missing."), Refusal("I.2.5", "It is too late.")]

    page = shown('{% refusals refusals "Nothing was saved" %}', refusals=two)

    assert page.count('role="alert"') == 2 and page.count("<h2>Nothing was saved</h2>") == 2
    assert "One is missing." in page and "It is too late." in page
    assert shown('{% refusals refusals "Nothing was saved" %}', refusals=[]).strip() == ""


def test_a_refusal_names_what_its_page_can_name():
    refusal = Refusal("two-keys", "{who} has to sign.", {"who": "XA"})

    assert "Norland has to sign." in shown("{% refusals r %}", r=[refusal], names=NAMES)
    assert "XA has to sign." in shown("{% refusals r %}", r=[refusal])


THIN = "\u202f"


@pytest.mark.parametrize(
    ("number", "english", "spanish", "portuguese"),
    [
        (999, "999", "999", "999"),
        (1250, "1,250", "1250", "1250"),
        (9999, "9,999", "9999", "9999"),
        (12500, "12,500", "12.500", f"12{THIN}500"),
        (-1250, "-1,250", "-1250", "-1250"),
    ],
)
def test_a_number_of_four_figures_and_one_of_five_are_written_by_the_style_of_each_language(
    number: int, english: str, spanish: str, portuguese: str
) -> None:
    """As a count on a page, as a fact of a sentence, and with the decimals that were entered."""
    limit = Sentence("At most {number} characters.", {"number": number})
    for language, wanted in (("en", english), ("es", spanish), ("pt", portuguese)):
        comma = "." if language == "en" else ","
        assert shown("{{ n|figure }}", language, n=number) == wanted
        assert f" {wanted} " in localize.say(limit, language=language)
        assert formats.number(number + 0.0, language) == wanted
        assert formats.figure(f"{number}.125", language) == f"{wanted}{comma}125"
    assert shown("{{ n|figure }}", "es", n="ISSN 1250") == "ISSN 1250"


def test_varieties_write_the_separators_of_their_countries_from_five_figures_on() -> None:
    for code, base, wanted in (("es-419", "es", "12,500"), ("pt-BR", "pt", "12.500")):
        with varieties.reading(code):
            assert formats.number(12500, base) == wanted
            assert formats.number(1250, base) == "1250"
