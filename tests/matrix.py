"""What `access.yaml` says, and the scene in which it is true."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import decided
import filed
import findings
import images
import negotiations
import papers
import people
import pledges
import signatures
import silences
import takings
from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import asking, carry_over
from cochair.features.assessments import actions as assessing
from cochair.features.calendars import actions as feeds
from cochair.features.circulation import actions as circulating
from cochair.features.commitments import actions as coherence
from cochair.features.compliance import queries as compliance
from cochair.features.contact_links import queries as links
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.delegations import actions as delegations
from cochair.features.delegations.person import Person
from cochair.features.documents.models import Expression
from cochair.features.exchange import actions as exchange
from cochair.features.exchange.plan import Typed
from cochair.features.expectations import actions as expecting
from cochair.features.glossary import actions as glossary
from cochair.features.handovers import actions as handovers
from cochair.features.mail import actions as mail
from cochair.features.mail import letters
from cochair.features.mail.models import Message
from cochair.features.measures import actions as measures
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import ContactLink, ContactPoint, Invitation, Meeting
from cochair.features.observers import actions as observing
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.planner import actions as planner
from cochair.features.preparations import actions as preparing
from cochair.features.preparations import follow_up
from cochair.features.records.models import ActionPoint
from cochair.features.register import actions as register
from cochair.features.registers import actions as registers
from cochair.features.review import drafts
from cochair.features.sessions import actions as sessions
from cochair.features.sessions.queries import version_of
from cochair.features.signatures import actions as originals
from cochair.features.signatures import registration
from cochair.features.signatures.certificates import ANCHOR
from cochair.features.silence import acts as silence_acts
from cochair.features.stocktaking import actions as stocktaking
from cochair.features.support import actions as support
from cochair.features.texts import actions as proposing
from cochair.features.texts import chairs
from cochair.features.texts import queries as negotiating
from cochair.features.texts.word import actions as bringing
from cochair.features.texts.word import views
from cochair.features.threats import actions as threats
from cochair.features.threats.actions import Found
from cochair.journal import actions as journal
from cochair.procedure.clause import Severity
from cochair.procedure.consensus import Claim
from world import NOW, small_forum

FILE = Path(__file__).parent / "access.yaml"
FORUM = "league-concert"
PREPARE = ("secretariat", "co_presidency", "other_presidency")
PORT = glossary.Entry({"en": ["harbour"], "es": ["puerto"]})
WISH = asking.Wish(title={"en": "Safe ports"}, type="discussion")


@dataclass(frozen=True)
class Route:
    """One line of the table: an address with its answers by method, then by hat."""

    name: str
    path: str
    answers: Mapping[str, Mapping[str, int]]
    sends: Mapping[str, Any]
    asks: tuple[str, ...]
    # Whether a program of somebody else calls it, which has a token in the address and no form.
    by_program: bool = False
    # Whether it takes and gives JSON.
    in_json: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether we wrote what stands there; the pages of accounts come from a library."""
        return not self.name.startswith(("account_", "mfa_"))


@dataclass(frozen=True)
class Scene:
    """The forum, a signed-in client for every hat, and what addresses need to be filled in."""

    forum: Forum
    clients: Mapping[str, Client]
    places: Mapping[str, str]

    def client(self, hat: str) -> Client:
        """A client of its own for one visit: signing out ends only that visit."""
        fresh = Client()
        fresh.cookies = copy.deepcopy(self.clients[hat].cookies)
        return fresh

    def path(self, route: Route) -> str:
        """The address with its places filled in."""
        return route.path.format_map(self.places)

    def sends(self, route: Route) -> dict[str, Any]:
        """What is posted, with its places filled in."""
        return {
            name: value.format_map(self.places) if isinstance(value, str) else value
            for name, value in route.sends.items()
        }


def table() -> tuple[tuple[str, ...], tuple[Route, ...]]:
    """The hats and the routes of `access.yaml`."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    hats = tuple(read["hats"])
    return hats, tuple(_route(line, hats) for line in read["routes"])


def _route(line: Mapping[str, object], hats: tuple[str, ...]) -> Route:
    answers = {}
    for method in ("GET", "POST"):
        if method in line:
            given = [int(word) for word in str(line[method]).split()]
            if len(given) == 2:
                given = [given[0], *given[1:] * (len(hats) - 1)]
            assert len(given) == len(hats), f"{line['name']} {method} has {len(given)} answers."
            answers[method] = dict(zip(hats, given, strict=True))
    return Route(
        str(line["name"]),
        str(line["path"]),
        answers,
        line.get("sends", {}),  # type: ignore[arg-type]
        tuple(line.get("asks", ())),  # type: ignore[arg-type]
        bool(line.get("by_program", False)),
        bool(line.get("json", False)),
    )


def names() -> Iterator[str]:
    """The name of every route of the house; an address without a name is called by its pattern."""
    yield from _names(get_resolver().url_patterns, "")


def _names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"


def scene(forum: Forum) -> Scene:
    """Somebody in every office; a plan in effect; an act and a checkpoint that wait."""
    agency = parties.roster(forum).organisations[0].code
    accounts = {
        "co_presidency": people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XE"),
        "out_of_term": people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XB"),
        "other_presidency": people.person(forum, Role.CO_PRESIDENCY, "CONCERT", "XP"),
        "secretariat": people.person(forum, Role.SECRETARIAT, "LEAGUE"),
        "delegation": people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"),
        "incoming": people.person(forum, Role.INCOMING, "LEAGUE", "XN"),
        "institution": people.person(forum, Role.INSTITUTION, organisation=agency),
        "observer": people.person(forum, Role.OBSERVER, organisation=agency),
        "auditor": people.person(forum, Role.AUDITOR),
        "administrator": people.person(forum, Role.ADMINISTRATOR),
    }
    secretariat = people.hat(forum, accounts["secretariat"])
    planned = _planned(forum)
    act = meetings.propose_step(
        planned, kind="meeting.format", value="hybrid", by=secretariat, at=NOW
    )
    feed, secret = feeds.make_feed(forum, by=people.hat(forum, accounts["co_presidency"]), at=NOW)
    session = _session(planned, secretariat)
    _delegation(planned, secretariat)
    agenda = _agenda(planned, *(people.hat(forum, accounts[who]) for who in PREPARE))
    asking.request_item(planned, wish=WISH, by=people.hat(forum, accounts["delegation"]), at=NOW)
    clients = {name: people.signed_in(account) for name, account in accounts.items()}
    places = _places(forum, act, planned, accounts) | {
        "feed": str(feed.pk),
        "secret": secret,
        "session": session,
        **agenda,
        **_paper(forum, secretariat),
        **_silence(forum, accounts),
        **_measures(forum, secretariat),
        **_counts(forum, *(people.hat(forum, accounts[who]) for who in PREPARE[1:])),
        **_asked_support(forum, secretariat),
        **_to_do(planned, secretariat),
        **_draft(forum, secretariat),
        **_brought(planned, people.hat(forum, accounts["delegation"])),
        **_stocktaking(forum, secretariat, people.hat(forum, accounts["delegation"])),
        **_findings(forum, secretariat, [people.hat(forum, accounts[who]) for who in PREPARE[1:]]),
        **_text(forum, accounts),
        **_room(forum, accounts),
        **_final(forum, accounts),
    }
    return Scene(forum, {"anonymous": Client(), **clients}, places)


def kept_scene(forum: Forum) -> Scene:
    """The scene in a small forum whose beginning was undone; the forum is that of the scene then."""
    found = images.kept("scene", lambda: scene(small_forum()))
    vars(forum).update(vars(Forum.objects.get(pk=found.forum.pk)))
    return replace(found, forum=forum, clients={hat: found.client(hat) for hat in found.clients})


def _delegation(planned: Meeting, by: ActingOffice) -> None:
    """The delegation of Norland, which asked its secretariat to write, with one person in it."""
    row = delegations.open_delegation(planned, code="XN", by=by, at=NOW)
    row = delegations.record_request(row, reference="Note 12", seen=0, by=by, at=NOW)
    lead = Person(name="Ada Berg", capacity="head")
    delegations.nominate(row, [lead], seen=1, by=by, at=NOW)


def _agenda(planned: Meeting, by: ActingOffice, *both: ActingOffice) -> dict[str, str]:
    """An agenda of one item that both published, a later draft of two, and a point left open."""
    words = dict.fromkeys(("en", "es", "pt"), "Opening")
    opening = agendas.Typed(title=words, type="adoption_without_debate", tags=("procedural",))
    made = agendas.begin_stage(planned, stage="provisional", by=by, at=NOW)
    for keys in (both, ()):
        made = agendas.insert_item(
            planned, typed=opening, place=None, seen=made.token, by=by, at=NOW
        )
        if keys:
            act = agendas.propose_publication(planned, seen=made.token, by=by, at=NOW)
            for hat in keys:
                acts.turn_key(act, seen=act.digest, by=hat, at=NOW)
    point = carry_over.register_open_point(
        planned, text={"en": "The register"}, origin="", owner="", by=by, at=NOW
    )
    return {"agenda": str(made.token), "point": str(point.pk)}


def _paper(forum: Forum, by: ActingOffice) -> dict[str, str]:
    """A paper of the League for everybody: out in English, Spanish to be released, Portuguese stale."""
    paper = papers.circulated(forum, {"en": papers.words("One."), "pt": papers.words("Um.")}, by=by)
    papers.written(paper, "en", papers.words("Two."), by=by, file=filed.kept(forum, by))
    papers.written(paper, "es", papers.words("Dos."), by=by, released=False)
    edition = Expression.objects.get(revision__document=paper, language="en", replaced_at=None)
    comment = circulating.comment(
        edition, paragraph="p-1", text="Why?", own_party=False, by=by, at=NOW
    )
    return {
        "comment": str(comment.pk),
        "paper": paper.slug,
        "term": str(glossary.add(forum, PORT, by=by, at=NOW).pk),
        "held": str(filed.kept(forum, by, "limite").pk),
        "paper_seen": str(papers.fresh(paper).version),
        "paper_symbol": f"{paper.series}/{paper.year}/{paper.number}",
    }


def _final(forum: Forum, accounts: Mapping[str, Account]) -> dict[str, str]:
    """A paper of the League that is final and before both for signature, and its authority."""
    by = people.hat(forum, accounts["co_presidency"])
    secretariat = people.hat(forum, accounts["secretariat"])
    paper = papers.circulated(forum, {"en": papers.words("One.")}, by=secretariat)
    register.finish(paper, seen=paper.version, by=secretariat, at=NOW)
    originals.make_ready(signatures.edition(paper), by=by, at=NOW)
    pem = signatures.keys("LEAGUE").authority.pem
    row = registration.register(forum, pem, kind=ANCHOR, by=by, at=NOW)
    return {"final": paper.slug, "certificate": str(row.pk)}


def _silence(forum: Forum, accounts: Mapping[str, Account]) -> dict[str, str]:
    """A line for the press under silence since both turned their keys; Norland filed a statement."""
    by = people.hat(forum, accounts["secretariat"])
    paper = silences.line(forum, by=by)
    act = silence_acts.propose_opening(paper, expires_at=silences.EXPIRY, by=by, at=NOW)
    for who in ("co_presidency", "other_presidency"):
        acts.turn_key(act, seen=act.digest, by=people.hat(forum, accounts[who]), at=NOW)
    row = SilenceProcedure.objects.select_related("forum").get()
    hat = people.hat(forum, accounts["delegation"])
    said, _counts = silences.sent(row, hat, NOW, "statement", "We read it so.")
    return {"line": paper.slug, "silence": str(row.number), "said": str(said.pk)}


def _text(forum: Forum, accounts: Mapping[str, Account]) -> dict[str, str]:
    """A text under negotiation: Norland proposes on paragraph 3, and agreed 5 ad referendum."""
    by = people.hat(forum, accounts["secretariat"])
    row = negotiations.begun(forum, by=by)
    hat = people.hat(forum, accounts["delegation"])
    proposal = negotiations.words_for(row, "p-3", "18", "24", by=hat)
    kind = negotiations.core.ReservationKind.AD_REFERENDUM
    held = proposing.reserve(row, kind, paragraph="p-5", by=hat, at=NOW)
    chairs.agree(row, "p-5", instructed=True, by=by, at=NOW)
    octets = views.word(row, "en", hat=hat, at=NOW)
    brought = bringing.bring(row, octets, "Declaration.docx", by=hat, at=NOW)
    return {
        "word_file": str(brought.pk),
        "text": row.document.slug,
        "proposal": proposal,
        "reservation": held,
        "text_digest": negotiating.digest(row),
        "text_seen": str(papers.fresh(row.document).version),
    }


def _room(forum: Forum, accounts: Mapping[str, Account]) -> dict[str, str]:
    """A meeting that sits, with two texts on its table: Norland objects to the first."""
    keys = [people.hat(forum, accounts[who]) for who in ("co_presidency", "other_presidency")]
    by = people.hat(forum, accounts["secretariat"])
    first, second = decided.at_once(forum, *keys, by=by, at=NOW)
    norland = people.hat(forum, accounts["delegation"])
    said = decided.objected(first, norland, NOW)
    return {
        "sitting": first.meeting.slug,
        "objection": str(said.pk),
        "seen_summary": decided.seen(second, Claim.SUMMARY),
        "seen_suspension": decided.seen(first, None),
    }


def _measures(forum: Forum, by: ActingOffice) -> dict[str, str]:
    """An action that Norland leads, with a milestone, and an indicator with a value."""
    action, indicator = pledges.entered(forum, by), pledges.measured(forum, by)
    step = measures.add_milestone(action, title=pledges.SEARCH, due=NOW.date(), by=by, at=NOW)
    pledges.counted(indicator, by)
    return {
        "action": str(action.number),
        "milestone": str(step.pk),
        "indicator": str(indicator.number),
    }


def _counts(forum: Forum, *chairs: ActingOffice) -> dict[str, str]:
    """What each Party sent in a half-year; the first of the counts."""
    numbers = [
        exchange.enter(
            forum,
            Typed("2030-S2", "Harbour line", "request", by.party, "12", "Report"),
            by=by,
            at=NOW,
        ).number
        for by in chairs
    ]
    return {"count": str(numbers[0])}


def _asked_support(forum: Forum, by: ActingOffice) -> dict[str, str]:
    """What the League asked of the harbours for the commitment to search ships."""
    asked = support.Asked(
        pledges.SEARCH, "world-harbours", ["S30-01"], NOW.date(), NOW.date(), "Letter 2"
    )
    return {"request": str(support.ask(forum, asked, by=by, at=NOW).number)}


def _to_do(meeting: Meeting, by: ActingOffice) -> dict[str, str]:
    """Something that the meeting asked the secretariat's Party to do; who noted it is its own."""
    row = ActionPoint.objects.create(
        meeting=meeting,
        number=1,
        text={"en": "Send the list"},
        language="en",
        owner="LEAGUE",
        due=NOW.date(),
        at=NOW,
        by_id=by.office,
    )
    return {"to_do": str(row.number)}


def _draft(forum: Forum, by: ActingOffice) -> dict[str, str]:
    """A draft of the next version of the procedures, which the League writes."""
    day = date(2033, 1, 1)
    row = drafts.begin(forum, number="1.1", effective_from=day, by=by, at=NOW)
    row = drafts.set_option(row, key="prep.min", value=2, seen=row.digest, by=by, at=NOW)
    return {"draft": str(row.place), "draft_digest": row.digest}


def _brought(meeting: Meeting, by: ActingOffice) -> dict[str, str]:
    """A good practice that Norland brought before the meeting."""
    practice = registers.Brought("good_practice", "Radio", "One channel for all harbours.", "en")
    return {"contribution": str(registers.bring(meeting, practice, by=by, at=NOW).number)}


def _stocktaking(forum: Forum, by: ActingOffice, delegation: ActingOffice) -> dict[str, str]:
    """A report out for comments with one of Norland's, and an assessment of the first cycle."""
    row = takings.asked(forum)
    said = stocktaking.comment(
        row, commitment=None, words="Too long.", language="en", by=delegation, at=NOW
    )
    first = assessing.begin(takings.cycle(forum, 1), by=by, at=NOW)
    assessing.write(first, takings.sections(), seen=0, by=by, at=NOW)
    return {"line_comment": str(said.pk)}


def _findings(forum: Forum, by: ActingOffice, chairs: Iterable[ActingOffice]) -> dict[str, str]:
    """A finding of a threat assessment; what both expect of one commitment, and a draft on another."""
    edition = registers.enter_assessment(
        forum, series="Sea report", edition="2030", url="", by=by, at=NOW
    )
    area = findings.area(forum)
    found = Found(findings.TITLE, [area], "both", "Page 12")
    row = threats.enter(edition, found, by=by, at=NOW)
    first = expecting.write(pledges.ships(forum), findings.EXPECTED, seen=0, by=by, at=NOW)
    act = expecting.propose_agreeing(forum, [first.number], by=by, at=NOW)
    for chair in chairs:
        act = acts.turn_key(act, seen=act.digest, by=chair, at=NOW)
    other = pledges.ships(forum, "S30-02")
    expecting.write(other, findings.EXPECTED, seen=0, by=by, at=NOW)
    return {"edition": str(edition.pk), "area": area, "finding": str(row.number)}


def _planned(forum: Forum) -> Meeting:
    """A meeting of the running cycle whose day both Parties have planned."""
    return Meeting.objects.create(
        forum=forum,
        slug=f"{FORUM}-council-2",
        configuration="council",
        number=2,
        cycle_id=_running(forum),
        known_at=NOW,
    )


def _session(planned: Meeting, secretariat: ActingOffice) -> str:
    """A session of it, by what it says."""
    plan = sessions.Plan(
        kind="plenary",
        starts=datetime(2031, 4, 8, 7, tzinfo=UTC),
        ends=datetime(2031, 4, 8, 10, tzinfo=UTC),
        spoken=("en",),
        interpreted=("es", "pt"),
        title={},
        remote_link="https://join.example.org/room",
    )
    made = sessions.plan_session(planned, plan=plan, by=secretariat, at=NOW)
    return version_of(made)


def _invited(planned: Meeting) -> dict[str, str]:
    """The delegation of Norland is invited to it, and can be reached."""
    norland = parties.roster(planned.forum).member("XN")
    row = Invitation.objects.create(meeting=planned, member=norland, sent_at=NOW)
    contact = ContactPoint.objects.create(
        forum=planned.forum, member=norland, email="norland@example.org", at=NOW
    )
    end, secret = NOW + timedelta(days=60), "a-link-of-norland"
    ContactLink.objects.create(
        contact=contact,
        meeting=planned,
        digest=links.digest_of(secret),
        made_at=NOW,
        expires_at=end,
    )
    return {"invitation": str(row.pk), "contact": str(contact.pk), "link": secret}


def _running(forum: Forum) -> int:
    from cochair.features.cycles.models import Cycle

    return Cycle.objects.get(forum=forum, number=2).pk


def _places(
    forum: Forum, act: JointAct, planned: Meeting, accounts: Mapping[str, object]
) -> dict[str, str]:
    book = parties.book(forum, NOW)
    key, value = _other_value(forum)
    departable = next(
        result
        for result in compliance.results(forum, NOW)
        if book.by_id[result.rule].severity
        not in {Severity.HARD, Severity.INFORMATIVE, Severity.PERMISSION}
    )
    return {
        "act": str(act.number),
        "asked": str(_asked(planned, accounts)),
        "message": _letter(forum),
        "digest": act.digest,
        "clause": book.clauses[0].id,
        "departable": departable.rule,
        "target_kind": departable.target.kind,
        "target_id": departable.target.id,
        "office": str(Office.objects.get(account=accounts["delegation"]).pk),
        "option": key,
        **_told_to_the_planner(forum, accounts),
        **_beside_the_forum(forum, accounts),
        **_prepared(planned, accounts),
        **_invited(planned),
        "place": next(iter(book.places)),
        "planned": planned.slug,
        "size": str(journal.checkpoint(forum.slug, at=NOW).size),
        "value": value,
    }


def _asked(planned: Meeting, accounts: Mapping[str, object]) -> int:
    """A request of the observer's organisation that no Party has answered."""
    observer = people.hat(planned.forum, accounts["observer"])  # type: ignore[arg-type]
    row = observing.request_attendance(
        planned, organisation=observer.organisation, reason="We care.", by=observer, at=NOW
    )
    return row.pk


def _letter(forum: Forum) -> str:
    """A letter to an institution that could not be sent."""
    reader = letters.Recipient(None, "agency@example.org", "en", "UTC", office="institution")
    mail.queue(
        [letters.Letter("matrix", forum.slug, reader, "Notice", ("It begins.",), "N06")],
        NOW,
    )
    row = Message.objects.get(forum=forum, key="matrix")
    row.state, row.failure = "failed", "unreachable"
    row.save()
    return row.slug


def _told_to_the_planner(forum: Forum, accounts: Mapping[str, object]) -> dict[str, str]:
    """An event that can host a meeting, and days that the League blocked, in the next cycle."""
    by, day = people.hat(forum, accounts["secretariat"]), date(2032, 5, 3)  # type: ignore[arg-type]
    event = planner.add_host_event(
        forum, title="Sitting", language="en", start=day, end=day, place="", by=by, at=NOW
    )
    off = planner.block_days(forum, start=day, end=day, required=True, reason="", by=by, at=NOW)
    return {"host_event": str(event.pk), "days_off": str(off.pk)}


def _prepared(planned: Meeting, accounts: Mapping[str, object]) -> dict[str, str]:
    """A preparatory meeting of the Council that left something to be done."""
    by = people.hat(planned.forum, accounts["secretariat"])  # type: ignore[arg-type]
    found = preparing.record_preparation(
        planned,
        held_at=NOW,
        format="virtual",
        present=["LEAGUE", "CONCERT"],
        topics=["discussions"],
        note="Both went through the items one by one.",
        by=by,
        at=NOW,
    )
    left = follow_up.add_follow_up(found, text="Send the list.", party="", due=None, by=by, at=NOW)
    return {"preparation": str(found.pk), "follow_up": str(left.pk)}


def _beside_the_forum(forum: Forum, accounts: Mapping[str, object]) -> dict[str, str]:
    """An initiative with an event, and two files of the League: what the presidency that left
    handed over, made by the secretariat, and what the one in office hands over next."""
    by, day = people.hat(forum, accounts["secretariat"]), date(2031, 5, 6)  # type: ignore[arg-type]
    words = dict.fromkeys(("en", "es", "pt"), "Harbour Watch")
    initiative = coherence.register_initiative(
        forum, code="WATCH", name=words, about={}, source="Gazette", by=by, at=NOW
    )
    coherence.compare(forum, {pledges.ships(forum).pk: [initiative.code]}, by=by, at=NOW)
    event = coherence.add_event(
        initiative, title=words, start=day, end=day, place="", source="Gazette", by=by, at=NOW
    )
    handovers.make_pack(forum, by=by, at=NOW)
    presides = people.hat(forum, accounts["co_presidency"])  # type: ignore[arg-type]
    pack = handovers.make_pack(forum, by=presides, at=NOW)
    return {
        "initiative": initiative.code,
        "initiative_event": str(event.pk),
        "pack": str(pack.number),
    }


def _other_value(forum: Forum) -> tuple[str, str]:
    """An option of yes or no, and the value that it does not have."""
    for key, value in compliance.option_values(forum, NOW).items():
        if isinstance(value, bool):
            return key, str(not value).lower()
    raise LookupError("The small forum has an option of yes or no.")
