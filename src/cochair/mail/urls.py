"""Addresses of the outbox inside a forum."""

from django.urls import URLPattern

app_name = "outbox"
urlpatterns: list[URLPattern] = []
