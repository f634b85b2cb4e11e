"""Addresses of this part of a meeting; they stand in the namespace of `meetings`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
