"""Addresses of the acts on a meeting, inside a forum; its page is the desk's."""

from django.urls import URLPattern, path

from cochair.features.agendas.urls import urlpatterns as agendas
from cochair.features.calendars.urls import urlpatterns as feeds
from cochair.features.conduct.urls import urlpatterns as conduct
from cochair.features.contact_links.urls import urlpatterns as links
from cochair.features.delegations.urls import urlpatterns as people
from cochair.features.invitations.urls import urlpatterns as inviting
from cochair.features.meetings import views
from cochair.features.observers.urls import urlpatterns as observing
from cochair.features.planner.urls import urlpatterns as planner
from cochair.features.preparations.urls import urlpatterns as preparing
from cochair.features.sessions.urls import urlpatterns as sessions
from cochair.features.sheets.urls import urlpatterns as sheets

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
