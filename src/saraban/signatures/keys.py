"""คลังกุญแจของสำนักงาน (the office's key stores): which of them the settings name, and how a record's key is found."""

from __future__ import annotations

from collections.abc import Mapping

from saraban.signatures.errors import NoSuchKey
from saraban.signatures.interfaces import PKCS11, PKCS12, REMOTE, KeyReference, KeyStore

__all__ = ["PKCS11", "PKCS12", "REMOTE", "KeyStores"]


class KeyStores:
    """คลังกุญแจทั้งหมด by the name that certificate records use."""

    def __init__(self, stores: Mapping[str, KeyStore]) -> None:
        self.stores = dict(stores)

    def store_of(self, reference: KeyReference) -> KeyStore:
        """คลังที่เก็บกุญแจนี้. Raises ``NoSuchKey`` where the office has no such store (any more)."""
        store = self.stores.get(reference.store)
        if store is None:
            raise NoSuchKey
        return store
