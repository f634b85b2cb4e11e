"""Addresses: the language first, then the forum, then a thing that can be cited."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, register_converter

from cochair.features.machine_translation import views as machine
from cochair.site.public import about
from cochair.site.public import views as public
from cochair.web import converters

register_converter(converters.Forum, "forum")
register_converter(converters.Clause, "clause")
register_converter(converters.Revision, "revision")
register_converter(converters.Symbol, "symbol")
register_converter(converters.Version, "version")

in_a_forum: list[URLPattern | URLResolver] = [
    path("", include("cochair.story.urls")),
    path("", include("cochair.site.public.urls")),
    path("", include("cochair.site.desk.urls")),
    path("", include("cochair.exports.archives.urls")),
    path("", include("cochair.features.personal.urls")),
    path("", include("cochair.features.handovers.urls")),
    path("", include("cochair.features.search.urls")),
    path("", include("cochair.features.compliance.urls")),
    path("", include("cochair.features.takeup.urls")),
    path("", include("cochair.features.commitments.urls")),
    path("", include("cochair.features.records.urls")),
    path("", include("cochair.features.decisions.urls")),
    path("", include("cochair.features.texts.urls")),
    path("", include("cochair.features.documents.urls")),
    path("", include("cochair.features.meetings.urls")),
    path("", include("cochair.features.cycles.urls")),
    path("", include("cochair.features.acts.urls")),
    path("", include("cochair.features.mail.urls")),
    path("", include("cochair.features.parties.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.front, name="front"),
    path("receipt-key.txt", public.receipt_key, name="receipt-key"),
    path("translations/<str:token>/", machine.answer, name="machine-answer"),
    path("api/v1/<forum:forum>/", include("cochair.site.api.urls")),
    *i18n_patterns(
        path("", public.forums, name="forums"),
        path("guides/", about.guides, name="guides"),
        path("guides/<slug:name>/", about.guide, name="guide"),
        path("accessibility/", about.accessibility, name="accessibility"),
        path("software/", about.software, name="software"),
        path("accounts/start/", about.landing, name="landing"),
        path("accounts/", include("cochair.features.accounts.urls")),
        path("accounts/", include("allauth.account.urls")),
        path("accounts/2fa/", include("allauth.mfa.urls")),
        path("mail/", include("cochair.features.mail.global_urls")),
        path("personal/", include("cochair.features.personal.global_urls")),
        path("<forum:forum>/", include(in_a_forum)),
    ),
]

handler400 = "cochair.web.errors.bad_request"
handler403 = "cochair.web.errors.not_allowed"
handler404 = "cochair.web.errors.not_found"
handler500 = "cochair.web.errors.broken"
