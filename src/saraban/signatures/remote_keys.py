"""บริการลงนามระยะไกล (remote signing): keys that a service keeps, by the API of the Cloud Signature Consortium.

Versions 1 and 2 of it are spoken. The service asks for the signer's one-time password and ties what it allows to the
digests that are signed; nothing of a document but its digest leaves the office.
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from asn1crypto import algos, x509
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.csc_signer import (
    CSCAuthorizationInfo,
    CSCAuthorizationManager,
    CSCCredentialInfo,
    CSCServiceSessionInfo,
    CSCSigner,
)
from pyhanko.sign.signers.pdf_cms import Signer

from saraban.core.errors import SarabanError
from saraban.signatures.errors import (
    CertificateExpired,
    CertificateRevoked,
    KeyStoreDown,
    KeyStoreFailed,
    NoSuchKey,
    WrongSecret,
)
from saraban.signatures.interfaces import HeldCertificate, Secret

VERSIONS = ("v1", "v2")
SECONDS = 20
MOST = 256 * 1024
_UNAVAILABLE = 500
#: What the API calls the reasons of a refusal, and what they mean to a signer.
_SECRETS = frozenset({"invalid_otp", "invalid_pin", "expired_otp", "authorization_error"})


@dataclass(frozen=True)
class RemoteService:
    """บริการลงนาม: where it is, which version it speaks, and the office's own token for it."""

    url: str
    version: str = "v1"
    token: str = ""
    seconds: float = SECONDS


class RemoteKeys:
    """คลังกุญแจระยะไกล: credentials of one service."""

    def __init__(self, service: RemoteService) -> None:
        self.service = service

    async def info(self) -> dict[str, Any]:
        """What the service says of itself."""
        async with _line(self.service) as line:
            return await line.ask("info", {"lang": "en-US"})

    async def names(self) -> list[str]:
        """The credentials that the office's token may use (for enrolling)."""
        async with _line(self.service) as line:
            answer = await line.ask("credentials/list", {"maxResults": 100})
        return [str(name) for name in answer.get("credentialIDs", ())]

    async def held(self, name: str) -> HeldCertificate:
        """The certificate of a credential."""
        async with _line(self.service) as line:
            credential = await line.credential(name)
        return HeldCertificate(credential.signing_cert, tuple(credential.chain))

    @asynccontextmanager
    async def signing(self, name: str, secret: Secret, count: int = 1) -> AsyncIterator[Signer]:
        """Open a credential; the one-time password is spent with the first signature, for ``count`` of them."""
        async with _line(self.service) as line:
            credential = await line.credential(name)
            if credential.max_batch_size < count:
                raise KeyStoreFailed
            session = CSCServiceSessionInfo(
                self.service.url, name, oauth_token=self.service.token, api_ver=self.service.version
            )
            permission = _Permission(session, credential, line, secret)
            yield _Remote(line, permission, count)


class _Line:
    """A connection to the service; every answer is checked, every refusal told apart."""

    def __init__(self, service: RemoteService, session: aiohttp.ClientSession) -> None:
        self.service = service
        self.session = session

    async def ask(self, what: str, question: Mapping[str, Any]) -> dict[str, Any]:
        address = f"{self.service.url}/csc/{self.service.version}/{what}"
        headers = {"Authorization": f"Bearer {self.service.token}"} if self.service.token else {}
        limit = aiohttp.ClientTimeout(total=self.service.seconds)
        try:
            async with self.session.post(
                address, json=dict(question), headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                if answer.status >= _UNAVAILABLE:
                    raise KeyStoreDown
                body = await _body(answer)
        except (TimeoutError, aiohttp.ClientError, OSError):
            raise KeyStoreDown from None
        if answer.status != 200:
            raise _meaning(body)
        return body

    async def credential(self, name: str) -> CSCCredentialInfo:
        question = {"credentialID": name, "certificates": "chain", "certInfo": True, "authInfo": True}
        answer = await self.ask("credentials/info", question)
        status = str(_part(answer, "cert").get("status", "valid"))
        if status in ("revoked", "suspended"):
            raise CertificateRevoked
        if status == "expired":
            raise CertificateExpired
        if str(_part(answer, "key").get("status", "enabled")) != "enabled":
            raise CertificateRevoked
        try:
            certificates = [x509.Certificate.load(base64.b64decode(one)) for one in answer["cert"]["certificates"]]
            return CSCCredentialInfo(
                signing_cert=certificates[0],
                chain=certificates[1:],
                supported_mechanisms=frozenset(algos.SignedDigestAlgorithmId(o).native for o in answer["key"]["algo"]),
                max_batch_size=int(answer.get("multisign", 1)),
                hash_pinning_required=str(answer.get("SCAL", "1")) == "2",
                response_data=answer,
            )
        except (KeyError, IndexError, TypeError, ValueError):
            raise KeyStoreFailed from None


@asynccontextmanager
async def _line(service: RemoteService) -> AsyncIterator[_Line]:
    async with aiohttp.ClientSession(trust_env=False) as session:
        yield _Line(service, session)


async def _body(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    if (answer.content_length or 0) > MOST:
        raise KeyStoreFailed
    try:
        body = await answer.json(content_type=None)
    except ValueError:
        raise KeyStoreFailed from None
    if not isinstance(body, dict):
        raise KeyStoreFailed
    return body


def _part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = answer.get(name)
    return part if isinstance(part, dict) else {}


def _meaning(body: Mapping[str, Any]) -> SarabanError:
    """What a refusal of the service means to the signer."""
    reason, words = str(body.get("error", "")), str(body.get("error_description", "")).lower()
    if reason in _SECRETS or "otp" in words or "pin" in words.split():
        return WrongSecret()
    if "credentialid" in words:
        return NoSuchKey()
    if "revoked" in words or "disabled" in words:
        return CertificateRevoked()
    if "expired" in words:
        return CertificateExpired()
    return KeyStoreFailed()


class _Permission(CSCAuthorizationManager):
    """การอนุญาตให้ลงนาม: asks once for as many signatures as are made together, tied to their digests."""

    def __init__(
        self, session: CSCServiceSessionInfo, credential: CSCCredentialInfo, line: _Line, secret: Secret
    ) -> None:
        super().__init__(session, credential)
        self.line = line
        self.secret = secret

    async def authorize_signature(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        question = self._question(hash_b64s)
        answer = await self.line.ask("credentials/authorize", question)
        if not answer.get("SAD"):
            raise KeyStoreFailed
        return self.parse_csc_auth_response(answer)

    def _question(self, digests: list[str]) -> dict[str, Any]:
        secrets = {"PIN": self.secret.pin, "OTP": self.secret.otp}
        given = {name: value for name, value in secrets.items() if value}
        asked = {"credentialID": self.csc_session_info.credential_id, "numSignatures": len(digests)}
        if self.csc_session_info.api_ver == "v1":
            return {**asked, "hash": digests, **given}
        data = [{"id": name, "value": value} for name, value in given.items()]
        return {**asked, "hashes": digests, "hashAlgorithmOID": _SHA256, "authData": data}


_SHA256 = algos.DigestAlgorithmId("sha256").dotted


class _Remote(CSCSigner):
    """ผู้ลงนามระยะไกล: gives the service the digests of all documents of a sitting at once."""

    def __init__(self, line: _Line, permission: _Permission, count: int) -> None:
        super().__init__(line.session, permission, batch_size=count)
        self.line = line
        self.refusal: SarabanError | None = None

    async def _do_commit(self, batch: Any) -> None:
        try:
            question = await self.format_csc_signing_req(batch.b64_hashes, batch.md_algorithm)
            if self.line.service.version != "v1":
                question["hashes"] = question.pop("hash")
                question["hashAlgorithmOID"] = question.pop("hashAlgo")
            answer = await self.line.ask("signatures/signHash", question)
            signatures = [base64.b64decode(one) for one in answer.get("signatures", ())]
            if len(signatures) != len(batch.b64_hashes):
                raise KeyStoreFailed
            batch.results = signatures
        except SarabanError as refusal:
            self.refusal = refusal
            raise SigningError(str(refusal)) from refusal
        except (SigningError, TypeError, ValueError):
            self.refusal = KeyStoreFailed()
            raise SigningError("remote signing") from None
        finally:
            self._current_batch = None
            batch.notifier.set()
