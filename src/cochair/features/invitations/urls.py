"""Addresses of the notice, the invitations and the contact points; in the namespace `meetings`."""

from django.urls import URLPattern, path

from cochair.features.invitations import contact_views, notice_views, views

urlpatterns: list[URLPattern] = [
    path("meetings/<slug:slug>/invitations/", views.invitations, name="invitations"),
    path("meetings/<slug:slug>/invitations/also/", views.also, name="invite_also"),
    path("meetings/<slug:slug>/invitations/address/", contact_views.mend, name="mend"),
    path("meetings/<slug:slug>/invitations/<int:number>/", views.invitation, name="invitation"),
    path("meetings/<slug:slug>/invitations/<int:number>/answer/", views.answer, name="answer"),
    path(
        "meetings/<slug:slug>/invitations/<int:number>/withdrawal/",
        views.withdrawal,
        name="withdraw_invitation",
    ),
    path("meetings/<slug:slug>/invitations/<int:number>/excuse/", views.excuse, name="excuse"),
    path("meetings/<slug:slug>/notice/", notice_views.notice, name="notice"),
    path(
        "meetings/<slug:slug>/notice/confirmation/",
        notice_views.confirmation,
        name="confirm_notice",
    ),
    path("meetings/<slug:slug>/agencies/", notice_views.agencies, name="agencies"),
    path("contacts/", contact_views.contacts, name="contacts"),
    path("contacts/offices/", contact_views.offices, name="contact_offices"),
    path("contacts/list/", contact_views.contact_list, name="contact_list"),
    path("contacts/<int:number>/end/", contact_views.end, name="end_contact"),
]
