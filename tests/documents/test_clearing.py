"""A file goes out without what its writers left in it, and with every word (H03)."""

import io
import zipfile

import docx
import pikepdf
import pytest

from cochair.features.files import examination, inspection
from cochair.features.files.metadata_removal import cleared
from cochair.formats.inside.media import DOCUMENTS, Media
from cochair.formats.word.reader import read_docx
from documents.corpora import office

WHO, SAID = "Minister X", "our red line is 2030"
WORDS = office.WORD
BY = f'w:id="7" w:author="{WHO}" w:date="2031-01-01T00:00:00Z"'
DRAFTED = (
    f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:r><w:t xml:space="preserve">We meet </w:t></w:r>'
    f'<w:commentRangeStart w:id="1"/><w:del {BY}><w:r><w:delText>{SAID}</w:delText></w:r></w:del>'
    f"<w:ins {BY}><w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>"
    '<w:t>in spring.</w:t></w:r></w:ins><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    f"<w:p><w:moveFrom {BY}><w:r><w:t>{SAID}</w:t></w:r></w:moveFrom>"
    f"<w:moveTo {BY}><w:r><w:t>Signed &amp; sealed &lt;both&gt;.</w:t></w:r></w:moveTo></w:p>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{WHO}</dc:creator>'
    f"<cp:lastModifiedBy>{WHO}</cp:lastModifiedBy></cp:coreProperties>"
)
META = f"<meta:initial-creator>{WHO}</meta:initial-creator><dc:creator>{WHO}</dc:creator>"
TRACKED = (
    f"<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>{WHO}"
    f"</dc:creator></office:change-info><text:p>{SAID}</text:p></text:deletion></text:changed-region>"
    "</text:tracked-changes>"
    '<text:p>We meet <text:change text:change-id="a"/>in spring.<office:annotation>'
    f"<dc:creator>{WHO}</dc:creator><text:p>{SAID}</text:p></office:annotation></text:p>"
)


def of_word() -> bytes:
    """A DOCX with struck words, a remark, names, and the state of a draft."""
    return office.docx(
        body=["First."],
        inside=DRAFTED,
        types={
            "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "/word/comments.xml": f"{WORDS}.comments+xml",
            "/word/people.xml": f"{WORDS}.people+xml",
        },
        links=[("comments", "comments.xml", ""), ("people", "people.xml", "")],
        more={
            "docProps/core.xml": office.HEAD + CORE,
            "word/comments.xml": office.part(
                "comments", f"<w:comment {BY}>{office.paragraph(SAID)}</w:comment>"
            ),
            "word/people.xml": office.part("people", f'<w:person w:author="{WHO}"/>'),
        },
    )


def of_opendocument() -> bytes:
    """An ODT with the same."""
    return office.odt(
        body=["First."], inside=TRACKED, meta=META, more={"Thumbnails/thumbnail.png": office.PNG}
    )


def of_pdf() -> bytes:
    """A PDF with a name, a remark, and the state before the last change behind it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(office.pdf(body=["We meet in spring."]))) as pdf:
        pdf.docinfo["/Author"] = WHO
        with pdf.open_metadata() as said:
            said["dc:creator"] = [WHO]
        remark = {"Type": "Annot", "Subtype": "Text", "Contents": SAID, "Rect": [0, 0, 9, 9]}
        made_of = pikepdf.Dictionary(
            {
                f"/{k}": v if k in {"Contents", "Rect"} else pikepdf.Name(f"/{v}")
                for k, v in remark.items()
            }
        )
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(made_of)])
        pdf.save(made)
    return made.getvalue()


FILES = {Media.DOCX: of_word, Media.ODT: of_opendocument, Media.PDF: of_pdf}


def everything(octets: bytes) -> str:
    """All that a file holds, unpacked, with the names of its parts."""
    if octets.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(octets)) as pdf:
            pdf.remove_unreferenced_resources()
            plain = io.BytesIO()
            pdf.save(
                plain,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                compress_streams=False,
            )
        return plain.getvalue().decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('latin-1')}" for name in archive.namelist()
        )


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_no_name_no_struck_word_and_no_remark_goes_out_and_no_word_is_lost(kind: Media) -> None:
    before = FILES[kind]()
    assert WHO in everything(before) and SAID in everything(before)

    after = inspection.cleared(before, kind)

    told = everything(after)
    assert WHO not in told and SAID not in told and "rsid" not in told
    assert "humbnail" not in told
    assert cleared(after, kind) == after
    name = f"a.{inspection.KINDS[kind]}"
    assert examination.examine(after, name, list(DOCUMENTS)).codes == ()
    was, now = inspection.read(before, kind), inspection.read(after, kind)
    assert now["text"] == was["text"]
    assert not now.get("has_changes")


def test_a_word_processor_opens_the_file_and_finds_the_words_as_if_all_was_accepted() -> None:
    after = cleared(of_word(), Media.DOCX)

    opened = docx.Document(io.BytesIO(after))

    said = [one.text for one in opened.paragraphs]
    assert said == ["First.", "We meet in spring.", "Signed & sealed <both>."]
    assert opened.paragraphs[1].runs[1].bold
    assert opened.core_properties.author != WHO


def test_a_file_of_prose_says_the_same_before_and_after() -> None:
    plain = office.docx()

    assert read_docx(cleared(plain, Media.DOCX)) == read_docx(plain)
