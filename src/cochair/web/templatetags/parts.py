"""The tags that every template may use; see the parts in `templates/web/parts/`."""

from collections.abc import Mapping, Sized
from datetime import date, datetime, time
from functools import partial
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext, ngettext

from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Refusal, Sentence
from cochair.procedure.result import Outcome, Result
from cochair.web import code_labels, deadlines, formats, localize
from cochair.web.localize import language_now
from cochair.web.templatetags import forms, terms, tongues

register = template.Library()
register.tags.update(forms.register.tags)
register.filters.update(forms.register.filters)
register.tags.update(terms.register.tags)
register.filters.update(tongues.register.filters)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sheet; always beside its word."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def result(found: Result | str, note: str = "") -> SafeString:
    """A result as shape, word and colour; its ground decides between two looks of “not met”.

    A `note` follows the word, small; without one, a late result says by how many days.
    """
    return chip(code_labels.MARKS[code_labels.look(found)], note or _note(found))


@register.simple_tag
def outcome(code: str, note: str = "") -> SafeString:
    """An outcome alone, where no result with a ground is at hand."""
    return result(str(Outcome(code)), note)


def chip(mark: code_labels.Mark, note: str = "") -> SafeString:
    """A state as shape, word and colour."""
    more = format_html(" <small>{}</small>", note) if note else ""
    return format_html(
        '<span class="chip" data-tone="{}">{} <span>{}{}</span></span>',
        mark.tone,
        icon(mark.shape),
        gettext(mark.word),
        more,
    )


def _note(found: Result | str) -> str:
    key = code_labels.look(found)
    if key == Outcome.UNKNOWN.value:
        return gettext(code_labels.NO_PUBLIC_EVIDENCE)
    if isinstance(found, Result) and found.late_days:
        days = found.late_days
        return ngettext("{n} day late", "{n} days late", days).format(n=days)
    if key == "no_evidence" and isinstance(found, Result) and found.due_basis == "practice":
        return gettext("practice date passed")
    return ""


@register.simple_tag
def light(found: Result | str) -> SafeString:
    """The shape of a result alone; only beside a tally or a word."""
    mark = code_labels.MARKS[code_labels.look(found)]
    return format_html(
        '<svg class="icon" data-tone="{}" aria-hidden="true"><use href="#i-{}"/></svg>',
        mark.tone,
        mark.shape,
    )


@register.filter
def word(code: object) -> str:
    """The word of an outcome, a ground, a basis, a role, or of what an app made known."""
    return gettext(code_labels.WORDS.get(str(code), str(code)))


@register.simple_tag
def tallied(tally: Mapping[object, int]) -> list[tuple[str, str]]:
    """What a tally (outcome to number) says, line by line: the code of the shape, the words."""
    counts = {code_labels.look(str(code)): number for code, number in tally.items()}
    present = filter(counts.get, code_labels.TALLIED)
    return [(code, _counted(code, counts[code])) for code in present]


def _counted(code: str, n: int) -> str:
    words = {
        "met": ngettext("{n} met", "{n} met", n),
        "not_met": ngettext("{n} not met", "{n} not met", n),
        "at_risk": ngettext("{n} at risk", "{n} at risk", n),
        "not_yet_due": ngettext("{n} not yet due", "{n} not yet due", n),
        "departed": ngettext("{n} with an agreed exception", "{n} with an agreed exception", n),
        "unknown": ngettext("{n} not established", "{n} not established", n),
        "not_applicable": ngettext("{n} does not apply", "{n} do not apply", n),
        "withheld": ngettext("{n} not shown to your office", "{n} not shown to your office", n),
    }
    return words[code].format(n=n)


@register.filter
def words(value: object, language: str | None = None) -> object:
    """What a mapping by language says in the reader's language; see `saying.pick`."""
    return localize.translated(value, language)


@register.filter
def figure(text: str | int) -> str:
    """A count, or an exact decimal in text, with the separators of the reader's language."""
    return formats.figure(str(text), language_now())


@register.simple_tag(takes_context=True)
def sentence(
    context: template.Context, said: Sentence | Refusal, names: localize.Names | None = None
) -> str:
    """A sentence or a refusal of the core in the reader's language, its facts formatted."""
    return localize.say(said, names=_names(context, names), zone=_zone(context))


@register.simple_tag(takes_context=True)
def sentence_twice(context: template.Context, said: Sentence | Refusal) -> str | SafeString:
    """A sentence with its instants in UTC, then these instants in the reader's own zone."""
    there = localize.say(said, names=_names(context, None), zone="UTC")
    own = _reader_zone(context) or _zone(context)
    instants = [one for one in said.facts.values() if isinstance(one, datetime)]
    if not instants or all(_local(at, own) == _local(at, "UTC") for at in instants):
        return there
    here = " – ".join(formats.instant(at, own, language_now()) for at in instants)
    return format_html('{} <small class="soft">· {}</small>', there, here)


@register.simple_tag(takes_context=True)
def in_words(context: template.Context, value: object) -> str | SafeString:
    """Anything in words: an English msgid, words by language, a sentence, a day, an instant."""
    if isinstance(value, str) and value:
        return gettext(value)
    if isinstance(value, Mapping) and localize.language_of(value) != language_now():
        found = localize.language_of(value)
        return format_html('<span lang="{}">{}</span>', found, localize.translated(value))
    return localize.format_value(
        value, names=_names(context, None), zone=_zone(context), language=language_now()
    )


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | None, how: str = "long") -> str | SafeString:
    """A civil day as a `time` element: `long`, `full`, `short` (with weekday) or `medium`."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = civil_day(value, _zone(context))
    write = {
        "long": formats.long_day,
        "full": formats.full_day,
        "short": formats.short_day,
        "medium": formats.medium_day,
        "month": formats.month,
    }[how]
    text = write(value, language_now())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.simple_tag(takes_context=True)
def moment(
    context: template.Context, at: datetime | None, zone: str | None = None, *, exact: bool = False
) -> str | SafeString:
    """An instant at its place, `exact` to the second, then in the reader's zone if that differs."""
    return "–" if at is None else _on_both_clocks(context, at, zone, exact=exact)


@register.simple_tag(takes_context=True)
def due(
    context: template.Context, at: datetime | None, zone: str | None = None
) -> str | SafeString:
    """Until when something is due: what is due at midnight is due at the end of the day before.

    The reader's own hour follows where it differs, with its day where that is another one.
    """
    return "–" if at is None else _on_both_clocks(context, at, zone, is_due=True)


def _on_both_clocks(
    context: template.Context,
    at: datetime,
    zone: str | None,
    *,
    exact: bool = False,
    is_due: bool = False,
) -> SafeString:
    zone, own, language = zone or _zone(context), _reader_zone(context), language_now()
    tell = formats.due if is_due else partial(formats.instant, exact=exact)
    day_of = deadlines.day_of if is_due else civil_day
    there = format_html('<time datetime="{}">{}</time>', at.isoformat(), tell(at, zone, language))
    if not own or _local(at, own) == _local(at, zone):
        return there
    here = tell(at, own, language)
    if day_of(at, own) == day_of(at, zone) and not (is_due and _local(at, own).time() == time()):
        here = formats.hour_there(at, own, language)
    return format_html('{} <small class="soft">· {}</small>', there, here)


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(formats.zone_of(zone)).replace(tzinfo=None)


@register.simple_tag(takes_context=True)
def days_left(context: template.Context, until: date | None, zone: str | None = None) -> str:
    """How far away a day is in a zone: in 9 days, today; midnight is the end of the day before."""
    if until is None:
        return ""
    zone = zone or _zone(context)
    if isinstance(until, datetime):
        until = deadlines.day_of(until, zone)
    left = days_between(civil_day(context_now(context), zone), until)
    return gettext("today") if left == 0 else formats.days_away(left, language_now())


def context_now(context: template.Context) -> datetime:
    """The instant that the page speaks of: that of its request, or of a part made without one (`made_at`)."""
    request = getattr(context, "request", None) or context.get("request")
    now: datetime = request.now if request else context["made_at"]
    return now


@register.simple_tag(takes_context=True)
def basis(context: template.Context, code: str | None) -> str | SafeString:
    """Whether the source itself (rule) or a default of similar forums (practice) says when."""
    if not code:
        return ""
    return format_html(
        '<span class="basis" data-basis="{}">{}</span>', code, terms.term(context, code)
    )


@register.simple_tag
def confidence(code: str, sources: Sized | None = None) -> SafeString:
    """How sure a fact of the world is, with its sources where they are named, as shape and word."""
    return chip(code_labels.confidence_mark(code, len(sources or ())))


@register.filter
def anchor(clause: str) -> str:
    """The place of a clause on its page: I.2.5 stands at I-2-5."""
    return str(clause).replace(".", "-")


@register.simple_tag(takes_context=True)
def cite(
    context: template.Context,
    clause: str,
    forum: object = None,
    version: str | None = None,
) -> str | SafeString:
    """The clause as a link to its own page; a plain word for what is no clause."""
    if not clause:
        return ""
    if clause in code_labels.ANCHORS:
        return format_html('<span class="cite">{}</span>', gettext(code_labels.ANCHORS[clause]))
    href = clause_address(clause, forum or _forum(context), version or _version(context))
    if href is None:
        return format_html('<span class="cite">{}</span>', clause)
    return format_html('<a class="cite" href="{}">{}</a>', href, clause)


def clause_address(clause: str, forum: object, version: str | None) -> str | None:
    """The path of a clause: in a version, or by way of the one in force; None without forum."""
    slug = getattr(forum, "slug", forum)
    if not slug:
        return None
    try:
        if version:
            return reverse("compliance:clause", args=[slug, version, clause])
        return f"{reverse('compliance:procedures', args=[slug])}#{anchor(clause)}"
    except NoReverseMatch:
        return None


@register.filter
def percent(value: float) -> str:
    """A number for an attribute of SVG: always with a point, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def share(value: float) -> str:
    """A share of one as a percentage in the reader's language."""
    return formats.share(value, language_now())


@register.filter
def iso(value: date | datetime | None) -> str:
    """A day or instant as machines write it, for attributes."""
    return value.isoformat() if value is not None else ""


@register.filter
def native(code: str) -> str:
    """The name of an interface language in that language itself."""
    name = str(get_language_info(code)["name_local"])
    return name[:1].upper() + name[1:]


@register.simple_tag(takes_context=True)
def other_parameters(context: template.Context, *names: str) -> list[tuple[str, str]]:
    """The parameters of this address but for `names` and the page number, to be kept by a form."""
    request = getattr(context, "request", None)
    if request is None:
        return []
    left_out = {*names, "page"}
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in left_out
        for value in values
    ]


KEY_ICONS = {"agreed": "check", "void": "void"}
STEP_ICONS = {"done": "check", "now": "working"}
STEP_ATTRIBUTES = {"done": SafeString(" data-done"), "now": SafeString(' aria-current="step"')}


@register.simple_tag
def key_icon(state: str) -> SafeString:
    """The shape of a key: a tick when turned, struck when void, an empty circle else."""
    return icon(KEY_ICONS.get(state, "wait"))


@register.simple_tag
def lang_icon(state: str) -> SafeString:
    """The shape of a language version: a tick when released, else that of its state."""
    return icon("check" if state == "released" else state)


@register.simple_tag
def step_icon(state: str) -> SafeString:
    """The shape of a step: done, now, or still to come."""
    return icon(STEP_ICONS.get(state, "wait"))


@register.simple_tag
def step_attribute(state: str) -> SafeString:
    """What tells a machine that a step is done or the present one."""
    return STEP_ATTRIBUTES.get(state, SafeString(""))


@register.filter(name="long_day")
def long_day(value: date) -> str:
    """A civil day in full, for the middle of a sentence."""
    return formats.long_day(value, language_now())


@register.simple_tag
def source_link(source: object) -> str | SafeString:
    """Where a fact was seen: links named after their hosts, or words; semicolons stand between several."""
    if isinstance(source, str) and "; " in source:
        return format_html_join("; ", "{}", ((source_link(one),) for one in source.split("; ")))
    title, url = "", source
    if isinstance(source, Mapping):
        title, url = str(localize.translated(source.get("title"))), source.get("url", "")
    if isinstance(url, str) and url.startswith(("https://", "http://")):
        title = title or urlsplit(url).hostname or url
        return format_html('<a href="{}" rel="noreferrer">{}</a>', url, title)
    return title or str(localize.translated(source))


def _names(context: template.Context, names: localize.Names | None) -> localize.Names:
    return names or context.get("names") or localize.NOTHING


def _forum(context: template.Context) -> object:
    return context.get("forum") or getattr(getattr(context, "request", None), "forum", None)


def _version(context: template.Context) -> str | None:
    return getattr(context.get("book"), "version", None)


def _zone(context: template.Context) -> str:
    return str(context.get("zone") or getattr(_forum(context), "zone", None) or settings.TIME_ZONE)


def _reader_zone(context: template.Context) -> str | None:
    account = getattr(getattr(context, "request", None), "user", None)
    # A page that is made without a request is told whose zone counts.
    zone = getattr(account, "zone", None) or context.get("reader_zone")
    return zone if zone and zone != settings.TIME_ZONE else None
