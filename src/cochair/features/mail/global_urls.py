"""Addresses of mail that lie outside any forum: one's own preferences, how to stop messages, and what the demo caught."""

from django.urls import path

from cochair.features.mail import views

app_name = "mail"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("caught/", views.caught, name="caught"),
    path("caught/held/", views.show_held, name="show_held"),
    path("caught/<int:number>/", views.caught_one, name="caught_one"),
    path("caught/<int:number>/html/", views.caught_html, name="caught_html"),
    path("caught/<int:number>/calendar.ics", views.caught_calendar, name="caught_calendar"),
]
