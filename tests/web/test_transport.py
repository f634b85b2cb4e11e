"""What an installation behind HTTPS tells browsers (OWASP ASVS 5.0, 3.3 and 3.4.1)."""

import json
import subprocess
import sys
from pathlib import Path

from served import PROJECT, around

ASKED = (
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "COOKIE_PREFIX",
    "SESSION_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
)
SAY = f"""
import json
from cochair import settings
print(json.dumps([getattr(settings, name, None) for name in {ASKED!r}]))
"""


def settings(home: Path, https: str) -> list[object]:
    """What these settings are, read in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=PROJECT.parent,
        env=around(home, COCHAIR_HTTPS=https),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return list(json.loads(done.stdout))


def test_behind_https_no_neighbour_sets_the_cookie_of_a_session_and_none_is_asked_in_the_open(
    tmp_path: Path,
) -> None:
    assert settings(tmp_path, "yes") == [
        "__Host-sessionid",
        "__Host-csrftoken",
        "__Host-",
        True,
        31536000,
        True,
    ]
    assert settings(tmp_path, "no") == ["sessionid", "csrftoken", "", False, 0, False]
