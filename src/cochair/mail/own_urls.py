"""Addresses of mail that lie outside any forum: one's own preferences, and what the demo caught."""

from django.urls import path

from cochair.mail import views

app_name = "mail"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
]
