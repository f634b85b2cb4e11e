from django.apps import AppConfig


class Documents(AppConfig):
    name = "cochair.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, and what it tells of documents."""
        from cochair.acts import subjects, walls
        from cochair.documents import queries
        from cochair.documents.corrigenda import on_documents as corrigenda
        from cochair.documents.files import queries as files
        from cochair.documents.kinds import register_all
        from cochair.documents.on_agendas import OnAgendas
        from cochair.documents.register import beside, holds
        from cochair.documents.signing import holding, on_documents
        from cochair.meetings.agendas import papers
        from cochair.parties import visibility

        register_all()
        walls.register("documents", queries.closed_acts)
        subjects.register(queries.SUBJECT, queries.key_of)
        visibility.register(queries.SUBJECT, queries.closed)
        visibility.register("text", queries.closed)
        visibility.register("file", files.closed)
        holds.register("signing", holding.on)
        beside.register("corrigenda", corrigenda.part)
        beside.register("signing", on_documents.part)
        papers.register(OnAgendas())
