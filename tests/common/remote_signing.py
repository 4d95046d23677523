"""บริการลงนามทดสอบ (a remote signing service for tests): the API of the Cloud Signature Consortium, versions 1 and 2.

It signs digests with the keys of the test authority, wants a one-time password for each permission, and allows only the
digests that were named when the permission was asked for.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.common.authority import PEOPLE, Authority

TOKEN, OTP = "office-token-4711", "135790"
ECDSA_SHA256 = "1.2.840.10045.4.3.2"


@dataclass
class Service:
    """What the service holds, how it answers and what it was asked."""

    authority: Authority
    url: str = ""
    otp: str = OTP
    down: bool = False
    broken: bool = False
    statuses: dict[str, str] = field(default_factory=dict)
    permissions: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        _empty, _csc, version, *what = request.path.split("/")
        question = request.get_json()
        self.asked.append((f"{version}/{'/'.join(what)}", question))
        if self.down:
            answer = Response("gone", status=503)
        elif self.broken:
            answer = Response("<html>", status=200)
        elif request.headers.get("Authorization") != f"Bearer {TOKEN}":
            answer = _refusal("invalid_token", "The access token is invalid", 401)
        else:
            answer = self._answer(version, "/".join(what), question)
        return answer(environ, start_response)

    def _answer(self, version: str, what: str, question: dict[str, Any]) -> Response:
        if what == "info":
            return _json({"specs": version, "name": "test", "methods": ["credentials/list", "signatures/signHash"]})
        if what == "credentials/list":
            return _json({"credentialIDs": ["director", "section"]})
        name = question.get("credentialID", "")
        if name not in PEOPLE:
            return _refusal("invalid_request", "Invalid parameter credentialID")
        if what == "credentials/info":
            return self._credential(name)
        digests = list(question.get("hash" if version == "v1" else "hashes", []))
        allow = what == "credentials/authorize"
        return self._allow(version, question, digests) if allow else self._signatures(name, question, digests)

    def _allow(self, version: str, question: dict[str, Any], digests: list[str]) -> Response:
        given = question.get("OTP")
        if version == "v2":
            given = next((one["value"] for one in question["authData"] if one["id"] == "OTP"), None)
        if given != self.otp:
            return _refusal("invalid_otp", "The OTP is invalid")
        self.otp = ""  # spent
        permission = secrets.token_hex(8)
        self.permissions[permission] = digests
        return _json({"SAD": permission, "expiresIn": 300})

    def _signatures(self, name: str, question: dict[str, Any], digests: list[str]) -> Response:
        if self.permissions.pop(question["SAD"], None) != digests:
            return _refusal("invalid_request", "Hash is not authorized by the SAD")
        return _json({"signatures": [self._sign(name, digest) for digest in digests]})

    def _credential(self, name: str) -> Response:
        chain = [self.authority.certificate(label).dump() for label in (name, "ca", "root")]
        return _json(
            {
                "key": {"status": "enabled", "algo": [ECDSA_SHA256], "len": 256},
                "cert": {
                    "status": self.statuses.get(name, "valid"),
                    "certificates": [base64.b64encode(one).decode() for one in chain],
                },
                "authMode": "explicit",
                "SCAL": "2",
                "multisign": 10,
            }
        )

    def _sign(self, name: str, digest: str) -> str:
        key: Any = serialization.load_der_private_key(self.authority.key(name).dump(), None)
        made = key.sign(base64.b64decode(digest), ec.ECDSA(Prehashed(hashes.SHA256())))
        return base64.b64encode(made).decode()


def _json(body: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")


def _refusal(error: str, words: str, status: int = 400) -> Response:
    return _json({"error": error, "error_description": words}, status)


class _Quiet(WSGIRequestHandler):
    def log(self, *_words: Any) -> None:
        """Say nothing on the terminal."""


@contextmanager
def remote_signing(authority: Authority) -> Iterator[Service]:
    """The service on a free port of this machine."""
    service = Service(authority)
    server = make_server("127.0.0.1", 0, service, threaded=True, request_handler=_Quiet)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
