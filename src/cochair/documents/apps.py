from django.apps import AppConfig


class Documents(AppConfig):
    name = "cochair.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, and what it tells of documents."""
        from cochair.acts import subjects, walls
        from cochair.documents import queries
        from cochair.documents.circulating.kind import CIRCULATION, COMMENT
        from cochair.documents.corrigenda import on_documents as corrigenda
        from cochair.documents.files.kind import FILE
        from cochair.documents.glossary.kind import TERM
        from cochair.documents.kinds import register_all
        from cochair.documents.machine.kind import MACHINE
        from cochair.documents.memory.kind import MEMORY
        from cochair.documents.on_agendas import OnAgendas
        from cochair.documents.publishing.kind import PUBLICATION
        from cochair.documents.register import beside, holds
        from cochair.documents.register.kind import DOCUMENT
        from cochair.documents.signing import holding, on_documents
        from cochair.documents.signing.kind import CERTIFICATE, ORIGINAL
        from cochair.kernel import kind
        from cochair.meetings.agendas import papers

        register_all()
        walls.register("documents", queries.closed_acts, of=queries.SUBJECT)
        subjects.register(queries.SUBJECT, queries.key_of)
        holds.register("signing", holding.on)
        beside.register("corrigenda", corrigenda.part)
        beside.register("signing", on_documents.part)
        papers.register(OnAgendas())
        kind.register(DOCUMENT, CIRCULATION, COMMENT, FILE, PUBLICATION)
        kind.register(ORIGINAL, CERTIFICATE, MACHINE, MEMORY, TERM)
