"""Joint acts as pages show them: keys in the order of the Parties, in words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.acts import queries
from cochair.features.acts.kinds import Line, against, kind_of, over, why_over
from cochair.features.acts.models import JointAct, Key
from cochair.features.acts.queries import CLAUSE, OPEN
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.journal.table_cache import TableCache
from cochair.procedure.consent import ConsentState
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import formats
from cochair.web.request_cache import is_reading

STATE_WORDS = {
    ConsentState.DRAFT: _("waiting for both signatures"),
    ConsentState.HALF_SIGNED: _("waiting for one signature"),
    ConsentState.EFFECTIVE: _("in effect"),
    ConsentState.VOID: _("void: its content has changed"),
    ConsentState.DECLINED: _("declined"),
    ConsentState.WITHDRAWN: _("withdrawn"),
    ConsentState.LAPSED: _("lapsed: its purpose no longer exists"),
}


SUPERSEDED = _("void: act {number} on the same matter took effect")


@dataclass(frozen=True)
class Rival:
    """Another open act on the same matter, and what it says otherwise."""

    act: JointAct
    differs: tuple[Line, ...]


@dataclass(frozen=True)
class Shown:
    """One act for a page, in the reader's language."""

    act: JointAct
    title: str
    kind: str
    effect: Sentence
    keys: list[Mapping[str, str]]
    state_word: str
    is_open: bool
    is_effective: bool
    mine_to_turn: bool
    mine_to_withdraw: bool
    against: tuple[Refusal, ...] = ()
    why_ended: str = ""
    mine_to_decline: bool = False
    prepared_on: str = ""
    rivals: tuple[Rival, ...] = ()
    superseded_by: int | None = None


def stands_against(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    """Everything for which nobody can sign an open act at an instant (aware UTC), its end first."""
    why = over(act, at)
    if why is not None:
        return (Refusal(CLAUSE, why.says),)
    if queries.digest(act) != act.digest:
        return (Refusal(CLAUSE, STATE_WORDS[ConsentState.VOID]),)
    return against(act, at)


def _kept_against(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    """The same for a list, asked once a minute for as long as nothing was entered."""
    if not is_reading():
        return stands_against(act, at)
    minute = at.replace(second=0, microsecond=0)
    forum, key = act.forum.slug, (act.pk, act.digest, minute)
    with_act = [table._meta.db_table for table in (JointAct, Key, Office)]
    return _AGAINST.get(forum, key, lambda: stands_against(act, at), also=with_act)


_AGAINST: TableCache[tuple[Refusal, ...]] = TableCache(512)


def shown(
    act: JointAct,
    roster: Roster,
    hat: ActingOffice | None,
    refusals: tuple[Refusal, ...] = (),
    unable: Collection[str] = (),
) -> Shown:
    """An act as this reader sees it.

    `refusals` is what stands against signing it now, and `unable` are the Parties that nobody can
    sign for, where the page asks.
    """
    language = get_language() or "en"
    is_open = act.state in OPEN
    ours = bool(is_open and is_missing(act, hat))
    return Shown(
        act=act,
        title=act.title[language],
        kind=__(kind_of(act).name),
        effect=kind_of(act).effect(act),
        keys=[_key(act, party, is_open, language, unable) for party in roster.in_order(language)],
        state_word=__(STATE_WORDS[ConsentState(act.state)]),
        is_open=is_open,
        is_effective=act.state == ConsentState.EFFECTIVE,
        mine_to_turn=ours and not refusals,
        mine_to_withdraw=bool(
            is_open and hat and hat.may(Power.PROPOSE) and _proposed_by(act) == hat.party
        ),
        against=refusals,
        why_ended=_why_ended(act),
        mine_to_decline=ours,
        prepared_on=kind_of(act).prepared_on(act)
        if is_open and hat and hat.may(Power.RECORD_FACTS)
        else "",
    )


def is_missing(act: JointAct, hat: ActingOffice | None) -> bool:
    """Whether this hat signs joint acts, and its Party has not signed this one."""
    signed = {key.party.code for key in act.keys.all()}
    return hat is not None and hat.may(Power.SIGN) and hat.party not in signed


def signable(
    acts: Iterable[JointAct], roster: Roster, hat: ActingOffice, at: datetime
) -> list[Shown]:
    """Those of some acts that this office can sign at an instant (aware UTC)."""
    asked = [act for act in acts if act.state in OPEN and is_missing(act, hat)]
    rows = [shown(act, roster, hat, _kept_against(act, at)) for act in asked]
    return [row for row in rows if row.mine_to_turn]


def sorted_for(
    acts: Iterable[JointAct], roster: Roster, hat: ActingOffice, at: datetime
) -> Mapping[str, list[Shown]]:
    """The signature folder: for me to sign, waiting, done, ended.

    What cannot be signed at this instant (aware UTC) waits, with every reason why.
    """
    folder: dict[str, list[Shown]] = {"mine": [], "others": [], "done": [], "ended": []}
    unable = [
        party for party in roster.party_codes if holder(roster.terms, party, at).holder is None
    ]
    for act in acts:
        asked = act.state in OPEN and is_missing(act, hat)
        one = shown(act, roster, hat, _kept_against(act, at) if asked else (), unable)
        if one.mine_to_turn:
            folder["mine"].append(one)
        elif one.is_open:
            folder["others"].append(one)
        else:
            folder["done" if one.is_effective else "ended"].append(one)
    return folder


def _proposed_by(act: JointAct) -> str:
    return act.proposed_office.party.code if act.proposed_office.party else ""


def _why_ended(act: JointAct) -> str:
    """Why an act was declined, as it was written, or why it lapsed, in the reader's language."""
    if act.state == ConsentState.LAPSED:
        why = why_over(act.closed_reason)
        return __(why) if why else ""
    return act.closed_reason


def _key(
    act: JointAct, party: object, is_open: bool, language: str, unable: Collection[str]
) -> Mapping[str, str]:
    code = party.code  # type: ignore[attr-defined]
    key = next((key for key in act.keys.all() if key.party.code == code), None)
    if key is None and is_open and code in unable:
        state, word = "waiting", __("has no co-presidency that can sign")
    elif key is None:
        state, word = (
            "waiting" if is_open else "void",
            __("has not signed yet") if is_open else __("not signed"),
        )
    elif not (is_open or act.state == ConsentState.EFFECTIVE):
        state, word = "void", __("void")
    else:
        day = formats.day_of(key.at, party.seat_zone, language)  # type: ignore[attr-defined]
        state, word = "agreed", __("signed {day}").format(day=day)
    return {
        "party": party.tone,  # type: ignore[attr-defined]
        "name": party.short[language],  # type: ignore[attr-defined]
        "state": state,
        "word": word,
        "member": key.member.name[language] if key else "",
    }
