"""Addresses of commitments, initiatives and coherence, inside a forum."""

from django.urls import path

from cochair.commitments import views
from cochair.commitments.following import views as following

app_name = "commitments"
urlpatterns = [
    path("initiatives/", views.initiatives, name="initiatives"),
    path("initiatives/<str:code>/events/", views.add_event, name="add_event"),
    path("initiatives/events/<int:number>/out/", views.take_out_event, name="take_out_event"),
    path("commitments/comparison/", views.comparison, name="comparison"),
    path("commitments/", following.commitments, name="commitments"),
    path("commitments/ours/", following.ours, name="ours"),
    path("commitments/<slug:slug>/", following.commitment, name="commitment"),
    path("commitments/<slug:slug>/report/", following.reporting, name="reporting"),
    path("commitments/<slug:slug>/reports/", following.report, name="report"),
    path("commitments/<slug:slug>/assessment/", following.assess, name="assess"),
    path("commitments/<slug:slug>/owners/", following.name_owners, name="name_owners"),
    path("commitments/<slug:slug>/end/", following.settle, name="settle"),
    path("meetings/<slug:slug>/coherence/", views.coherence, name="coherence"),
]
