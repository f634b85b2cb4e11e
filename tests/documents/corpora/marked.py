"""Marked files in 24 languages and every place where a marking can stand (T14, T15), and plain ones."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cochair.features.files import markings
from documents.corpora import office
from documents.corpora.office import W, docx, docx_saying, docx_with, odt, pdf

# What a paper says when it says nothing special, in the 24 official languages of the Union.
SENTENCES = {
    "bg": "Страните приеха плана за следващата година.",
    "cs": "Strany přijaly plán na příští rok.",
    "da": "Parterne vedtog planen for næste år.",
    "de": "Die Parteien nahmen den Plan für das nächste Jahr an.",
    "el": "Τα μέρη ενέκριναν το σχέδιο για το επόμενο έτος.",
    "en": "The Parties adopted the plan for next year.",
    "es": "Las Partes aprobaron el plan del próximo año.",
    "et": "Pooled võtsid vastu järgmise aasta kava.",
    "fi": "Osapuolet hyväksyivät ensi vuoden suunnitelman.",
    "fr": "Les Parties ont adopté le plan de l'année prochaine.",
    "ga": "Ghlac na Páirtithe leis an bplean don bhliain seo chugainn.",
    "hr": "Stranke su donijele plan za sljedeću godinu.",
    "hu": "A felek elfogadták a jövő évi tervet.",
    "it": "Le Parti hanno adottato il piano per il prossimo anno.",
    "lt": "Šalys priėmė kitų metų planą.",
    "lv": "Puses pieņēma nākamā gada plānu.",
    "mt": "Il-Partijiet adottaw il-pjan għas-sena d-dieħla.",
    "nl": "De partijen hebben het plan voor volgend jaar aangenomen.",
    "pl": "Strony przyjęły plan na przyszły rok.",
    "pt": "As Partes adotaram o plano do próximo ano.",
    "ro": "Părțile au adoptat planul pentru anul viitor.",
    "sk": "Strany prijali plán na budúci rok.",
    "sl": "Pogodbenici sta sprejeli načrt za prihodnje leto.",
    "sv": "Parterna antog planen för nästa år.",
}
# Words of secrecy and limits as people use them when nothing is secret.
ORDINARY = (
    "There is no secret about it: the limit is five, and it was set in public.",
    "Access is restricted to members; the rest is not confidential.",
    "It is no secret that the deadline was limited to two days.",
    "The top secret of good cooking is time.",
    "La date limite est le 3 mars; le vote est secret.",
    "Le scrutin est secret et la diffusion du texte n'est pas limitée.",
    "La fecha límite es el 3 de marzo; el voto es secreto.",
    "Derecho reservado a los miembros; nada de esto es confidencial.",
    "A data limite é 3 de março e o voto é secreto.",
    "Direitos reservados; o texto não é confidencial nem secreto.",
    "Der Ausschluss der Öffentlichkeit ist kein Geheimnis; das Limit liegt bei fünf.",
    "Il termine è riservato ai membri; nulla di segreto.",
    "Głosowanie jest tajne, a termin nie jest poufny.",
    "De stemming is geheim, maar de uitslag niet.",
    "Гласуването е секретно, но резултатът не е поверителен.",
    "Hlasování je tajné; lhůta je omezená.",
    "Afstemningen er hemmelig for alle andre.",
    "Η ψηφοφορία είναι μυστική και το όριο είναι πέντε.",
    "A szavazás titkos, de az eredmény nyilvános.",
    "Votul este secret, dar rezultatul nu.",
    "DATA LIMITE",
    "FECHA LÍMITE",
    "DATE LIMITE DE DÉPÔT",
    "LIMITE DE IDADE",
    "ACCESS TO SECRET BALLOTS",
    "Confidential counsellors",
    "Restricted procedure",
    "Secretariat",
    "SECRETARIAT GENERAL",
    "SECRETARÍA GENERAL",
    "Secretário-Geral",
    "Reservations",
    "UNLIMITED",
)
DISTORTED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "spaced out": " ".join,
    "with points": ".".join,
    "with signs of no width": "\u200b".join,
    "with soft hyphens": "\u00ad".join,
    "with accents": lambda said: "".join(
        f"{sign}\u0301" if sign in "IEOU" else sign for sign in said
    ),
    "wide": lambda said: "".join(
        chr(ord(sign) + 0xFEE0) if "A" <= sign <= "Z" else sign for sign in said
    ),
    "in odd case": lambda said: "".join(
        sign.lower() if place % 2 else sign for place, sign in enumerate(said)
    ),
    "with letters that look alike": lambda said: said.translate(str.maketrans("EOTCM", "ЕОТСМ")),
    "with dashes around": "– {} –".format,
    "with many blanks": lambda said: f"   {said.replace(' ', '     ')}\u00a0",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A file, what it is, and under which name it comes."""

    what: str
    octets: bytes
    name: str


def _text(language: str, *said: str) -> list[str]:
    sentence = SENTENCES[language]
    return [sentence] * 20 + list(said) + [sentence] * 20


def _property(text: str) -> bytes:
    return docx_saying(
        "docProps/core.xml",
        f'<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>{text}</dc:title>'
        "</cp:coreProperties>",
        kind="application/vnd.openxmlformats-package.core-properties+xml",
    )


def _odt_header(text: str, body: list[str] | None = None) -> bytes:
    inside = f"<style:master-page><style:header><text:p>{text}</text:p></style:header></style:master-page>"
    return odt(body or office.PROSE, styles=inside)


def in_every_language(text: str) -> Iterator[Marked]:
    """A marking in each of the 24 languages, in eight places."""
    distortions = itertools.cycle(DISTORTED.items())
    for code in SENTENCES:
        body = _text(code)
        header = office.docx_parts(
            body,
            types={"/word/header1.xml": f"{office.WORD}.header+xml"},
            links=[("header", "header1.xml", "")],
            more={"word/header1.xml": office.part("hdr", office.paragraph(text))},
        )
        yield Marked(f"header, {code}", office.packed(header), f"{code}.docx")
        yield Marked(f"line, {code}", docx(_text(code, text)), f"{code}.docx")
        yield Marked(f"header of an ODT, {code}", _odt_header(text, body), f"{code}.odt")
        yield Marked(f"line of an ODT, {code}", odt(_text(code, text)), f"{code}.odt")
        yield Marked(f"header of a PDF, {code}", pdf(body, header=text), f"{code}.pdf")
        yield Marked(f"line of a PDF, {code}", pdf(_text(code, text)), f"{code}.pdf")
        how, distorted = next(distortions)
        yield Marked(f"{how}, {code}", docx(_text(code, distorted(text))), f"{code}.docx")
        footer = f"9927/1/16 REV 1   EB/dk   1   DGD 1C   {text}   {code.upper()}"
        yield Marked(f"footer of a PDF, {code}", pdf(body, footer=footer), f"{code}.pdf")


def in_every_place(text: str) -> Iterator[Marked]:
    """A marking in every corner of a file."""
    fields = f"DGD 1C\t{text}\tEN"
    for what, octets in {
        "footer": docx_with("footer1.xml", "ftr", fields, kind="footer"),
        "comment": docx_with("comments.xml", "comments", text),
        "footnote": docx_with("footnotes.xml", "footnotes", text),
        "title": _property(text),
        "custom property": docx_saying(
            "docProps/custom.xml",
            f'<Properties xmlns:vt="urn:vt"><property name="Marking"><vt:lpwstr>{text}</vt:lpwstr>'
            "</property></Properties>",
            kind="application/vnd.openxmlformats-officedocument.custom-properties+xml",
        ),
        "label of another program": docx_saying(
            "customXml/item1.xml", f'<mark text="{text}"/>', kind="application/xml"
        ),
        "variable": docx_saying(
            "word/settings.xml",
            f'<w:settings xmlns:w="{W}"><w:docVars><w:docVar w:name="M" w:val="{text}"/></w:docVars></w:settings>',
            kind=f"{office.WORD}.settings+xml",
        ),
        "watermark": docx(inside=f'<w:p><w:r><w:pict><v:shape><v:textpath string="{text}"/></v:shape></w:pict></w:r></w:p>'),
        "text box": docx(inside=f"<w:p><w:r><w:pict><w:txbxContent>{office.paragraph(text)}</w:txbxContent></w:pict></w:r></w:p>"),
        "cell": docx(inside=f"<w:tbl><w:tr><w:tc>{office.paragraph(text)}</w:tc></w:tr></w:tbl>"),
        "text that was deleted": docx(inside=f"<w:p><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"),
        "broken into runs": docx(inside=f"<w:p>{''.join(f'<w:r><w:t>{sign}</w:t></w:r>' for sign in text)}</w:p>"),
        "picture that says it": docx(inside=f'<w:p><w:r><w:drawing><a descr="{text}"/></w:drawing></w:r></w:p>'),
        "with a label": docx(_text("en", f"Classification: {text}")),
        "first line": docx([text, *office.PROSE]),
    }.items():  # fmt: skip
        yield Marked(what, octets, "paper.docx")
    for what, octets in {
        "title of an ODT": odt(meta=f"<dc:title>{text}</dc:title>"),
        "property of an ODT": odt(meta=f'<meta:user-defined meta:name="M">{text}</meta:user-defined>'),
        "note in an ODT": odt(inside=f"<text:p>a<office:annotation><text:p>{text}</text:p></office:annotation></text:p>"),
        "frame of an ODT": odt(inside=f"<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"),
    }.items():  # fmt: skip
        yield Marked(what, octets, "paper.odt")
    for what, octets in {
        "title of a PDF": pdf(title=text),
        "keyword of a PDF": pdf(keywords=[text]),
        "note on a PDF": office.bare_pdf(page=f"/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ({text}) >>]"),
        "bookmark of a PDF": office.bare_pdf(f"<< /Title ({text}) /Parent 2 0 R >>", catalogue="/Outlines 6 0 R"),
    }.items():  # fmt: skip
        if text.isascii() or "PDF" not in what or ("note" not in what and "bookmark" not in what):
            yield Marked(what, octets, "paper.pdf")
    yield Marked("name of the file", docx(), f"ST 9927 {text.replace('/', ' ')} EN.docx")


def every_word(*, refusing: bool) -> Iterator[Marked]:
    """Every marking of the table, in turn in the places where it stands most often."""
    places: list[Callable[[str], tuple[bytes, str]]] = [
        lambda said: (docx_with("header1.xml", "hdr", said, kind="header"), "paper.docx"),
        lambda said: (docx(_text("en", said)), "paper.docx"),
        lambda said: (_odt_header(said), "paper.odt"),
        lambda said: (_property(said), "paper.docx"),
        lambda said: (docx_with("footer1.xml", "ftr", f"{said}\t3/7", kind="footer"), "paper.docx"),
    ]
    turn = itertools.cycle(places)
    for one in markings.every():
        if bool(one.code) is not refusing:
            octets, name = next(turn)(one.words)
            yield Marked(f"{one.words} ({name})", octets, name)


def pictures_of_pages() -> bytes:
    """A PDF whose page is a picture: nothing in it can be read by a program."""
    image = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        " /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
    )
    drawn = "<< /Length 24 >>\nstream\nq 500 0 0 700 0 0 cm /I Do Q\nendstream".replace("24", "30")
    whole = office.bare_pdf(image, drawn, page="/Contents 7 0 R")
    return whole.replace(b"/Contents 4 0 R ", b"", 1).replace(
        b"/Resources << /Font << /F1 5 0 R >> >>", b"/Resources << /XObject << /I 6 0 R >> >>"
    )
