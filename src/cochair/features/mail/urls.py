"""Addresses of the outbox inside a forum."""

from django.urls import path

from cochair.features.mail import views

app_name = "outbox"
urlpatterns = [
    path("mail/", views.outbox, name="outbox"),
    path("mail/<slug:slug>/", views.message, name="message"),
    path("mail/<slug:slug>/retry/", views.retry, name="retry"),
]
