"""Addresses of the agenda of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.agendas import draft_views, item_views, request_views, views

AGENDA = "meetings/<slug:slug>/agenda/"
ITEM = f"{AGENDA}draft/items/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path(AGENDA, views.agenda, name="agenda"),
    path(f"{AGENDA}compare/", views.compare, name="agenda-compare"),
    path(f"{AGENDA}versions/<slug:reference>/", views.version, name="agenda-version"),
    path(f"{AGENDA}versions/<slug:reference>.pdf", views.as_pdf, name="agenda-pdf"),
    path(f"{AGENDA}draft/", draft_views.draft, name="agenda-draft"),
    path(f"{AGENDA}draft/publication/", draft_views.publication, name="agenda-publication"),
    path(f"{AGENDA}draft/new/", item_views.insert, name="agenda-insert"),
    path(ITEM, item_views.item, name="agenda-item"),
    path(f"{ITEM}move/", draft_views.move, name="agenda-move"),
    path(f"{ITEM}drop/", draft_views.drop, name="agenda-drop"),
    path(f"{AGENDA}omission/", draft_views.omission, name="agenda-omission"),
    path(
        f"{AGENDA}items/<slug:key>/discussion/", request_views.discussion, name="agenda-discussion"
    ),
    path(f"{AGENDA}requests/new/", request_views.ask, name="agenda-request"),
    path(f"{AGENDA}requests/<int:number>/answer/", request_views.answer, name="agenda-answer"),
    path(
        f"{AGENDA}requests/<int:number>/withdrawal/",
        request_views.withdrawal,
        name="agenda-withdrawal",
    ),
    path(f"{AGENDA}points/new/", request_views.register, name="agenda-register"),
    path(f"{AGENDA}points/<int:number>/", request_views.point, name="agenda-point"),
]
