"""Write into a procedure file the fingerprint of the paragraph behind each rule.

    python tools/fingerprints.py NOTE PROCEDURE.yaml          what would change
    python tools/fingerprints.py NOTE PROCEDURE.yaml --write  change the file

For maintainers who hold the official note: the file then recognises its paragraphs without
holding their words. Only `at.fingerprint` is touched; every comment and line break stays.
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from cochair.procedure.clause import Citation
from cochair.procedure.source import PassageState, align, fingerprint, paragraphs


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the file: what it cites, and where its `at` block stands in the text."""

    id: str
    citation: Citation
    at: yaml.MappingNode


def main(arguments: list[str] | None = None) -> int:
    """0 when every rule found its paragraph; 1 when one did not, and then nothing is written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("note", type=Path)
    parser.add_argument("procedure", type=Path)
    parser.add_argument("--write", action="store_true")
    words = parser.parse_args(arguments)
    text = words.procedure.read_bytes().decode()
    patched, problems = patch(text, words.note.read_text(encoding="utf-8"))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    if words.write:
        words.procedure.write_bytes(patched.encode())
    done = "written" if words.write else "to write (add --write)"
    print(f"{len(rules(text))} fingerprints {'unchanged' if patched == text else done}.")
    return 0


def patch(text: str, note: str) -> tuple[str, tuple[str, ...]]:
    """The procedure file with fingerprints, and the rules whose paragraph was not found."""
    found = rules(text)
    passages = {passage.rule: passage for passage in align(found, paragraphs(note))}
    problems = tuple(
        f"{rule.id}: no paragraph in the note."
        for rule in found
        if passages[rule.id].state is PassageState.MISSING
    ) + tuple(
        f"{rule.id}: the paragraph found begins on line {passages[rule.id].line}, not on one cited."
        for rule in found
        if passages[rule.id].line not in {None, *rule.citation.lines}
    )
    # From the end, so that earlier positions hold.
    for rule in sorted(found, key=lambda rule: rule.at.start_mark.index, reverse=True):
        text = _with_fingerprint(text, rule.at, fingerprint(passages[rule.id].words))
    return text, problems


def rules(text: str) -> tuple[Rule, ...]:
    """Every rule of a whole procedure file, or of its part that only lists rules."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    listed = _members(root)["rules"] if isinstance(root, yaml.MappingNode) else root
    assert isinstance(listed, yaml.SequenceNode), "The file lists no rules."
    found = []
    for node in listed.value:
        members = _members(node)
        at = members["at"]
        assert isinstance(at, yaml.MappingNode)
        found.append(Rule(str(members["id"].value), _citation(_members(at)), at))
    return tuple(found)


def _members(node: yaml.Node) -> Mapping[str, yaml.Node]:
    return {key.value: value for key, value in node.value}


def _citation(at: Mapping[str, yaml.Node]) -> Citation:
    def word(key: str) -> str:
        node = at.get(key)
        return str(node.value) if isinstance(node, yaml.ScalarNode) and node.value != "null" else ""

    lines = tuple(int(node.value) for node in at["note_lines"].value)
    # Without the fingerprint of before: it is what is being made.
    return Citation(lines, word("part"), word("section"), word("heading"), word("item"), {})


def _with_fingerprint(text: str, at: yaml.MappingNode, made: str) -> str:
    last = at.value[-1][1]
    for key, value in at.value:
        if key.value == "fingerprint":
            return f"{text[: value.start_mark.index]}'{made}'{text[value.end_mark.index :]}"
    end = last.end_mark.index
    if at.flow_style:
        return f"{text[:end]}, fingerprint: '{made}'{text[end:]}"
    indent = " " * at.value[0][0].start_mark.column
    # The end of a nested block lies after its line break.
    end = len(text[:end].rstrip())
    return f"{text[:end]}\n{indent}fingerprint: '{made}'{text[end:]}"


if __name__ == "__main__":
    sys.exit(main())
