"""eTranslation, the machine translation of the European Commission, by its REST interface v2.

One call hands over a document (`askTranslate`: JSON over HTTPS, basic authentication by the name
and password of an application; HTML in base64).  The answer is a number; the translation is sent
later to the address named in the call, as JSON with the text in base64, at times more than once.
A failure is sent to the same address with a negative code.

Source: the Commission's description of the interface (language-tools.ec.europa.eu, Dev Corner,
REST v2: document, callbacks, error codes); it was tried against a stand-in, not against the
service.
"""

import base64
import binascii
import http.client
import json
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass

from cochair.features.machine_translation.providers import Answer, Sending, Unsent
from cochair.features.machine_translation.states import Failure

SECONDS, LONGEST_ANSWER = 10, 65_536
# No number of the service is as high; our own has 64 signs.
HIGHEST = 10**18
# Error codes of the service that mean: not now.  Quota, and too many at once.
NOT_NOW = frozenset({-11200, -20028, -20029})
QUOTA = frozenset({429, 503})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A password goes to the address that was set, and to no other."""

    def redirect_request(self, *_said: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ETranslation:
    """An application that is registered with the service."""

    address: str
    application: str
    password: str
    domain: str
    code = "etranslation"
    name = "eTranslation"
    sends = True

    def send(self, text: Sending) -> str:
        """Hand a document over; raises Unsent with the reason."""
        status, told = self._post(self._asked(text))
        number = _number(told.get("requestId"))
        if status == http.client.OK and 0 < number < HIGHEST:
            return str(number)
        if status in {http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
            raise Unsent(Failure.NOT_SIGNED_IN)
        raise Unsent(_failure(told.get("errorCode", number), status))

    def read(self, octets: bytes) -> Answer:
        """A delivery, a failure, or a notice; raises ValueError for anything else."""
        told = json.loads(octets)
        if not isinstance(told, dict):
            raise ValueError("not an object")
        reference = told.get("requestId", told.get("request-id"))
        if not isinstance(reference, int | str) or len(str(reference)) > 64:
            raise ValueError("no number")
        language = told.get("targetLanguage")
        found = str(language).lower()[:8] if isinstance(language, str) else ""
        code = told.get("errorCode")
        if code not in (None, 0, ""):
            return Answer(str(reference), found, failure=_failure(code, http.client.OK))
        result = told.get("result")
        if not isinstance(result, str) or not result:
            return Answer(str(reference), found)
        try:
            html = base64.b64decode(result, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            raise ValueError("no text") from None
        return Answer(str(reference), found, html)

    def _asked(self, text: Sending) -> dict[str, object]:
        content = base64.b64encode(text.html.encode()).decode()
        here = {"http": text.answer_to}
        return {
            "sourceLanguage": text.source.upper(),
            "targetLanguages": [text.target.upper()],
            "domain": self.domain,
            "documentToTranslate": {"document": {"format": "html", "content": content}},
            "deliveries": here,
            "notifications": {"success": here, "failure": here},
        }

    def _post(self, asked: dict[str, object]) -> tuple[int, dict[str, object]]:
        credentials = base64.b64encode(f"{self.application}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"{self.address}/askTranslate",
            data=json.dumps(asked).encode(),
            headers={
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Authorization": f"Basic {credentials}",
            },
            method="POST",
        )
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
                return answer.status, _object(answer.read(LONGEST_ANSWER))
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, _object(answer.read(LONGEST_ANSWER))
        except (OSError, http.client.HTTPException) as problem:
            cause = getattr(problem, "reason", problem)
            trusted = not isinstance(cause, ssl.SSLCertVerificationError)
            raise Unsent(Failure.UNREACHABLE if trusted else Failure.NOT_TRUSTED) from None


def _object(octets: bytes) -> dict[str, object]:
    try:
        told = json.loads(octets)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {"requestId": told}


def _number(said: object) -> int:
    """A number as the service writes it, in figures or as text; 0 for anything else."""
    if isinstance(said, bool) or not isinstance(said, int | str):
        return 0
    try:
        return int(said)
    except ValueError:
        return 0


def _failure(code: object, status: int) -> Failure:
    """What kind of failure a code of the service is."""
    if _number(code) in NOT_NOW or status in QUOTA:
        return Failure.QUOTA
    if status >= http.client.INTERNAL_SERVER_ERROR:
        return Failure.UNREACHABLE
    return Failure.REFUSED
