"""Addresses of silences, inside a forum."""

from django.urls import path

from cochair.decisions.silence import views

app_name = "decisions"
ONE = "decisions/<int:number>/"

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path(ONE, views.decision, name="decision"),
    path(f"{ONE}messages/", views.send, name="send"),
    path(f"{ONE}messages/<int:which>/receipt.json", views.receipt, name="receipt"),
    path(f"{ONE}extension/", views.extend, name="extend"),
    path(f"{ONE}withdrawal/", views.withdraw, name="withdraw"),
    path("documents/<symbol:slug>/silence/", views.open_on, name="open"),
]
