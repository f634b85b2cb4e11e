"""Addresses of the record of a meeting, in the namespace of `records`."""

from django.urls import URLPattern, path

from cochair.features.meeting_records import views

RECORD = "meetings/<slug:slug>/record/"
DRAFT = f"{RECORD}drafts/<slug:which>/"
COMMENT = f"{RECORD}comments/<slug:ref>/"

urlpatterns: list[URLPattern] = [
    path(RECORD, views.record, name="record"),
    path(f"{RECORD}record.json", views.json, name="record-json"),
    path(f"{RECORD}common/", views.join, name="record-join"),
    path(f"{RECORD}forward/", views.offer, name="record-offer"),
    path(f"{RECORD}kept/", views.keep, name="record-keep"),
    path(f"{RECORD}revision/", views.issue, name="record-issue"),
    path(f"{RECORD}time/", views.ask, name="record-ask"),
    path(f"{RECORD}languages/<slug:language>/", views.add_language, name="record-language"),
    path(f"{RECORD}approval/", views.approve, name="record-approve"),
    path(f"{RECORD}signature/", views.prepare, name="record-prepare"),
    path(f"{RECORD}comments/", views.comment, name="record-comment"),
    path(f"{COMMENT}answer/", views.answer, name="record-answer"),
    path(f"{COMMENT}withdrawal/", views.withdraw, name="record-withdraw"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}new/", views.begin, name="draft-begin"),
    path(f"{DRAFT}room/", views.bring, name="draft-bring"),
    path(f"{DRAFT}<slug:key>/", views.paragraph, name="paragraph"),
]
