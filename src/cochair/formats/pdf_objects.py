"""A second look at what a signature changed: every object of a PDF beside what it was, by qpdf.

It knows nothing of signatures.  Whatever was in a file is there as it was, except the field that
was signed, what lists the fields, and what says when and by which program the file was changed.
"""

import io
from collections.abc import Iterator

import pikepdf

# Of the root and of the description a program that signs may change these, and nothing else.
_OF_THE_ROOT = {"/AcroForm", "/Metadata", "/Extensions", "/Version"}
_OF_THE_FORM = {"/SigFlags"}
_OF_THE_FIELD = {"/V", "/M", "/F"}
_OF_THE_INFO = {"/ModDate", "/Producer", "/CreationDate"}
_DESCRIPTION = "/Metadata"


def only_the_field(given: bytes, signed: bytes, field: str) -> bool:
    """Whether a signed file differs from what was given out in one field alone."""
    try:
        with pikepdf.open(io.BytesIO(given)) as old, pikepdf.open(io.BytesIO(signed)) as new:
            if len(old.pages) != len(new.pages):
                return False
            return all(
                one is None or _same(one, new.get_object(one.objgen), _may_change(one, old, field))
                for one in _objects(old)
            )
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, RecursionError):
        return False


def _objects(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object | None]:
    for one in pdf.objects:
        # What the file is packed in (tables of objects) is written anew each time.
        if isinstance(one, pikepdf.Stream) and str(one.get("/Type", "")) in {"/XRef", "/ObjStm"}:
            continue
        yield one if isinstance(one, pikepdf.Object) else None


def _may_change(one: pikepdf.Object, pdf: pikepdf.Pdf, field: str) -> set[str] | None:
    """The keys of an object that may be others; None where all of it may be another."""
    if isinstance(one, pikepdf.Stream):
        return None if str(one.get("/Type", "")) == _DESCRIPTION else set()
    if not isinstance(one, pikepdf.Dictionary):
        return set()
    if one.objgen == pdf.Root.objgen:
        return _OF_THE_ROOT
    form = pdf.Root.get("/AcroForm")
    if form is not None and one.objgen == form.objgen:
        return _OF_THE_FORM
    info = pdf.trailer.get("/Info")
    if info is not None and one.objgen == info.objgen:
        return _OF_THE_INFO
    if str(one.get("/FT", "")) == "/Sig" and str(one.get("/T", "")) == field:
        return _OF_THE_FIELD
    return set()


def _same(old: pikepdf.Object, new: pikepdf.Object, may_change: set[str] | None) -> bool:
    if may_change is None:
        return isinstance(new, pikepdf.Stream) and str(new.get("/Type", "")) == _DESCRIPTION
    if isinstance(old, pikepdf.Stream):
        return (
            isinstance(new, pikepdf.Stream)
            and _keys(old, set()) == _keys(new, set())
            and old.read_raw_bytes() == new.read_raw_bytes()
        )
    if isinstance(old, pikepdf.Dictionary):
        return isinstance(new, pikepdf.Dictionary) and (
            _keys(old, may_change) == _keys(new, may_change)
        )
    return old.unparse() == new.unparse()


def _keys(one: pikepdf.Object, without: set[str]) -> dict[str, bytes]:
    return {
        key: value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()
        for key, value in one.items()
        if key not in without
    }
