"""A scanner for viruses, where an installation names one: it says yes, or the file is not taken.

`COCHAIR_SCAN` is a command that reads a file from its standard input and ends with 0 when it found
nothing and with 1 when it found something, as `clamdscan --no-summary -` does.  Any other end, no
end in time and no such command mean that nobody looked, and then nothing is taken either.
Source: OWASP ASVS 5.0, 5.4.3; findings.md S8.
"""

import logging
import subprocess

from django.conf import settings

from cochair.procedure.refusal import Refusal, _

logger = logging.getLogger(__name__)

# How long, in seconds, a scanner may take for one file.
PATIENCE = 30
NOTHING_FOUND, FOUND = 0, 1
INFECTED = Refusal("practice", _("The virus scanner of this installation refuses this file."))
NOT_SCANNED = Refusal(
    "practice",
    _(
        "The virus scanner of this installation does not answer, so no file is accepted. "
        "Nothing was kept: try again later, and inform the administrator of this "
        "installation."
    ),
)


def refusal(octets: bytes) -> Refusal | None:
    """Why a scanner does not let a file pass; None where it does, or where none is named."""
    if not settings.SCAN:
        return None
    try:
        done = subprocess.run(
            settings.SCAN, input=octets, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        logger.error("the virus scanner did not answer: %s", type(problem).__name__)
        return NOT_SCANNED
    if done.returncode == NOTHING_FOUND:
        return None
    if done.returncode == FOUND:
        logger.warning("the virus scanner refused a file")
        return INFECTED
    logger.error("the virus scanner ended with %s", done.returncode)
    return NOT_SCANNED
