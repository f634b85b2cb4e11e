"""A browser that signs in at a real server."""

import requests
from allauth.mfa.totp.internal import auth

from served import PATIENCE

PASSWORD, SECRET = "the-right-words-of-norland", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TOKEN = "a" * 32


class Browser(requests.Session):
    """A browser that signs in, as a person does: page after page."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.there = f"http://127.0.0.1:{port}"

    def sends(self, path: str, **words: str) -> requests.Response:
        """A form, without going where its answer leads."""
        self.cookies.set("csrftoken", TOKEN, domain="127.0.0.1", path="/")
        return self.post(
            self.there + path,
            data={"csrfmiddlewaretoken": TOKEN, **words},
            allow_redirects=False,
            timeout=PATIENCE,
        )

    def signs_in(self, email: str) -> int:
        """Both steps; the last status: 302 when it is done."""
        self.get(f"{self.there}/en/accounts/login/", timeout=PATIENCE)
        answer = self.sends("/en/accounts/login/", login=email, password=PASSWORD)
        if answer.status_code != 302:
            return answer.status_code
        self.get(f"{self.there}/en/accounts/2fa/authenticate/", timeout=PATIENCE)
        return self.sends("/en/accounts/2fa/authenticate/", code=code()).status_code

    def signs_out(self) -> None:
        """Leave, and stay known."""
        assert self.sends("/en/accounts/logout/").status_code == 302


def code() -> str:
    """The code of this half minute."""
    return auth.format_hotp_value(
        auth.hotp_value(SECRET, next(auth.yield_hotp_counters_from_time()))
    )
