"""Addresses: the language first, then the forum, then a thing that can be cited."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, register_converter

from cochair.documents.machine import views as machine
from cochair.public import views as public
from cochair.web import converters

register_converter(converters.Forum, "forum")
register_converter(converters.Clause, "clause")
register_converter(converters.Revision, "revision")
register_converter(converters.Symbol, "symbol")
register_converter(converters.Version, "version")

in_a_forum: list[URLPattern | URLResolver] = [
    path("", include("cochair.story.urls")),
    path("", include("cochair.public.urls")),
    path("", include("cochair.desk.urls")),
    path("", include("cochair.archives.urls")),
    path("", include("cochair.personal.urls")),
    path("", include("cochair.handovers.urls")),
    path("", include("cochair.search.urls")),
    path("", include("cochair.compliance.urls")),
    path("", include("cochair.commitments.urls")),
    path("", include("cochair.records.urls")),
    path("", include("cochair.decisions.urls")),
    path("", include("cochair.texts.urls")),
    path("", include("cochair.documents.urls")),
    path("", include("cochair.meetings.urls")),
    path("", include("cochair.cycles.urls")),
    path("", include("cochair.acts.urls")),
    path("", include("cochair.mail.urls")),
    path("", include("cochair.parties.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.front, name="front"),
    path("receipt-key.txt", public.receipt_key, name="receipt-key"),
    path("translations/<str:token>/", machine.answer, name="machine-answer"),
    path("api/v1/<forum:forum>/", include("cochair.api.urls")),
    *i18n_patterns(
        path("", public.forums, name="forums"),
        path("accounts/", include("cochair.accounts.urls")),
        path("accounts/", include("allauth.account.urls")),
        path("accounts/2fa/", include("allauth.mfa.urls")),
        path("mail/", include("cochair.mail.own_urls")),
        path("personal/", include("cochair.personal.own_urls")),
        path("<forum:forum>/", include(in_a_forum)),
    ),
]

handler400 = "cochair.web.errors.bad_request"
handler403 = "cochair.web.errors.not_allowed"
handler404 = "cochair.web.errors.not_found"
handler500 = "cochair.web.errors.broken"
