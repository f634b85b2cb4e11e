"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML): named by work, expression and manifestation."""

from cochair.features.printing.akoma.writer import akoma

__all__ = ["akoma"]
