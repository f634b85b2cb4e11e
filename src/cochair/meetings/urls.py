"""Addresses of the acts on a meeting, inside a forum; its page is the desk's."""

from django.urls import URLPattern, path

from cochair.meetings import views
from cochair.meetings.agendas.urls import urlpatterns as agendas
from cochair.meetings.conduct.urls import urlpatterns as conduct
from cochair.meetings.feeds.urls import urlpatterns as feeds
from cochair.meetings.inviting.urls import urlpatterns as inviting
from cochair.meetings.links.urls import urlpatterns as links
from cochair.meetings.observing.urls import urlpatterns as observing
from cochair.meetings.people.urls import urlpatterns as people
from cochair.meetings.planner.urls import urlpatterns as planner
from cochair.meetings.preparing.urls import urlpatterns as preparing
from cochair.meetings.sessions.urls import urlpatterns as sessions
from cochair.meetings.sheets.urls import urlpatterns as sheets

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    path("meetings/<slug:slug>/schedule/", views.schedule, name="schedule"),
    path("meetings/<slug:slug>/chair/", views.chair, name="chair"),
    path("meetings/<slug:slug>/chair/<int:number>/", views.chair_here, name="chair_here"),
    path("cycles/<int:number>/plan/", views.plan, name="plan"),
    *inviting,
    *links,
    *observing,
    *people,
    *agendas,
    *conduct,
    *sessions,
    *sheets,
    *feeds,
    *planner,
    *preparing,
]
