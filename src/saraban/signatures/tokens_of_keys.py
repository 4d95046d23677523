"""กุญแจในอุปกรณ์ (keys in a token, PKCS#11): a security module or smart card that signs and never gives its keys away."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers.pdf_cms import Signer

from saraban.signatures.errors import KeyStoreDown, KeyStoreFailed, NoSuchKey, WrongSecret
from saraban.signatures.interfaces import HeldCertificate, Secret

#: A process is signed in to a token once: the sessions of two signers wait for each other.
_turn = threading.Lock()


class KeyToken:
    """อุปกรณ์เก็บกุญแจ: one token of a PKCS#11 module; key and certificate bear the same label."""

    def __init__(self, module: Path, token: str, pin: str = "") -> None:
        self.module = module
        self.token = token
        self.pin = pin

    async def held(self, name: str) -> HeldCertificate:
        """The certificate that the token keeps under a label."""
        with self._session(Secret()) as session:
            return _held(session, name)

    @asynccontextmanager
    async def signing(self, name: str, secret: Secret, count: int = 1) -> AsyncIterator[Signer]:  # noqa: ARG002
        """Open a session, by the PIN of the signer or of the service."""
        with self._session(secret) as session:
            held = _held(session, name)
            # raw: SoftHSM and many cards sign a digest, and digest nothing themselves
            yield PKCS11Signer(
                session,
                signing_cert=held.certificate,
                ca_chain=held.chain,
                key_label=name,
                use_raw_mechanism=True,
            )

    @contextmanager
    def _session(self, secret: Secret) -> Iterator[Any]:
        with _turn, self._opened(secret) as session:
            yield session

    @contextmanager
    def _opened(self, secret: Secret) -> Iterator[Any]:
        try:
            session = open_pkcs11_session(
                str(self.module), token_criteria=TokenCriteria(label=self.token), user_pin=secret.pin or self.pin
            )
        except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange, pkcs11.PinLocked, pkcs11.PinExpired):
            raise WrongSecret from None
        except (pkcs11.PKCS11Error, RuntimeError, OSError):
            raise KeyStoreDown from None
        try:
            with session:
                yield session
        except pkcs11.NoSuchKey:
            raise NoSuchKey from None
        except (pkcs11.DeviceRemoved, pkcs11.DeviceError, pkcs11.TokenNotPresent):
            raise KeyStoreDown from None
        except pkcs11.PKCS11Error:
            raise KeyStoreFailed from None


def _held(session: Any, name: str) -> HeldCertificate:
    found = [
        (str(kept[Attribute.LABEL]), x509.Certificate.load(kept[Attribute.VALUE]))
        for kept in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    ]
    own = [certificate for label, certificate in found if label == name]
    if len(own) != 1:
        raise NoSuchKey
    return HeldCertificate(own[0], tuple(certificate for _label, certificate in found if certificate.ca))
