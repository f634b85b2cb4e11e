"""Which lines stay open once everything is confirmed that sources say was held, and for which reason."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.meetings.facts import REPORTED
from cochair.features.takeup.lines import HELD, Offer
from cochair.procedure import holding
from cochair.web import formats
from cochair.web.localize import language_now, say


def why_open(offer: Offer) -> str:
    """Why a meeting is not confirmed with all that sources say was held; empty where it is."""
    if offer.is_attested or offer.is_told_held:
        return ""
    if offer.meeting is None:
        return __("No source names a meeting here.")
    said = []
    if offer.status != HELD:
        told = holding.REPORTED if offer.status == REPORTED else holding.NO_EVIDENCE
        said.append(str(say(told, language=language_now())))
    if not offer.may_confirm:
        said.append(__("No source says on which day it was held."))
    return " ".join(said)


def open_lines(left: Iterable[Offer]) -> Iterator[str]:
    """One sentence for each reason, with the meetings of which it is true; `left` are the lines that
    nobody has answered.  A place in a cycle of which no source names a meeting is none."""
    language = language_now()
    meetings = [one for one in left if one.meeting is not None and why_open(one)]
    for reason in (_undated, _reported, _reported_undated, _unheld):
        names = [one.names[language] for one in meetings if _reason(one) is reason]
        if names:
            yield reason(len(names)).format(names=formats.listed(names, language))


def _reason(one: Offer) -> object:
    if one.status == REPORTED:
        return _reported if one.may_confirm else _reported_undated
    return _undated if one.status == HELD else _unheld


def _undated(number: int) -> str:
    return ngettext(
        "This line stays open, because no source says on which day the meeting was held: {names}.",
        "These lines stay open, because no source says on which days the meetings were held: {names}.",
        number,
    )


def _reported(number: int) -> str:
    return ngettext(
        "This line stays open, because sources report that the meeting was held, and none confirms "
        "it: {names}.",
        "These lines stay open, because sources report that the meetings were held, and none confirms "
        "it: {names}.",
        number,
    )


def _reported_undated(number: int) -> str:
    return ngettext(
        "This line stays open, because sources report that the meeting was held, and none says on "
        "which day: {names}.",
        "These lines stay open, because sources report that the meetings were held, and none says on "
        "which days: {names}.",
        number,
    )


def _unheld(number: int) -> str:
    return ngettext(
        "This line stays open, because no source says that the meeting was held: {names}.",
        "These lines stay open, because no source says that the meetings were held: {names}.",
        number,
    )
