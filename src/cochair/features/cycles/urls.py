"""Cycles are shown by the desk and planned by meetings: this app has no address of its own."""

from django.urls import URLPattern

app_name = "cycles"
urlpatterns: list[URLPattern] = []
