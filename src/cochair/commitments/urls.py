"""Addresses of initiatives and coherence, inside a forum."""

from django.urls import path

from cochair.commitments import views

app_name = "commitments"
urlpatterns = [
    path("initiatives/", views.initiatives, name="initiatives"),
    path("initiatives/<str:code>/events/", views.add_event, name="add_event"),
    path("initiatives/events/<int:number>/out/", views.take_out_event, name="take_out_event"),
    path("commitments/comparison/", views.comparison, name="comparison"),
    path("meetings/<slug:slug>/coherence/", views.coherence, name="coherence"),
]
