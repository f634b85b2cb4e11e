"""Addresses of the acts in the room; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.conduct import views

ROOM = "meetings/<slug:slug>/room/"
ITEM = f"{ROOM}items/<slug:key>/"
SPEAKER = f"{ROOM}speakers/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(f"{ITEM}opening/", views.open_item, name="item-open"),
    path(f"{ITEM}conclusion/", views.conclude, name="item-conclude"),
    path(f"{ITEM}deferral/", views.defer, name="item-defer"),
    path(f"{ITEM}discussion/", views.discuss, name="item-discuss"),
    path(f"{ITEM}reopening/", views.reopen, name="item-reopen"),
    path(f"{ITEM}time/", views.limit, name="item-limit"),
    path(f"{ITEM}observers/", views.hear, name="item-hear"),
    path(f"{ROOM}speakers/", views.ask, name="speaker-ask"),
    path(f"{SPEAKER}withdrawal/", views.withdraw, name="speaker-withdraw"),
    path(f"{SPEAKER}floor/", views.give, name="speaker-give"),
    path(f"{SPEAKER}end/", views.end, name="speaker-end"),
]
