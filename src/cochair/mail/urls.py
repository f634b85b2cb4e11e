"""Addresses of the outbox inside a forum."""

from django.urls import path

from cochair.mail import views

app_name = "outbox"
urlpatterns = [
    path("mail/", views.outbox, name="outbox"),
    path("mail/<int:number>/", views.message, name="message"),
    path("mail/<int:number>/retry/", views.retry, name="retry"),
]
