"""Addresses of commitments, initiatives and coherence, inside a forum."""

from django.urls import path

from cochair.features.assessments import result_views
from cochair.features.assessments import views as assessing
from cochair.features.commitments import event_views, views
from cochair.features.exchange import views as exchange
from cochair.features.expectations import views as expectations
from cochair.features.extraction import views as extraction
from cochair.features.follow_up import views as following
from cochair.features.measures import views as measures
from cochair.features.overlaps import views as overlaps
from cochair.features.registers import views as registers
from cochair.features.stocktaking import comment_views
from cochair.features.stocktaking import views as stocktaking
from cochair.features.support import views as support
from cochair.features.threats import views as threats

app_name = "commitments"
urlpatterns = [
    path("initiatives/", views.initiatives, name="initiatives"),
    path("initiatives/import/", event_views.bring_in, name="import_events"),
    path("initiatives/<str:code>/events/", views.add_event, name="add_event"),
    path("initiatives/events/<int:number>/out/", views.take_out_event, name="take_out_event"),
    path("commitments/comparison/", views.comparison, name="comparison"),
    path("commitments/", following.commitments, name="commitments"),
    path("commitments/ours/", following.ours, name="ours"),
    path("commitments/actions/", measures.listed, name="actions"),
    path("commitments/actions/<int:number>/", measures.action, name="action"),
    path("commitments/actions/<int:number>/endorsement/", measures.endorse, name="endorse"),
    path("commitments/actions/<int:number>/step/", measures.move, name="move"),
    path(
        "commitments/actions/<int:number>/milestones/",
        measures.add_milestone,
        name="add_milestone",
    ),
    path(
        "commitments/actions/<int:number>/milestones/<int:which>/",
        measures.reach,
        name="reach",
    ),
    path("commitments/indicators/", measures.indicators, name="indicators"),
    path("commitments/indicators/<int:number>/values/", measures.add_value, name="add_value"),
    path("commitments/indicators/<int:number>/trend/", measures.attest, name="attest"),
    path("commitments/registers/", registers.registers, name="registers"),
    path(
        "commitments/registers/<int:number>/withdrawal/",
        registers.withdraw,
        name="withdraw_contribution",
    ),
    path(
        "commitments/registers/assessments/",
        registers.enter_assessment,
        name="enter_assessment",
    ),
    path("commitments/threats/", threats.threats, name="threats"),
    path("commitments/threats/<int:number>/", threats.finding, name="finding"),
    path(
        "commitments/threats/<int:number>/correction/",
        threats.correction,
        name="correct_finding",
    ),
    path(
        "commitments/threats/<int:number>/withdrawal/",
        threats.withdrawal,
        name="withdraw_finding",
    ),
    path("commitments/exchange/", exchange.exchange, name="exchange"),
    path("commitments/exchange/table/", exchange.bring_in, name="exchange_table"),
    path("commitments/exchange/table.<slug:kind>", exchange.take_away, name="exchange_file"),
    path("commitments/exchange/total/", exchange.total, name="exchange_total"),
    path("commitments/exchange/<int:number>/", exchange.count, name="exchange_count"),
    path(
        "commitments/exchange/<int:number>/withdrawal/",
        exchange.withdrawal,
        name="withdraw_exchange_count",
    ),
    path("commitments/overlaps/", overlaps.listed, name="overlaps"),
    path(
        "commitments/overlaps/<slug:slug>/<slug:code>/",
        overlaps.overlap,
        name="overlap",
    ),
    path("commitments/support/", support.listed, name="support"),
    path("commitments/support/<int:number>/", support.support_request, name="support_request"),
    path("commitments/expected/", expectations.listed, name="expectations"),
    path("commitments/expected/signing/", expectations.agree, name="agree_expectations"),
    path("commitments/table/", extraction.bring_in, name="bring_in"),
    path("commitments/table.<slug:kind>", extraction.take_away, name="take_away"),
    path("documents/<symbol:slug>/commitments/", extraction.take, name="take"),
    path("commitments/stock-taking/", stocktaking.listed, name="stocktakings"),
    path("commitments/stock-taking/<int:number>/", stocktaking.report, name="stocktaking"),
    path(
        "commitments/stock-taking/<int:number>/foreword/",
        stocktaking.foreword,
        name="stocktaking_foreword",
    ),
    path(
        "commitments/stock-taking/<int:number>/period/", stocktaking.ask, name="stocktaking_period"
    ),
    path(
        "commitments/stock-taking/<int:number>/comments/",
        comment_views.comments,
        name="stocktaking_comments",
    ),
    path(
        "commitments/stock-taking/<int:number>/comments/<int:which>/answer/",
        comment_views.answer,
        name="stocktaking_answer",
    ),
    path(
        "commitments/stock-taking/<int:number>/closing/",
        stocktaking.close,
        name="stocktaking_closing",
    ),
    path(
        "commitments/stock-taking/<int:number>/meeting/",
        stocktaking.report_to,
        name="stocktaking_meeting",
    ),
    path(
        "commitments/stock-taking/<int:number>/<slug:language>.<slug:form>",
        stocktaking.take_away,
        name="stocktaking_file",
    ),
    path("commitments/stock-taking/<int:number>/assessment/", assessing.page, name="assessment"),
    path(
        "commitments/stock-taking/<int:number>/assessment/signing/",
        assessing.sign,
        name="assessment_signing",
    ),
    path(
        "commitments/stock-taking/<int:number>/assessment/<slug:slug>/",
        result_views.result,
        name="assessed_result",
    ),
    path("commitments/<slug:slug>/", following.commitment, name="commitment"),
    path("commitments/<slug:slug>/report/", following.reporting, name="reporting"),
    path("commitments/<slug:slug>/reports/", following.report, name="report"),
    path("commitments/<slug:slug>/assessment/", following.assess, name="assess"),
    path("commitments/<slug:slug>/expected/", expectations.expectation, name="expectation"),
    path("commitments/<slug:slug>/owners/", following.name_owners, name="name_owners"),
    path("commitments/<slug:slug>/end/", following.settle, name="settle"),
    path("meetings/<slug:slug>/coherence/", views.coherence, name="coherence"),
]
