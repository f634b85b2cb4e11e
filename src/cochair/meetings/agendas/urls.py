"""Addresses of the agenda of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.meetings.agendas import answering, drafting, editing, views

AGENDA = "meetings/<slug:slug>/agenda/"
ITEM = f"{AGENDA}draft/items/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path(AGENDA, views.agenda, name="agenda"),
    path(f"{AGENDA}compare/", views.compare, name="agenda-compare"),
    path(f"{AGENDA}versions/<slug:reference>/", views.version, name="agenda-version"),
    path(f"{AGENDA}draft/", drafting.draft, name="agenda-draft"),
    path(f"{AGENDA}draft/publication/", drafting.publication, name="agenda-publication"),
    path(f"{AGENDA}draft/new/", editing.insert, name="agenda-insert"),
    path(ITEM, editing.item, name="agenda-item"),
    path(f"{ITEM}move/", drafting.move, name="agenda-move"),
    path(f"{ITEM}drop/", drafting.drop, name="agenda-drop"),
    path(f"{AGENDA}omission/", drafting.omission, name="agenda-omission"),
    path(f"{AGENDA}items/<slug:key>/discussion/", answering.discussion, name="agenda-discussion"),
    path(f"{AGENDA}requests/new/", answering.ask, name="agenda-request"),
    path(f"{AGENDA}requests/<int:number>/answer/", answering.answer, name="agenda-answer"),
    path(
        f"{AGENDA}requests/<int:number>/withdrawal/",
        answering.withdrawal,
        name="agenda-withdrawal",
    ),
    path(f"{AGENDA}points/new/", answering.register, name="agenda-register"),
    path(f"{AGENDA}points/<int:number>/", answering.point, name="agenda-point"),
]
