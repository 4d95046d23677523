"""กุญแจในไฟล์ (keys in files, PKCS#12): for development and trials; an office keeps its keys in a token or a service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pyhanko.sign.signers.pdf_cms import Signer, SimpleSigner

from saraban.signatures.errors import NoSuchKey, WrongSecret
from saraban.signatures.interfaces import HeldCertificate, Secret


class KeyFiles:
    """แฟ้มกุญแจ: a directory of ``NAME.p12``; the password is the signer's PIN, or one for all of them."""

    def __init__(self, directory: Path, password: str = "") -> None:
        self.directory = directory
        self.password = password

    async def held(self, name: str) -> HeldCertificate:
        """The certificate of a key; only where all files share the password that the settings name."""
        signer = self._open(name, Secret(pin=self.password))
        return HeldCertificate(signer.signing_cert, tuple(signer.cert_registry))

    @asynccontextmanager
    async def signing(self, name: str, secret: Secret, count: int = 1) -> AsyncIterator[Signer]:  # noqa: ARG002
        """Open a key with the PIN that the signer typed, or with the password for all."""
        yield self._open(name, Secret(pin=secret.pin or self.password))

    def _open(self, name: str, secret: Secret) -> SimpleSigner:
        place = self.directory / f"{name}.p12"
        if place.parent != self.directory or not place.is_file():
            raise NoSuchKey
        # opened once: working the key out of the password takes longer than signing
        try:
            return SimpleSigner.load_pkcs12_data(place.read_bytes(), (), secret.pin.encode())
        except ValueError:
            raise WrongSecret from None
