"""Addresses of the glossary and of the translation memory."""

from django.urls import URLPattern, path

from cochair.features.glossary import upload_views
from cochair.features.glossary import views as glossary
from cochair.features.machine_translation import views as machine
from cochair.features.translation_memory import views as memory

urlpatterns: list[URLPattern] = [
    path("documents/<symbol:slug>/text/<slug:language>/machine/", machine.ask, name="machine"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary.tbx", glossary.tbx, name="tbx"),
    path("glossary/new/", glossary.new, name="term-new"),
    path("glossary/file/", upload_views.bring, name="tbx-in"),
    path("glossary/confirmation/", glossary.confirm, name="term-confirm"),
    path("glossary/<int:number>/", glossary.term, name="term"),
    path("glossary/<int:number>/end/", glossary.give_up, name="term-end"),
    path("memory/", memory.memory, name="memory"),
    path("memory/file/", memory.bring, name="tmx-in"),
    path("memory/<slug:source>-<slug:target>.tmx", memory.tmx, name="tmx"),
]
