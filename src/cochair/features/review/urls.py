"""Addresses of versions, drafts and reviews, in the namespace of `compliance`."""

from django.urls import URLPattern, path

from cochair.features.review import review_views, views

urlpatterns: list[URLPattern] = [
    path("procedures/versions/", views.versions, name="versions"),
    path("procedures/versions/begin/", views.begin, name="begin"),
    path("procedures/versions/file/", views.bring, name="bring"),
    path("procedures/drafts/<int:place>/", views.proposal, name="proposal"),
    path("procedures/drafts/<int:place>/procedure.yaml", views.file, name="proposal_file"),
    path("procedures/drafts/<int:place>/option/", views.option, name="draft_option"),
    path("procedures/drafts/<int:place>/words/", views.words, name="draft_words"),
    path("procedures/drafts/<int:place>/drop/", views.drop, name="drop"),
    path("procedures/drafts/<int:place>/proposal/", views.propose, name="propose_version"),
    path("procedures/drafts/<int:place>/withdrawal/", views.withdraw, name="take_back"),
    path("procedures/drafts/<int:place>/entry/", views.enter, name="enter"),
    path(
        "procedures/<version:version>/beside/<version:older>/",
        views.comparison,
        name="comparison",
    ),
    path("meetings/<slug:slug>/procedures-review/", review_views.review, name="review"),
]
