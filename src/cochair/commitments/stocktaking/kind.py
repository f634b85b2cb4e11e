"""Stock-taking report: everything that the rest of the house knows of this kind."""

from cochair.commitments.models import LineComment, StocktakingReport
from cochair.commitments.stocktaking import queries, turns
from cochair.commitments.stocktaking.states import SUBJECT
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns, by_number
from cochair.procedure.refusal import _

STOCKTAKING = Kind(
    code=SUBJECT,
    label=_("stock-taking report"),
    models=(StocktakingReport, LineComment),
    find=by_number(queries.report),
    ends_with=queries.ends_with,
    closed=No("Of the forum, open to every reader."),
    verbs={
        "stocktaking.opened": _("The stock-taking report of a cycle was opened."),
        "stocktaking.foreword_written": _("The foreword of a stock-taking report was written."),
        "stocktaking.comments_asked": _("Comments on a stock-taking report were asked for."),
        "stocktaking.commented": _("Somebody commented on a stock-taking report."),
        "stocktaking.comment_answered": _("A comment on a stock-taking report was answered."),
        "stocktaking.closed": _("Both closed a stock-taking report."),
        "stocktaking.reported": _("The outcome of a stock-taking went to the following meeting."),
    },
    archive=(
        Archive(
            "stocktaking",
            _("Stock-taking"),
            columns=((_("Cycle"), "cycle"), (_("Final since"), "final_at")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("stocktaking_comments", _("Comments on stock-taking reports"), LineComment,
               ("by__account",), ("report__cycle__number", "commitment__slug", "words", "at")),
        Person("stocktaking_answers", _("Answers to comments on stock-taking reports"), LineComment,
               ("answered_by__account",), ("report__cycle__number", "answer", "answered_at")),
        Person("stocktaking_opened", _("Stock-taking reports opened"), StocktakingReport,
               ("opened_by__account",), ("cycle__number", "opened_at")),
    ),
    texts=(
        Texts(StocktakingReport, evidence="foreword content"),
        Texts(LineComment, evidence="words answer"),
    ),
    handover=(Handover("handover.stocktaking", queries.handed_over),),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both closed stays as evidence."),
    turns=Turns(queries.unfinished, turns.turns),
)  # fmt: skip
