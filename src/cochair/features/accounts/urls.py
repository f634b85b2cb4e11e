"""Addresses of one's own account beside those of the library that signs people in."""

from django.urls import path

from cochair.features.accounts import views

urlpatterns = [
    path("sessions/", views.signed_in, name="account_sessions"),
    path("sessions/end/", views.end, name="account_end_session"),
]
