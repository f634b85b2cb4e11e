"""The shapes of the names in addresses, each stated once."""


class Written:
    """A name that stands in the address as it is."""

    regex = ""

    def to_python(self, value: str) -> str:
        """The name itself."""
        return value

    def to_url(self, value: object) -> str:
        """The name itself."""
        return str(value)


class Forum(Written):
    """The slug of a forum: small letters, figures and hyphens."""

    regex = r"[a-z][a-z0-9-]{1,49}"


class Symbol(Written):
    """The symbol of a document as a slug, such as `xy-min-2026-3`."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)+"


class Clause(Written):
    """A clause id, such as `I.2.5` or `II.1.meetings.a.2`: what a procedure file may call one."""

    regex = r"[A-Za-z0-9]+(?:\.[A-Za-z0-9_]+)*"


class Version(Written):
    """The number of a version of the procedures, such as `1.0`."""

    regex = r"\d+(?:\.\d+)+"


class Revision(Written):
    """A revision of a document: `init` for the first text, `rev-2` for the second after it."""

    regex = r"init|rev-[1-9]\d{0,3}"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        """Its number; 0 for the first text."""
        return 0 if value == "init" else int(value.removeprefix("rev-"))

    def to_url(self, value: object) -> str:
        """As it stands in the address; its number may come as text."""
        return f"rev-{value}" if int(str(value)) else "init"
