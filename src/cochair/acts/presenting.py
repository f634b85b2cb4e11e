"""Joint acts as pages show them: keys in the order of the Parties, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.acts.kinds import kind_of
from cochair.acts.models import JointAct
from cochair.acts.queries import OPEN
from cochair.parties.offices import Hat, Power
from cochair.parties.queries import Roster
from cochair.procedure.consent import ConsentState
from cochair.procedure.refusal import Sentence, _

STATE_WORDS = {
    ConsentState.DRAFT: _("waiting for both keys"),
    ConsentState.HALF_SIGNED: _("waiting for one key"),
    ConsentState.EFFECTIVE: _("in effect"),
    ConsentState.VOID: _("void: what it binds has changed"),
    ConsentState.DECLINED: _("declined"),
    ConsentState.WITHDRAWN: _("withdrawn"),
    ConsentState.LAPSED: _("lapsed: what it was for is over"),
}


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


def shown(act: JointAct, roster: Roster, hat: Hat | None) -> Shown:
    """An act as this reader sees it."""
    language = get_language() or "en"
    is_open = act.state in OPEN
    turned = {key.party.code for key in act.keys.all()}
    signs = hat is not None and hat.may(Power.SIGN)
    return Shown(
        act=act,
        title=act.title[language],
        kind=__(kind_of(act).name),
        effect=kind_of(act).effect(act),
        keys=[_key(act, party, is_open, language) for party in roster.in_order(language)],
        state_word=__(STATE_WORDS[ConsentState(act.state)]),
        is_open=is_open,
        is_effective=act.state == ConsentState.EFFECTIVE,
        mine_to_turn=bool(signs and is_open and hat and hat.party not in turned),
        mine_to_withdraw=bool(
            is_open and hat and hat.may(Power.PROPOSE) and _proposed_by(act) == hat.party
        ),
    )


def sorted_for(acts: Iterable[Shown]) -> Mapping[str, list[Shown]]:
    """The signature folder: waiting for me, waiting for the other side, done, ended."""
    folder: dict[str, list[Shown]] = {"mine": [], "others": [], "done": [], "ended": []}
    for one in acts:
        if one.mine_to_turn:
            folder["mine"].append(one)
        elif one.is_open:
            folder["others"].append(one)
        else:
            folder["done" if one.is_effective else "ended"].append(one)
    return folder


def _proposed_by(act: JointAct) -> str:
    return act.proposed_office.party.code if act.proposed_office.party else ""


def _key(act: JointAct, party: object, is_open: bool, language: str) -> Mapping[str, str]:
    code = party.code  # type: ignore[attr-defined]
    key = next((key for key in act.keys.all() if key.party.code == code), None)
    if key is None:
        state, word = "waiting" if is_open else "void", __("waiting") if is_open else __("no key")
    elif not (is_open or act.state == ConsentState.EFFECTIVE):
        state, word = "void", __("void")
    else:
        state, word = "agreed", __("agreed")
    return {
        "party": party.tone,  # type: ignore[attr-defined]
        "name": party.short[language],  # type: ignore[attr-defined]
        "state": state,
        "word": word,
        "member": key.member.name[language] if key else "",
    }
