"""Two keys: an act in the name of all Parties, bound to exactly what is agreed.

Each Party turns one key, each by another account, each for the member that holds its
presidency at that instant. With the last key the act is effective. While it is open, any change
of what it binds voids it: what was shown is no longer what would be signed. Once effective it
stays so; whoever wants something else proposes another act.

All instants are aware UTC. Source: architecture section 3, law 3; domain C.11 (INV-2, INV-6);
corrections section 1 ("Guards"). Refusals cite `two-keys`, and `term` where a presidency is
concerned, unless the caller names clauses.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from cochair.procedure.presidency import Term, may_sign
from cochair.procedure.refusal import Refusal, _, require


class ConsentState(StrEnum):
    """Where an act stands; the last five are ends."""

    DRAFT = "draft"
    HALF_SIGNED = "half_signed"
    EFFECTIVE = "effective"
    VOID = "void"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN = frozenset({ConsentState.DRAFT, ConsentState.HALF_SIGNED})

CLOSED = {
    ConsentState.EFFECTIVE: _("This act already has every signature: it took effect on {at}."),
    ConsentState.VOID: _("This act has been void since {at}: its content was changed."),
    ConsentState.DECLINED: _("This act was declined on {at}."),
    ConsentState.WITHDRAWN: _("This act was withdrawn on {at}."),
    ConsentState.LAPSED: _("This act lapsed on {at}: its purpose no longer exists."),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One key: turned for `party`, by `account` in its `office`, on behalf of `member`.

    `digest` is that of what was shown when the key was turned.
    """

    party: str
    account: str
    office: str
    member: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Consent:
    """An act that waits for the key of each of `parties` on the content with this digest.

    At most one of the ends is set while it has not taken effect. Raises ValueError without
    Parties, or with one named twice.
    """

    parties: tuple[str, ...]
    digest: str
    proposed_at: datetime
    signatures: tuple[Signature, ...] = ()
    voided_at: datetime | None = None
    declined_at: datetime | None = None
    withdrawn_at: datetime | None = None
    lapsed_at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.parties or len(set(self.parties)) < len(self.parties):
            raise ValueError(f"A consent needs Parties, each named once: {self.parties}")


def digest_of(parts: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, of everything that is agreed: all languages, all files.

    The parts are written as canonical JSON (sorted keys, no spaces, UTF-8, every string in
    Unicode form NFC), so that the same content has the same digest wherever it comes from.
    They are made of mappings with text keys, lists, text, whole numbers, true, false and null.
    A file is bound by its own digest, a date by its ISO form. Raises TypeError for anything
    else, floats among it, and ValueError when two keys are the same text in form NFC.
    """
    canonical = json.dumps(
        _canonical(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(canonical.encode("utf-8")).hexdigest()


def state(consent: Consent) -> ConsentState:
    """Where the act stands, by its keys and its end."""
    if effective_at(consent) is not None:
        return ConsentState.EFFECTIVE
    end = _end(consent)
    if end is not None:
        return end[1]
    return ConsentState.HALF_SIGNED if _keys(consent) else ConsentState.DRAFT


def effective_at(consent: Consent) -> datetime | None:
    """The instant of the last key, or `None` while a key is missing.

    A key counts when it was turned on this very content, while the act was open, and neither
    its Party nor its account had turned one before. Source: domain C.11, INV-2.
    """
    keys = _keys(consent)
    if keys.keys() != set(consent.parties):
        return None
    return max(key.at for key in keys.values())


def waiting_for(consent: Consent) -> tuple[str, ...]:
    """The Parties whose key is still missing; none once the act is no longer open."""
    if state(consent) not in OPEN:
        return ()
    keys = _keys(consent)
    return tuple(party for party in consent.parties if party not in keys)


def may_turn(
    consent: Consent,
    party: str,
    account: str,
    member: str,
    at: datetime,
    terms: Iterable[Term],
    current_digest: str,
    *,
    clause: str = "two-keys",
    term_clause: str = "term",
) -> Refusal | None:
    """The first reason why this account may not turn the key of its Party now, if any.

    `current_digest` is the digest of the content as it stands at `at`. Refused are: an act that
    is no longer open, content that changed, an instant before the proposal, a Party that has no
    key or has turned it, an account that turned another Party's key, and a member that does not
    hold the presidency (which may be another's, vacant, disputed or unknown).
    """
    return (
        _no_longer_open(consent, clause)
        or _changed(consent, current_digest, clause)
        or _too_early(consent, at, clause)
        or _no_key_left(consent, party, clause)
        or _same_account(consent, account, clause)
        or may_sign(terms, party, member, at, clause=term_clause)
    )


def turn(
    consent: Consent,
    *,
    party: str,
    account: str,
    office: str,
    member: str,
    at: datetime,
    terms: Iterable[Term],
    current_digest: str,
    clause: str = "two-keys",
    term_clause: str = "term",
) -> Consent:
    """The act with the key of this Party turned. Raises Refused as `may_turn` answers."""
    require(
        may_turn(
            consent,
            party,
            account,
            member,
            at,
            terms,
            current_digest,
            clause=clause,
            term_clause=term_clause,
        )
    )
    key = Signature(party, account, office, member, at, current_digest)
    return replace(consent, signatures=(*consent.signatures, key))


def void_if_changed(consent: Consent, current_digest: str, at: datetime) -> Consent:
    """The act, void from `at` on if it is open and its content is no longer what it binds."""
    if state(consent) in OPEN and current_digest != consent.digest:
        return replace(consent, voided_at=at)
    return consent


def _end(consent: Consent) -> tuple[datetime, ConsentState] | None:
    """How and when the act ended without effect: the first of its ends."""
    ends = (
        (consent.voided_at, ConsentState.VOID),
        (consent.declined_at, ConsentState.DECLINED),
        (consent.withdrawn_at, ConsentState.WITHDRAWN),
        (consent.lapsed_at, ConsentState.LAPSED),
    )
    return min(((at, end) for at, end in ends if at is not None), default=None)


def _keys(consent: Consent) -> dict[str, Signature]:
    """The keys that count, by Party."""
    end = _end(consent)
    keys: dict[str, Signature] = {}
    accounts: set[str] = set()
    for key in sorted(consent.signatures, key=lambda key: key.at):
        in_time = consent.proposed_at <= key.at and (end is None or key.at < end[0])
        first = key.party not in keys and key.account not in accounts
        if key.party in consent.parties and key.digest == consent.digest and in_time and first:
            keys[key.party] = key
            accounts.add(key.account)
    return keys


def _no_longer_open(consent: Consent, clause: str) -> Refusal | None:
    found = state(consent)
    if found in OPEN:
        return None
    end = _end(consent)
    at = effective_at(consent) or (end and end[0])
    return Refusal(clause, CLOSED[found], {"at": at})


def _changed(consent: Consent, current_digest: str, clause: str) -> Refusal | None:
    if current_digest == consent.digest:
        return None
    return Refusal(
        clause,
        _(
            "The content has changed since it was shown, so this act is void. Send it for "
            "signature again."
        ),
        {"shown": consent.digest, "current": current_digest},
    )


def _too_early(consent: Consent, at: datetime, clause: str) -> Refusal | None:
    if consent.proposed_at <= at:
        return None
    return Refusal(
        clause,
        _("No signature is possible on {at}: the act was sent for signature on {proposed_at}."),
        {"at": at, "proposed_at": consent.proposed_at},
    )


def _no_key_left(consent: Consent, party: str, clause: str) -> Refusal | None:
    if party not in consent.parties:
        message = _("{party} may not sign this act: only {parties} may sign it.")
        return Refusal(clause, message, {"party": party, "parties": consent.parties})
    turned = _keys(consent).get(party)
    if turned is None:
        return None
    return Refusal(
        clause,
        _("{party} already signed, on {at}. The act waits for the signature of {waiting}."),
        {"party": party, "at": turned.at, "waiting": waiting_for(consent)},
    )


def _same_account(consent: Consent, account: str, clause: str) -> Refusal | None:
    for key in _keys(consent).values():
        if key.account == account:
            return Refusal(
                clause,
                _(
                    "One account may not sign for both Parties: this account signed for "
                    "{party} on {at}."
                ),
                {"party": key.party, "at": key.at},
            )
    return None


def _canonical(part: object) -> object:
    if isinstance(part, str):
        return unicodedata.normalize("NFC", part)
    if part is None or isinstance(part, bool | int):
        return part
    if isinstance(part, list | tuple):
        return [_canonical(one) for one in part]
    if isinstance(part, Mapping):
        return _canonical_mapping(part)
    raise TypeError(f"A {type(part).__name__} cannot be bound by a digest: {part!r}")


def _canonical_mapping(part: Mapping[object, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in part.items():
        if not isinstance(key, str):
            raise TypeError(f"Only text can name a part of a digest, not {key!r}")
        name = unicodedata.normalize("NFC", key)
        if name in found:
            raise ValueError(f"Two parts of a digest have the same name: {name}")
        found[name] = _canonical(value)
    return found
