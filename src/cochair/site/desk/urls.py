"""Addresses of the pages made of many things, inside a forum."""

from django.urls import path

from cochair.site.desk import (
    agenda_table,
    doubts,
    home_views,
    journal,
    languages,
    plan_form,
    stand_views,
    views,
    witnesses,
)
from cochair.site.desk.consensus import views as consensus
from cochair.site.desk.pack import views as pack
from cochair.site.desk.room import step_views
from cochair.site.desk.room import views as room

app_name = "desk"
urlpatterns = [
    path("home/", home_views.home, name="home"),
    path("turns/", home_views.turn_count, name="turn-count"),
    path("desk/", home_views.desk, name="desk"),
    path("where-we-stand/", stand_views.stand, name="stand"),
    path("term/", views.term, name="term"),
    path("cycles/now/", views.now, name="now"),
    path("cycles/<int:number>/", views.cycle, name="cycle"),
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path("meetings/<slug:slug>/documents/", views.documents, name="meeting-documents"),
    path("meetings/<slug:slug>/plan/", plan_form.send, name="plan-meeting"),
    path("meetings/<slug:slug>/agenda/table/", agenda_table.write, name="agenda-table"),
    path("meetings/<slug:slug>/agenda/table/cell/", agenda_table.cell, name="agenda-cell"),
    path("meetings/<slug:slug>/pack/", pack.packs, name="packs"),
    path("meetings/<slug:slug>/pack/own.zip", pack.own, name="pack"),
    path("meetings/<slug:slug>/pack/<slug:key>.zip", pack.of_delegation, name="pack_for"),
    path("meetings/<slug:slug>/room/", room.room, name="room"),
    path("meetings/<slug:slug>/room/live/", room.live, name="room-live"),
    path("meetings/<slug:slug>/room/step/", step_views.step, name="room-step"),
    path("meetings/<slug:slug>/room/screen/", room.second, name="room-screen"),
    path("meetings/<slug:slug>/room/screen/live/", room.second_live, name="room-screen-live"),
    path("documents/<symbol:slug>/text/map/", consensus.consensus, name="text-map"),
    path("languages/", languages.languages, name="languages"),
    path("journal/", journal.journal, name="journal"),
    path("journal/checkpoint/", journal.checkpoint, name="checkpoint"),
    path("journal/witness/<int:size>/", journal.witness, name="witness"),
    path("journal/doubts/", doubts.doubts, name="doubts"),
    path("journal/doubts/confirm/", doubts.confirm, name="confirm-doubts"),
    path("journal/doubts/receipt/", doubts.receipt, name="known-receipt"),
    path("journal/witnesses/", witnesses.place, name="witnesses"),
    path("journal/export/", journal.export, name="export"),
]
