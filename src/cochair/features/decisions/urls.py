"""Addresses of decisions, between meetings and in the room, inside a forum."""

from django.urls import path

from cochair.features.programmes import views as programmes
from cochair.features.room import decision_list
from cochair.features.room import views as room
from cochair.features.silence import entering_views as entering
from cochair.features.silence import views

app_name = "decisions"
ONE = "decisions/<int:number>/"
OF_MEETING = "meetings/<slug:slug>/decisions/"
IN_ROOM = f"{OF_MEETING}<int:number>/"
PROGRAMME = "meetings/<slug:slug>/programme/"
ENTRY = f"{PROGRAMME}entries/<slug:key>/"
OBJECTION = f"{IN_ROOM}objections/<int:which>/"

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path(ONE, views.decision, name="decision"),
    path(f"{ONE}messages/", views.send, name="send"),
    path(f"{ONE}messages/<int:which>/receipt.json", views.receipt, name="receipt"),
    path(f"{ONE}messages/<int:which>/contest/", entering.contest, name="contest"),
    path(f"{ONE}messages/<int:which>/confirmation/", entering.confirm, name="confirm"),
    path(f"{ONE}messages/<int:which>/recognition/", entering.recognise, name="recognise"),
    path(f"{ONE}entered/", entering.enter, name="enter"),
    path(f"{ONE}outages/", entering.report, name="outage"),
    path(f"{ONE}resumption/", entering.resume, name="resume"),
    path(f"{ONE}extension/", views.extend, name="extend"),
    path(f"{ONE}withdrawal/", views.withdraw, name="withdraw"),
    path(f"{ONE}letter/", views.letter, name="letter"),
    path("documents/<symbol:slug>/silence/", views.open_on, name="open"),
    path("documents/<symbol:slug>/silence/clearance/", views.clear_on, name="clear"),
    path(OF_MEETING, room.decisions, name="of-meeting"),
    *(
        path(
            f"{OF_MEETING}list.<slug:language>.{form}",
            room.listed,
            {"form": form},
            name=f"list_{form}",
        )
        for form in decision_list.FORMS
    ),
    path(IN_ROOM, room.decision, name="in-room"),
    path(f"{IN_ROOM}printed/", room.printed, name="printed"),
    path(f"{IN_ROOM}objections/", room.object_to, name="object"),
    path(f"{OBJECTION}receipt.json", room.receipt, name="objection-receipt"),
    path(f"{OBJECTION}withdrawal/", room.withdraw, name="withdraw-objection"),
    path(f"{OBJECTION}statement/", room.convert, name="convert"),
    path(f"{IN_ROOM}statements/", room.state, name="state"),
    path(f"{IN_ROOM}suspension/", room.suspend, name="suspend"),
    path(f"{IN_ROOM}declaration/", room.declare, name="declare"),
    path(f"{IN_ROOM}issue/", room.issue, name="issue"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}printed/", programmes.printed, name="programme-printed"),
    path(f"{PROGRAMME}new/<slug:part>/", programmes.add, name="programme-add"),
    path(ENTRY, programmes.entry, name="programme-entry"),
    path(f"{ENTRY}place/", programmes.move, name="programme-move"),
    path(f"{ENTRY}removal/", programmes.drop, name="programme-drop"),
    path(f"{PROGRAMME}submission/", programmes.submit, name="programme-submit"),
    path(f"{PROGRAMME}endorsement/", programmes.endorse, name="programme-endorse"),
    path(f"{PROGRAMME}agenda/", programmes.begin, name="programme-begin"),
]
