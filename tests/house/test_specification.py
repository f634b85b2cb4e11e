"""What a docstring cites as its source is there: a page of docs/spec, and the section of it.

A citation is `domain.md C.5` or `corrections.md section 1, "As at"`; some leave `.md` out.  Numbers of
requirements (`CB-47`), readings (`AMB-20`), invariants, stories and gaps belong to the domain.
"""

import re
from collections.abc import Iterator, Mapping

from house import tree

FOLDER = "docs/spec"
KINDS = ("py", "html", "txt", "yaml", "typ", "js", "css")
# What follows a name that makes it a citation where `.md` is left out.
A_SECTION = r"sections? (?:\d|\([a-z]\))|[ABC]\.\d|(?:CB|AMB)-\d|\d\.\d"
NAMED = re.compile(
    rf"(?<![\w/.-])(?:([a-z]+)\.md(?!\w)|(architecture|corrections|domain|security|style)(?= (?:{A_SECTION})))"
)
ONE = r"(?:\d+(?![.\d])|\([a-z]\))"
SECTIONS = re.compile(rf"\bsections? ({ONE}(?:(?:, | and | to ){ONE})*)")
POINT = re.compile(r"^ \d\.\d+\b|(?<![\w.])[ABC]\.\d+\b")
CODE = re.compile(r"\b(?:[NT]\d\d[a-z]?|H\d\d|[OS]\d{1,2})\b")
OF_THE_DOMAIN = re.compile(r"\b(?:CB|AMB|INV|US)-\d{1,2}\b|\bG-\d\d\b")
HEADING = re.compile(r"^#+ (\(?[\w.]+?\)?)\.? ", re.MULTILINE)
DOCUMENT = re.compile(r"(?<![\w/])docs/[\w/.-]*\w")

type Pages = Mapping[str, str]


def pages() -> Pages:
    """The pages of the specification by their names."""
    files = (tree.PROJECT / FOLDER).glob("*.md")
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def cited(text: str) -> Iterator[tuple[str, str]]:
    """The pages that a file cites, each with what is said of it up to the end of the sentence."""
    flat = re.sub(r"\s*\n\s*(?:#:? ?)?", " ", text)
    found = list(NAMED.finditer(flat))
    for one, after in zip(found, [*found[1:], None], strict=False):
        rest = flat[one.end() : after.start() if after else one.end() + 300]
        yield one[1] or one[2], re.split(r'"""|\.(?= |$)', rest)[0].rstrip(".")


def missing(text: str, known: Pages) -> list[str]:
    """What a file cites that stands on no page: pages, sections, numbers."""
    faults = []
    for name, said in cited(text):
        if name not in known:
            faults.append(f"{name}.md is no page of {FOLDER}.")
            continue
        sections = {number for some in SECTIONS.findall(said) for number in re.split(r"\W+", some)}
        named = (sections - {"", "and", "to"}) | {one.strip() for one in POINT.findall(said)}
        there = {head.strip("()") for head in HEADING.findall(known[name])}
        codes = set(CODE.findall(said))
        faults += [f"{name}.md has no section {one}." for one in sorted(named - there)]
        faults += [
            f"{name}.md tells of no {one}." for one in sorted(codes) if one not in known[name]
        ]
        if not (named or codes or OF_THE_DOMAIN.search(said)):
            faults.append(f"{name}.md is cited without a section: {said[:50]}")
    told = set(OF_THE_DOMAIN.findall(text))
    faults += [
        f"domain.md tells of no {one}."
        for one in sorted(told)
        if f"| {one} |" not in known["domain"]
    ]
    return faults


def sources() -> tree.Files:
    """The files of the product but for those of a forum, which have numbers of their own."""
    found = tree.found(*(f"**/*.{kind}" for kind in KINDS))
    return {path: text for path, text in found.items() if "/forums/" not in path}


def test_every_citation_of_the_specification_leads_to_its_section() -> None:
    known = pages()

    tree.none(
        [f"{path}: {fault}" for path, text in sources().items() for fault in missing(text, known)]
    )


def test_every_document_that_the_sources_name_is_there() -> None:
    tree.none(
        [
            f"{path} names {named}, which is not there."
            for path, text in sources().items()
            for named in DOCUMENT.findall(text)
            if not list(tree.PROJECT.glob(f"{named}*"))
        ]
    )


def test_a_citation_that_leads_nowhere_is_noticed() -> None:
    known = {
        "domain": "# A\n## C.4 States\n| CB-2 | x |\n",
        "rules": "## 1. First\n## (a) Doors\nT01\n",
    }

    assert (
        missing('"""X.  Source: domain.md C.4 (Cycle), CB-2; rules.md section 1, T01."""', known)
        == []
    )
    assert missing("# X (rules.md\n# section (a), row 1).  Then CB-2, domain C.4.", known) == []
    assert missing("Source: domain.md C.4, C.5.", known) == ["domain.md has no section C.5."]
    assert missing("Source: domain C.9; CB-3.", known) == [
        "domain.md has no section C.9.",
        "domain.md tells of no CB-3.",
    ]
    assert missing("Source: rules.md sections 1 and 2, T02.", known) == [
        "rules.md has no section 2.",
        "rules.md tells of no T02.",
    ]
    assert missing("See tales.md 1.", known) == ["tales.md is no page of docs/spec."]
    assert missing("See rules.md.", known) == ["rules.md is cited without a section: "]
