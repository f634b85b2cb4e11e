"""Addresses of the acts in JSON, under the version of their form and a forum."""

from django.urls import path

from cochair.site.api import room, silences, whole

app_name = "api"
OF_MEETING = "meetings/<slug:slug>/decisions/"
IN_ROOM = f"{OF_MEETING}<int:number>/"
OBJECTION = f"{IN_ROOM}objections/<int:which>/"

urlpatterns = [
    path("meetings/<slug:slug>/", whole.meeting, name="meeting"),
    path("cycles/<int:number>/", whole.cycle, name="cycle"),
    path(OF_MEETING, room.put, name="put"),
    path(IN_ROOM, room.decision, name="decision"),
    path(f"{IN_ROOM}objections/", room.object_to, name="object"),
    path(f"{OBJECTION}withdrawal/", room.withdraw, name="withdraw"),
    path(f"{OBJECTION}statement/", room.convert, name="convert"),
    path(f"{IN_ROOM}statements/", room.state, name="state"),
    path(f"{IN_ROOM}suspension/", room.suspend, name="suspend"),
    path(f"{IN_ROOM}declaration/", room.declare, name="declare"),
    path("decisions/<int:number>/", silences.silence, name="silence"),
    path("decisions/<int:number>/messages/", silences.send, name="send"),
]
