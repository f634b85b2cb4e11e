"""The records of the meetings of the stories, and what was noted in the rooms."""

from collections.abc import Iterable, Mapping

from cochair.features.action_points import actions as acting
from cochair.features.action_points import queries as points
from cochair.features.meeting_records import comments, drafts, issue, queries
from cochair.features.meeting_records.queries import lacking
from cochair.features.records.models import ActionPoint, MeetingRecord, RecordParagraph
from cochair.story.eu_clasi import papers, words
from cochair.story.eu_clasi.forum import meeting
from cochair.story.events import Stage

# Paragraphs by their keys: what was said of the declaration, and the first annex.
MEET_AGAIN, PEOPLE = "item-i3-summary", "annexes-people"
FIRST, THEN = "records.ministerial.when.first", "records.ministerial.when.then"
SUMMARY, CONCLUSION = "-summary", "-conclusion"
# What the record puts before a conclusion; in English it does so itself.
CONCLUDED = {"es": "Conclusión: ", "pt": "Conclusão: "}


def record(stage: Stage) -> MeetingRecord:
    """The joint record of the ministerial meeting as it stands."""
    found = queries.of_meeting(meeting(stage.forum))
    assert found is not None, "The common draft was made."
    return found


def point(stage: Stage, number: int) -> ActionPoint:
    """A point of action of the ministerial meeting by its number, as it stands."""
    found = points.row(meeting(stage.forum), number)
    assert found is not None, "It was noted in the room."
    return found


def noted(stage: Stage, place: int, *, of: str, slug: str, item: str) -> None:
    """A point of action of a meeting is noted on an item, by its place among those of its data."""
    by, at = stage.by(papers.WRITER)
    one = words.said(f"records.{of}.points")[place]
    typed = acting.Noted(one["text"], "en", one["owner"], one["due"], item)
    acting.note(meeting(stage.forum, slug), typed, by=by, at=at)


def meet_again(when: str) -> dict[str, str]:
    """What was said of the declaration, with when the ministers meet again, in three languages."""
    text = words.said(f"records.ministerial.summaries.{MEET_AGAIN}")
    return words.filled(text, when=words.said(when))


def written(stage: Stage, key: str, text: Mapping[str, str]) -> None:
    """A paragraph of the draft of the ministerial meeting in these languages, and no other."""
    row = queries.paragraph(record(stage).draft, key)
    assert row is not None, "The draft has this paragraph."
    _write(stage, row, text)


def summed_up(
    stage: Stage,
    made: MeetingRecord,
    of: str,
    languages: Iterable[str],
    *,
    but: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Each item of a draft summed up in these languages, and put into them what the room said in English.

    `but` are summaries that are not as in the data, by paragraph.
    """
    told, languages = words.said(f"records.{of}"), tuple(languages)
    summaries = {**told["summaries"], **(but or {})}
    for row in queries.paragraphs(made.draft):
        fresh = dict(row.words)
        if row.key in summaries:
            fresh |= {code: summaries[row.key][code] for code in languages}
        elif row.key.endswith(CONCLUSION):
            concluded = told["conclusions"].get(row.key.split("-")[1], {})
            fresh |= {
                code: CONCLUDED[code] + concluded[code]
                for code in languages
                if not fresh.get(code) and code in concluded
            }
        if fresh != row.words:
            _write(stage, row, fresh)
    left = lacking(queries.paragraphs(made.draft), languages)
    stage.expect(not left, f"The draft says everything in {languages}: {left}")


def sent(stage: Stage, name: str) -> None:
    """The draft as it stands, sent to everybody as the next revision."""
    by, at = stage.by(papers.WRITER)
    found = record(stage)
    last = queries.last_out(found)
    summary = words.told(stage, papers.WRITER, f"records.ministerial.issues.{name}")
    issue.issue(found, summary=summary, seen=last.number if last else None, by=by, at=at)


def added(stage: Stage, language: str) -> None:
    """A language that was missing, released."""
    by, at = stage.by(papers.WRITER)
    issue.add_language(record(stage), language, by=by, at=at)


def answered(stage: Stage, name: str, *, taken_up: bool) -> None:
    """An answer to everything that waits for one."""
    by, at = stage.by(papers.WRITER)
    found = record(stage)
    text = words.said(f"records.ministerial.silence.{name}")
    reason, language = stage.in_own_words(papers.WRITER, text)
    for one in queries.said(found, queries.silences_on(found)):
        if one.is_open:
            comments.answer(
                found,
                one,
                taken_up=taken_up,
                reason=reason,
                language=language,
                others=text,
                by=by,
                at=at,
            )


def _write(stage: Stage, row: RecordParagraph, text: Mapping[str, str]) -> None:
    by, at = stage.by(papers.WRITER)
    drafts.write(row, words=text, seen=row.version, by=by, at=at)
