"""Addresses of the planner; they stand in the namespace of `meetings`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
