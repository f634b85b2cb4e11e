"""Who must be invited, the notice of both, and what is done about it afterwards.

domain.md A.4 (II.*.composition, I.2.3), A.6 (AMB-10, 11, 15, 37, 38), C.4, C.10 (US-02).
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

import people
import signing
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct
from cochair.features.compliance import statement
from cochair.features.compliance.statement import Departed
from cochair.features.invitations import actions, letters, notice_text, presenters, queries
from cochair.features.invitations.composition import Composition, Invitee
from cochair.features.meetings.models import Delegation, Invitation, Notice, RelevanceList
from cochair.features.meetings.states import State, state_of
from cochair.features.parties import actions as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.queries import roster
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Target
from cochair.web.formats import sorting_key
from cochair.web.localize import say
from inviting_story import (
    AGENCIES,
    REASON,
    fresh,
    invitation,
    keys,
    listed,
    noticed,
    proposed,
    withdrawn,
)
from signing import both_sign, concert, day, league, reader, secretariat, turn, verbs
from world import NOW

HANDOVER = datetime.fromisoformat("2031-07-01T00:00+03:00")
MEMBERS = {"XN", "XB", "XE", "XS", "XP", "XL"}


def codes(rows: object) -> set[str]:
    return {row.invitee.code for row in rows}  # type: ignore[attr-defined]


def why(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(refused.value)


# Who must be invited


def test_every_member_and_every_approved_agency_must_be_invited_each_by_its_clause(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    before = queries.composition(meeting, NOW)
    assert {one.code for one in before.invitees} == MEMBERS
    assert [one.group for one in before.unsettled] == ["SERVICES"]

    listed(meeting)

    after = queries.composition(fresh(meeting), NOW)
    assert {one.code for one in after.invitees} == MEMBERS | set(AGENCIES)
    assert not after.unsettled
    assert all(one.clause for one in after.invitees)


def test_a_list_sent_together_with_the_day_is_signed_after_the_day_took_effect(
    small_forum: Forum,
) -> None:
    """II.*.composition: fixing a day changes nothing of which agencies are relevant."""
    meeting = signing.planned(small_forum)
    by = secretariat(small_forum)
    sent = actions.propose_relevance_list(
        meeting, group="SERVICES", entries=AGENCIES, by=by, at=NOW
    )

    signing.fixed(small_forum)

    signed = both_sign(small_forum, JointAct.objects.get(pk=sent.pk))
    assert signed.state == "effective"
    assert not queries.composition(fresh(meeting), NOW).unsettled
    again = actions.propose_relevance_list(
        fresh(meeting), group="SERVICES", entries=AGENCIES[:1], by=by, at=NOW
    )
    listed(fresh(meeting))
    assert JointAct.objects.get(pk=again.pk).state == "void"


def test_only_those_are_members_who_are_on_the_first_day_of_the_meeting(small_forum: Forum) -> None:
    from cochair.features.parties.models import Member

    leaving = Member.objects.get(code="XN")
    leaving.member_to = date(2031, 4, 8)
    leaving.save()
    meeting = signing.fixed(small_forum)

    assert {one.code for one in queries.composition(meeting, NOW).invitees} == MEMBERS - {"XN"}


def test_a_list_needs_both_keys_and_entries_of_its_catalogue(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    by = secretariat(small_forum)
    with pytest.raises(Refused, match="catalogue"):
        actions.propose_relevance_list(
            meeting, group="SERVICES", entries=["world-harbours"], by=by, at=NOW
        )
    with pytest.raises(Refused, match="no list of agencies"):
        actions.propose_relevance_list(meeting, group="LEAGUE_PRES", entries=[], by=by, at=NOW)
    act = actions.propose_relevance_list(
        meeting, group="SERVICES", entries=AGENCIES[:1], by=by, at=NOW
    )
    turn(act, league(small_forum))
    assert not RelevanceList.objects.exists()

    turn(act, concert(small_forum))

    assert RelevanceList.objects.get().entries == [AGENCIES[0]]


def test_an_empty_list_needs_a_reason(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    asked = {"group": "SERVICES", "entries": [], "by": secretariat(small_forum), "at": NOW}
    with pytest.raises(Refused, match="without entries"):
        actions.propose_relevance_list(meeting, **asked)

    act = actions.propose_relevance_list(
        meeting, **asked, empty_reason="No service has anything to do with this agenda."
    )
    both_sign(small_forum, act)

    found = queries.composition(fresh(meeting), NOW)
    assert {one.code for one in found.invitees} == MEMBERS
    assert not found.unsettled


def test_the_list_of_the_last_meeting_is_where_the_next_one_starts(small_forum: Forum) -> None:
    listed(signing.fixed(small_forum), AGENCIES[:1])
    other = signing.planned(small_forum, "league-concert-council-3")

    last = queries.used_last(other, "SERVICES")

    assert last is not None and last.entries == [AGENCIES[0]]


# The notice


def test_the_second_key_convenes_the_meeting_and_invites_everybody_at_that_instant(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    listed(meeting)
    act = proposed(meeting)
    later = NOW + timedelta(hours=5)
    turn(act, league(small_forum))
    assert not Invitation.objects.exists()

    turn(act, concert(small_forum, later), later)

    meeting = fresh(meeting)
    sent = Invitation.objects.filter(meeting=meeting)
    assert meeting.convened_at == later
    assert state_of(meeting, later) is State.CONVENED
    assert {row.sent_at for row in sent} == {later}
    assert sent.count() == len(MEMBERS) + len(AGENCIES)
    assert {row.state for row in Delegation.objects.filter(meeting=meeting)} == {"open"}
    assert Delegation.objects.filter(meeting=meeting).count() == sent.count()
    assert Notice.objects.get().text == act.body["text"]
    assert verbs(small_forum)[-1] == "notice.issued"


def test_the_draft_says_in_every_language_what_when_where_and_who_convenes(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)

    text = notice_text.draft(meeting, NOW)

    assert set(text) == {"en", "es", "pt"}
    assert all(place in text[code] for code, place in (("en", "Norhaven"), ("es", "Puerto Norte")))
    assert "8 and 9 April 2031" in text["en"]
    assert "8 y 9 de abril de 2031" in text["es"]
    assert "8 e 9 de abril de 2031" in text["pt"]
    assert "Estmark" in text["en"] and "Marca Oriental" in text["es"]


def test_a_notice_needs_a_confirmed_day_and_every_language_and_somebody(
    small_forum: Forum,
) -> None:
    by, planned = secretariat(small_forum), signing.planned(small_forum)
    with pytest.raises(
        Refused,
        match="A notice of meeting may be sent only when both co-presidencies have confirmed the date and the meeting has not opened",
    ):
        actions.propose_notice(planned, text={"en": "Come."}, recipients=[], by=by, at=NOW)
    meeting = signing.fixed(small_forum)
    text = notice_text.draft(meeting, NOW)

    with pytest.raises(Refused) as refused:
        actions.propose_notice(
            meeting, text={**text, "pt": "  "}, recipients=keys(meeting), by=by, at=NOW
        )
    assert "Portuguese" in why(refused) and "every language" in why(refused)
    for nobody in ([], ["member:XX:"]):
        with pytest.raises(Refused):
            actions.propose_notice(meeting, text=text, recipients=nobody, by=by, at=NOW)


def test_the_same_notice_sent_twice_is_proposed_once(small_forum: Forum) -> None:
    meeting = signing.fixed(small_forum)
    proposed(meeting)

    with pytest.raises(
        Refused, match="has already been sent for signature with the same content, as number"
    ):
        proposed(meeting)


def test_a_list_or_a_day_that_changes_between_the_keys_voids_the_notice(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    listed(meeting)
    first = proposed(meeting)
    turn(first, league(small_forum))

    listed(meeting, AGENCIES[:1])

    assert JointAct.objects.get(pk=first.pk).state == "void"
    second = proposed(meeting)
    turn(second, concert(small_forum))
    moved = signing.schedule(fresh(meeting), day("2031-05-06"), reason=REASON)
    both_sign(small_forum, moved)
    assert JointAct.objects.get(pk=second.pk).state == "void"
    assert not Notice.objects.exists()


def test_whoever_is_left_out_is_named_in_the_act_and_never_added_in_silence(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum, without={"XL"})

    act = Notice.objects.get().act
    sheet = presenters.sheet(meeting, NOW)
    assert act.body["left_out"] == ["member:XL:"]
    assert codes(sheet.missing_members) == {"XL"}
    assert not Invitation.objects.filter(member__code="XL").exists()


# After the notice


def test_one_who_was_forgotten_is_invited_later_and_the_journal_tells_both_sendings(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum, without={"XL"})
    later = NOW + timedelta(days=3)

    made = actions.invite_also(
        meeting, key="member:XL:", by=secretariat(small_forum, later), at=later
    )

    assert made.sent_at == later
    assert not presenters.sheet(fresh(meeting), later).missing
    assert Delegation.objects.filter(meeting=meeting, member__code="XL").exists()
    assert [v for v in verbs(small_forum) if v in {"notice.issued", "invitation.sent"}] == [
        "notice.issued",
        "invitation.sent",
    ]
    with pytest.raises(Refused, match="already invited"):
        actions.invite_also(meeting, key="member:XL:", by=secretariat(small_forum), at=later)


def test_nobody_is_added_before_the_notice_nor_from_outside_the_composition(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    with pytest.raises(Refused, match="has not been issued"):
        actions.invite_also(meeting, key="member:XL:", by=secretariat(small_forum), at=NOW)
    listed(meeting)
    both_sign(small_forum, proposed(meeting, without={"XL"}))

    for key in ("organisation:world-harbours:", "member:XX:", "", "::::"):
        with pytest.raises(
            Refused, match="This invitee is not part of the composition of this meeting"
        ):
            actions.invite_also(meeting, key=key, by=secretariat(small_forum), at=NOW)


def test_no_side_alone_withdraws_an_invitation_that_both_have_sent(small_forum: Forum) -> None:
    meeting = noticed(small_forum)
    row, by = invitation(meeting, "XL"), secretariat(small_forum)
    with pytest.raises(Refused, match="Give the reason"):
        actions.propose_withdrawal(row, reason="No.", by=by, at=NOW)
    act = actions.propose_withdrawal(row, reason=REASON, by=by, at=NOW)
    with pytest.raises(
        Refused, match="has already been sent for signature with the same content, as number"
    ):
        actions.propose_withdrawal(row, reason=f"{REASON} Again.", by=by, at=NOW)

    turn(act, league(small_forum))
    assert invitation(meeting, "XL").withdrawn_at is None
    turn(act, concert(small_forum))

    (gone,) = [r for r in presenters.sheet(fresh(meeting), NOW).rows if r.invitee.code == "XL"]
    assert gone.is_withdrawn and not gone.can_be_invited
    assert gone.invitation is not None and gone.invitation.withdrawn_reason == REASON
    assert verbs(small_forum)[-1] == "invitation.withdrawn"
    with pytest.raises(Refused, match="was withdrawn"):
        actions.propose_withdrawal(invitation(meeting, "XL"), reason=REASON, by=by, at=NOW)


def test_whom_both_withdrew_no_office_invites_again_alone_but_a_notice_of_both_does(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum)
    withdrawn(invitation(meeting, "XL"))
    later = NOW + timedelta(days=1)
    with pytest.raises(Refused, match="Both co-presidencies withdrew this invitation on"):
        actions.invite_also(
            fresh(meeting), key="member:XL:", by=secretariat(small_forum, later), at=later
        )

    both_sign(small_forum, proposed(meeting, at=later), later)

    again = invitation(meeting, "XL")
    assert (again.sent_at, again.withdrawn_at) == (later, None)


def test_one_office_alone_adds_whom_the_composition_demands_and_nobody_else(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = noticed(small_forum, without={"XL"})
    optional = Invitee("organisation", "world-harbours", "SUPPORT", "support", "B.1")
    found = queries.composition(meeting, NOW)
    monkeypatch.setattr(
        queries,
        "composition",
        lambda _meeting, _at: Composition(
            found.invitees, (), {**found.by_key, optional.key: optional}
        ),
    )

    with pytest.raises(Refused, match="Add it to a notice, which both co-presidencies sign"):
        actions.invite_also(meeting, key=optional.key, by=secretariat(small_forum), at=NOW)
    assert actions.invite_also(meeting, key="member:XL:", by=secretariat(small_forum), at=NOW)


def test_a_withdrawal_waits_no_longer_once_the_meeting_opened(small_forum: Forum) -> None:
    meeting = noticed(small_forum)
    act = actions.propose_withdrawal(
        invitation(meeting, "XL"), reason=REASON, by=secretariat(small_forum), at=NOW
    )
    opens = datetime.fromisoformat("2031-04-08T07:00+00:00")
    signing.stepped(meeting, "meeting.open", opens)

    with pytest.raises(Refused, match="until the meeting opens"):
        turn(act, league(small_forum, opens), opens)


def test_the_head_of_the_delegation_answers_and_nobody_else(small_forum: Forum) -> None:
    meeting = noticed(small_forum)
    row = invitation(meeting, "XN")
    head = people.hat(small_forum, people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))
    other = people.hat(
        small_forum, people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XB")
    )
    for somebody in (other, concert(small_forum)):
        with pytest.raises(Refused, match="head of the delegation"):
            actions.answer(row, answer="accepted", reference="Note 7", by=somebody, at=NOW)
    with pytest.raises(Refused, match="Give the reason why you ask to be excused"):
        actions.answer(row, answer="excused", by=head, at=NOW)

    actions.answer(row, answer="declined", reason="Elections.", by=head, at=NOW)
    actions.answer(row, answer="accepted", by=head, at=NOW)

    assert invitation(meeting, "XN").answer == "accepted"
    with pytest.raises(Refused, match="Choose an answer: accept, decline, or ask to be excused"):
        actions.answer(row, answer="perhaps", by=head, at=NOW)


def test_an_answer_that_came_by_letter_is_recorded_on_behalf_with_its_reference(
    small_forum: Forum,
) -> None:
    """By the secretariat of its own Party, or by either for an organisation; shown as such."""
    meeting = noticed(small_forum)
    row, office = invitation(meeting, "XN"), secretariat(small_forum)
    for nothing in ("", "  ", "7"):
        with pytest.raises(Refused, match="reference of the note"):
            actions.answer(row, answer="accepted", reference=nothing, by=office, at=NOW)

    actions.answer(row, answer="accepted", reference="Note  7 of 3 February", by=office, at=NOW)
    for by in (office, concert(small_forum)):
        agency = invitation(meeting, AGENCIES[0])
        actions.answer(agency, answer="declined", reference="Letter 9", by=by, at=NOW)

    kept = invitation(meeting, "XN")
    assert (kept.answer, kept.answer_reference) == ("accepted", "Note 7 of 3 February")
    assert kept.answered_for is not None and kept.answered_for.role == Role.SECRETARIAT
    assert Entry.objects.filter(verb="invitation.answered").first().facts["by_letter"] is True

    head = people.hat(small_forum, people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))
    actions.answer(kept, answer="declined", reference="Note 8", by=head, at=NOW)
    kept = invitation(meeting, "XN")
    assert (kept.answer, kept.answer_reference, kept.answered_for) == ("declined", "", None)


def test_an_agency_that_both_excuse_is_excused_and_a_member_is_not(small_forum: Forum) -> None:
    meeting = noticed(small_forum)
    by = league(small_forum)
    with pytest.raises(Refused, match="level of participation"):
        actions.propose_excuse(invitation(meeting, "XN"), reason=REASON, by=by, at=NOW)

    act = actions.propose_excuse(invitation(meeting, AGENCIES[0]), reason=REASON, by=by, at=NOW)
    both_sign(small_forum, act)

    assert invitation(meeting, AGENCIES[0]).excused_at == NOW
    assert invitation(meeting, AGENCIES[1]).excused_at is None
    with pytest.raises(Refused, match="Both Parties excused this absence on"):
        actions.propose_excuse(invitation(meeting, AGENCIES[0]), reason=REASON, by=by, at=NOW)


def test_an_absence_that_both_excuse_keeps_its_reason_in_each_language(small_forum: Forum) -> None:
    """Issue 18: for the record and the statement, which quote it; too short in one, it is refused."""
    away = "The agency cannot come: its director was called away by an alert."
    others = {
        "es": "La agencia no puede asistir: su director tuvo que atender una alerta.",
        "pt": "A agência não pode estar presente: o seu diretor teve de atender a um alerta.",
    }
    meeting = noticed(small_forum)
    agency = invitation(meeting, AGENCIES[0])
    by = league(small_forum)
    with pytest.raises(Refused, match="at least 20 characters"):
        actions.propose_excuse(agency, reason=away, reasons={**others, "pt": "Não."}, by=by, at=NOW)

    act = actions.propose_excuse(agency, reason=away, reasons=others, by=by, at=NOW)
    both_sign(small_forum, act)

    fact = Departed("B.2", Target("meeting", meeting.slug), "", f"invitation-{agency.pk}")
    said = {
        code: statement.in_language(small_forum, [fact], code)[0].reason
        for code in ("en", "es", "pt")
    }
    assert said == {"en": away, **others}


# Handover and dispute


def test_a_holder_who_comes_after_the_notice_confirms_it_and_nobody_else(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum, day="2031-09-09")
    notice = queries.notice(meeting)
    ahead = queries.pending(meeting, notice, NOW)
    assert [(one.party, one.member, one.is_due) for one in ahead] == [("LEAGUE", "XN", False)]
    before = HANDOVER - timedelta(seconds=1)
    new = people.presidency(small_forum, "LEAGUE", "XN", before, start=NOW)
    with pytest.raises(Refused) as refused:
        actions.confirm_notice(meeting, by=new, at=before)
    assert "holds the presidency" in why(refused)
    with pytest.raises(Refused, match="has already signed or confirmed this notice"):
        actions.confirm_notice(meeting, by=league(small_forum, before), at=before)

    (due,) = queries.pending(meeting, notice, HANDOVER)
    assert due.is_due
    with pytest.raises(Refused):
        actions.confirm_notice(meeting, by=league(small_forum, before), at=HANDOVER)
    new = people.hat(
        small_forum, people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN"), HANDOVER
    )
    actions.confirm_notice(meeting, by=new, at=HANDOVER)

    assert not queries.pending(meeting, queries.notice(meeting), HANDOVER)
    assert verbs(small_forum)[-1] == "notice.confirmed"
    with pytest.raises(Refused, match="already"):
        actions.confirm_notice(meeting, by=new, at=HANDOVER)


def test_a_disputed_succession_asks_for_a_reason_of_both_which_is_shown(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    before = proposed(meeting)
    parties.designate(
        small_forum,
        party="LEAGUE",
        member="XB",
        start=HANDOVER,
        end=HANDOVER + timedelta(days=184),
        zone="Europe/Helsinki",
        document="A second decision",
        by=league(small_forum),
        at=NOW,
    )
    assert queries.disputes(fresh(meeting), NOW)
    with pytest.raises(Refused, match="disputed"):
        turn(before, concert(small_forum))
    with pytest.raises(
        Refused, match="may still be issued with a joint reason of at least 20 characters"
    ):
        proposed(meeting, by=concert(small_forum))

    act = proposed(meeting, reason=REASON, by=concert(small_forum))
    both_sign(small_forum, act)

    assert Notice.objects.get().act.reason == REASON
    (bound,) = act.body["disputed"]
    assert bound == {
        "party": "LEAGUE",
        "holders": ["XN", "XB"],
        "next": True,
        "at": HANDOVER.astimezone(UTC).isoformat(),
    }
    (said, *_) = [line for _label, line in kind_of(act).describe(act, signing.reader(small_forum))]
    assert say(said, language="en", zone="Europe/Helsinki").startswith(
        "The next presidency of LEAGUE (from Tue 1 Jul 2031"
    )


def test_the_journal_of_the_notice_holds_codes_and_no_address(small_forum: Forum) -> None:
    meeting = noticed(small_forum, without={"XL"})
    actions.invite_also(meeting, key="member:XL:", by=secretariat(small_forum), at=NOW)

    told = [str(entry.facts) for entry in Entry.objects.filter(verb__startswith="invitation")]
    assert any("XL" in one for one in told)
    assert not [one for one in told if "@" in one or "Lagunia" in one]


def test_two_people_who_read_one_invitation_are_each_noted_once(small_forum: Forum) -> None:
    meeting = noticed(small_forum)
    row = invitation(meeting, "XN")
    head = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    member = people.person(small_forum, Role.DELEGATION_MEMBER, "LEAGUE", "XN")

    for account in (head, member, head):
        actions.opened(row, account.pk, NOW)

    assert row.receipts.count() == 2
    unread = [one for one in presenters.sheet(fresh(meeting), NOW).rows if one.is_unread]
    assert codes(unread) == (MEMBERS | set(AGENCIES)) - {"XN"}


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_who_is_invited_stands_in_the_order_of_names_in_the_readers_language(
    small_forum: Forum, language: str
) -> None:
    found = queries.notice(noticed(small_forum))
    assert found is not None
    names = roster(small_forum).names()

    with override(language):
        lines = kind_of(found.act).describe(found.act, reader(small_forum))
    (said,) = [value for label, value in lines if label == "Invited"]
    told = [names[code][language] for code in said]  # type: ignore[attr-defined]

    assert len(told) == len(found.act.body["recipients"])
    # The States of one Party, those of the other, and then the rest, each by their names.
    sides = [{one.code for one in roster(small_forum).members if one.party_id == party.pk}
             for party in roster(small_forum).in_order(language)]  # fmt: skip
    groups = [[one for one in said if one in side] for side in sides]  # type: ignore[attr-defined]
    groups.append([one for one in said if not any(one in side for side in sides)])  # type: ignore[attr-defined]
    assert [one for group in groups for one in group] == list(said)  # type: ignore[call-overload]
    for group in groups:
        named = [names[code][language] for code in group]
        assert named == sorted(named, key=sorting_key)
    if language == "es":
        assert told.index("Marca Oriental") < told.index("Norlandia")


def test_each_invitee_reads_in_its_language_why_its_invitation_was_withdrawn(
    small_forum: Forum,
) -> None:
    meeting = noticed(small_forum)
    row, by = invitation(meeting, "XL"), secretariat(small_forum)
    with pytest.raises(Refused, match="Give the reason"):
        actions.propose_withdrawal(row, reason=REASON, reasons={"es": "No."}, by=by, at=NOW)
    spanish = "La invitación se envió a la oficina equivocada."
    act = actions.propose_withdrawal(row, reason=REASON, reasons={"es": spanish}, by=by, at=NOW)
    both_sign(small_forum, act)

    said = letters.why(act, invitation(meeting, "XL").withdrawn_reason)

    assert said["es"] == spanish and REASON in said["en"]
