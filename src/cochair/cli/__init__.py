"""The command line: `cochair COMMAND`.  Each command is one module of this package."""

from cochair.cli.main import main

__all__ = ["main"]
