"""Addresses of negotiated texts, inside a forum."""

from django.urls import URLPattern

app_name = "texts"

urlpatterns: list[URLPattern] = []
