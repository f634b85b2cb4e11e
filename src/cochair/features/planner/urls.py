"""Addresses of the planner; they stand in the namespace of `meetings`."""

from django.urls import URLPattern, path

from cochair.features.planner import views

urlpatterns: list[URLPattern] = [
    path("cycles/<int:number>/planner/", views.planner, name="planner"),
    path("cycles/<int:number>/planner/events/", views.add_event, name="planner_event"),
    path(
        "cycles/<int:number>/planner/events/<int:event>/removal/",
        views.remove_event,
        name="planner_event_removal",
    ),
    path("cycles/<int:number>/planner/days-off/", views.block, name="planner_block"),
    path(
        "cycles/<int:number>/planner/days-off/<int:row>/removal/",
        views.unblock,
        name="planner_unblock",
    ),
    path("cycles/<int:number>/hours/", views.hours, name="hours"),
]
