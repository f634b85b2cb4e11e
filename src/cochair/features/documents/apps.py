from django.apps import AppConfig


class Documents(AppConfig):
    name = "cochair.features.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, and what it tells of documents."""
        from cochair.features.acts import subjects, visibility
        from cochair.features.agendas import papers
        from cochair.features.circulation.kind import CIRCULATION, COMMENT
        from cochair.features.corrigenda import on_documents as corrigenda
        from cochair.features.documents import agenda_documents, queries
        from cochair.features.documents.kinds import register_all
        from cochair.features.documents.on_agendas import OnAgendas
        from cochair.features.files.kind import FILE
        from cochair.features.glossary.kind import TERM
        from cochair.features.machine_translation.kind import MACHINE
        from cochair.features.publications.kind import PUBLICATION
        from cochair.features.register import holds, page_panels
        from cochair.features.register.kind import DOCUMENT
        from cochair.features.signatures import on_documents, withdrawal_blocks
        from cochair.features.signatures.kind import CERTIFICATE, ORIGINAL
        from cochair.features.translation_memory.kind import MEMORY
        from cochair.kernel import kind

        register_all()
        visibility.register("documents", queries.closed_acts, of=queries.SUBJECT)
        subjects.register(queries.SUBJECT, queries.key_of)
        holds.register("signing", withdrawal_blocks.on, withdrawal_blocks.among)
        holds.register("agendas", agenda_documents.on, agenda_documents.among)
        page_panels.register("corrigenda", corrigenda.part)
        page_panels.register("signing", on_documents.part)
        papers.register(OnAgendas())
        kind.register(DOCUMENT, CIRCULATION, COMMENT, FILE, PUBLICATION)
        kind.register(ORIGINAL, CERTIFICATE, MACHINE, MEMORY, TERM)
