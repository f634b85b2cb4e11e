"""Word files, out and in: the paragraphs of a text with their looks, numbers, tables and footnotes.

The readers run in the child process that opens files (`files.child`): they take bytes that were
found safe, import nothing that is not needed, and give what `as_json` can be asked of.
"""

from cochair.formats.word.odt import read_odt
from cochair.formats.word.reader import Reading, read_docx

__all__ = ["Reading", "read_docx", "read_odt"]
