"""ผู้ออกใบรับรองทดสอบ (a certificate authority for tests): root, issuing CA, time stampers, OCSP, CRL.

Everything is made by certomancer with fresh keys and served by a real server on this machine. What is valid when hangs
on the day it starts, so that the same authority plays any year. ``rogue`` makes another of the same names.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import x509
from certomancer.config_utils import SearchDir
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, KeyLabel, PKIArchitecture
from certomancer.registry.config import _import_plugin_modules
from certomancer.registry.keys import KeySets
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate
from werkzeug.serving import WSGIRequestHandler, make_server

ARCH = "office"
PASSWORD = "กุญแจทดสอบ-4711"
STAMPERS = ("tsa1", "tsa2", "tsa3")
YEAR = timedelta(days=365)

#: The people of the tests: certificate -> name, what the register of staff knows them by, e-mail.
PEOPLE = {
    "drafter": ("นางสาวใบบัว ตัวอย่าง", "100-1", "baibua@office.example"),
    "section": ("นายแสนดี ตัวอย่าง", "100-2", "saendee@office.example"),
    "director": ("นางสมมติ การศึกษาตัวอย่าง", "100-3", "duangkaeo@office.example"),
    "receiver": ("งานสารบรรณ สำนักตัวอย่าง", "100-4", "saraban@office.example"),
    "note1": ("นายก้องภพ ตัวอย่าง", "100-5", "kongphop@office.example"),
    "note2": ("นางสาวรุ้งทอง ตัวอย่าง", "100-6", "rungthong@office.example"),
    "revoked": ("นายเพิกถอน ตัวอย่าง", "100-7", "revoked@office.example"),
    "expired": ("นายหมดอายุ ตัวอย่าง", "100-8", "expired@office.example"),
    "agency": ("นายสมมติ อำนวยการเขตตัวอย่าง", "100-9", "amnuai@office.example"),
    "city": ("นายสมมติ รองผู้ว่าการตัวอย่าง", "100-10", "rong@office.example"),
}

#: Werkzeug compiles addresses by way of one syntax tree for all threads.
_one_by_one = threading.Lock()


@dataclass
class Authority:
    """ผู้ออกใบรับรอง: where it answers, what it has issued and what it was asked for."""

    directory: Path
    start: datetime
    stampers_by: str = "ocsp"
    long_cas: bool = False
    root_years: float = 34
    #: of certificates, lists and answers; the first time stamper keeps to SHA-256
    digest: str = "sha256"
    #: stands behind the names of its authorities, where there is more than one of them
    named: str = ""
    revoked: dict[str, datetime] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    certificates: dict[CertLabel, x509.Certificate] = field(default_factory=dict)
    url: str = ""

    def __post_init__(self) -> None:
        self._made: tuple[Any, PKIArchitecture] | None = None

    @property
    def arch(self) -> PKIArchitecture:
        """The architecture as it stands: told anew when something was revoked meanwhile."""
        state = tuple(sorted(self.revoked.items()))
        if self._made is None or self._made[0] != state:
            self._made = state, self._build()
        return self._made[1]

    def authorities(self) -> list[str]:
        """The labels of those that give lists of revoked certificates."""
        return sorted(architecture(self)["services"]["crl-repo"])

    def certificate(self, label: str) -> x509.Certificate:
        """A certificate by its label."""
        return self.arch.get_cert(CertLabel(label))

    @property
    def root(self) -> x509.Certificate:
        """What the office trusts."""
        return self.certificate("root")

    def roots_file(self) -> Path:
        """The root as a file of PEM, as the settings name it."""
        place = self.directory / "trusted.pem"
        place.write_bytes(_pem(self.root))
        return place

    def key(self, label: str) -> Any:
        """A private key, as asn1crypto knows it."""
        return self.arch.key_set.get_private_key(KeyLabel(label))

    def pkcs12(self, label: str, password: str = PASSWORD) -> Path:
        """A person's key and certificate as a file, with the issuing authority's certificate."""
        place = self.directory / f"{label}.p12"
        key = serialization.load_der_private_key(self.key(label).dump(), None)
        chain = [load_der_x509_certificate(self.certificate("ca").dump())]
        made = pkcs12.serialize_key_and_certificates(
            label.encode(),
            key,  # type: ignore[arg-type]
            load_der_x509_certificate(self.certificate(label).dump()),
            chain,
            serialization.BestAvailableEncryption(password.encode()),
        )
        place.write_bytes(made)
        return place

    def stamper(self, label: str = "tsa1") -> str:
        """The address of a time stamper."""
        return f"{self.url}/{ARCH}/tsa/{label}"

    def revocation_list(self, label: str, at: datetime) -> Any:
        """The list of revoked certificates that was current at a time."""
        return self.arch.service_registry.get_crl(label, at)  # type: ignore[arg-type]

    def revoke(self, label: str, since: datetime) -> None:
        """Revoke a certificate from a time on; what was asked before does not change."""
        self.revoked = {**self.revoked, label: since}

    def application(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a request, or be silent where a service is said to be gone."""
        path = environ["PATH_INFO"]
        self.asked.append(path)
        if any(f"/{name}" in path for name in self.silent):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b""]
        store = AnimatorArchStore({ArchLabel(ARCH): self.arch})
        with _one_by_one:
            animator = Animator(store, with_web_ui=False, allow_time_override=False)
        return animator(environ, start_response)

    def _build(self) -> PKIArchitecture:
        _import_plugin_modules(())
        config = architecture(self)
        self.directory.mkdir(parents=True, exist_ok=True)
        for name in config["keys"]:
            _make_key(self.directory / f"{name}.key")
        keys = {name: {"path": f"{name}.key"} for name in config.pop("keys")}
        sets = KeySets({ARCH: {"keys": keys}}, search_dir=SearchDir(str(self.directory)))
        return PKIArchitecture.build_architecture(ArchLabel(ARCH), config, sets, self.url, cert_cache=self.certificates)


def architecture(authority: Authority) -> dict[str, Any]:
    """The whole of it, as certomancer reads it."""
    at = authority.start
    ends = {"root": 34, "ca": 7.6, "ca-ocsp": 3, "tsa1": 10, "tsa2": 18, "tsa3": 26}
    if authority.long_cas:
        ends |= {"ca": 33, "ca-ocsp": 33}
    spec = _Spec(authority, at, ends)
    spec.root()
    spec.authority("ca", "root", ends["ca"])
    for label in STAMPERS:
        spec.stamper(label)
    for label, (name, number, email) in PEOPLE.items():
        spec.person(label, name, number, email)
    return spec.config


class _Spec:
    """Builds the description step by step."""

    def __init__(self, authority: Authority, at: datetime, ends: Mapping[str, float]) -> None:
        self.given, self.at, self.ends = authority, at, ends
        self.config: dict[str, Any] = {
            "keyset": ARCH,
            "keys": [],
            "entity-defaults": {"country-name": "TH", "organization-name": "สำนักงานตัวอย่าง"},
            "entities": {},
            "certs": {},
            "services": {"ocsp": {}, "crl-repo": {}, "cert-repo": {}, "time-stamping": {}},
        }

    def root(self) -> None:
        years = self.given.root_years
        self._cert("root", "root", {"common-name": f"ผู้ออกใบรับรองชั้นราก ตัวอย่าง{self.given.named}"}, years, [*_CA])
        self._lists("root")

    def authority(self, label: str, issuer: str, years: float) -> None:
        """An authority below another: its own lists, and a responder of its own."""
        name = {"common-name": f"ผู้ออกใบรับรองตัวอย่าง{self.given.named} {label}"}
        self._cert(label, issuer, name, years, [*_CA, _lists_at(issuer)])
        self._lists(label)
        name = {"common-name": f"ผู้ตอบสถานะใบรับรองตัวอย่าง {label}"}
        until = years if label != "ca" else self.ends["ca-ocsp"]
        self._cert(f"{label}-ocsp", label, name, until, _RESPONDER)
        self.config["services"]["ocsp"][label] = {
            "for-issuer": label,
            "issuer-cert": label,
            "responder-cert": f"{label}-ocsp",
            "digest-algo": self.given.digest,
            "signing-key": f"{label}-ocsp",
        }

    def stamper(self, label: str) -> None:
        """A time stamper, under an authority of its own or right under the root."""
        issuer = "root"
        if self.given.stampers_by != "root":
            issuer = f"{label}-ca"
            self.authority(issuer, "root", 33 if self.given.long_cas else self.ends[label])
        extensions = [_usage("digital_signature"), _STAMPS, _lists_at(issuer)]
        if self.given.stampers_by == "ocsp":
            extensions.append(_responder_at(issuer))
        self._cert(label, issuer, {"common-name": f"ผู้ประทับเวลาตัวอย่าง {label}"}, self.ends[label], extensions)
        service = {"signing-key": label, "signing-cert": label, "certs-to-embed": [issuer] if issuer != "root" else []}
        service |= {"digest-algo": "sha256" if label == "tsa1" else self.given.digest}
        self.config["services"]["time-stamping"][label] = service

    def person(self, label: str, name: str, number: str, email: str) -> None:
        """A person's certificate: number of staff in the subject, e-mail as another name."""
        until = self.at - timedelta(days=20) if label == "expired" else self.at + 2 * YEAR
        names = {"schema": "general-names", "params": [{"type": "email", "value": email}]}
        extensions = [
            _usage("digital_signature", "non_repudiation"),
            {"id": "subject_alt_name", "smart-value": names},
            _lists_at("ca"),
            _responder_at("ca"),
        ]
        self._cert(label, "ca", {"common-name": name, "serial-number": number}, until, extensions)

    def _cert(
        self, label: str, issuer: str, name: dict[str, str], until: float | datetime, extensions: list[Any]
    ) -> None:
        end = until if isinstance(until, datetime) else self.at + until * YEAR
        begin = self.at - (6 if label == "root" or label.endswith("ca") else 1) * YEAR
        cert: dict[str, Any] = {
            "subject": label,
            "subject-key": label,
            "issuer": issuer,
            "authority-key": issuer,
            "validity": {"valid-from": begin.isoformat(), "valid-to": end.isoformat()},
            "extensions": extensions,
            "digest-algo": self.given.digest,
        }
        since = self.given.revoked.get(label)
        if since is None and label == "revoked":
            since = self.at - timedelta(days=30)
        if since is not None:
            cert["revocation"] = {"revoked-since": since.isoformat(), "reason": "key_compromise"}
        self.config["keys"].append(label)
        self.config["entities"][label] = name
        self.config["certs"][label] = cert

    def _lists(self, label: str) -> None:
        self.config["services"]["crl-repo"][label] = {
            "for-issuer": label,
            "issuer-cert": label,
            "signing-key": label,
            "digest-algo": self.given.digest,
            "simulated-update-schedule": "P90D" if label == "root" else "P30D",
        }


def _usage(*what: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(what)}}


def _lists_at(label: str) -> dict[str, Any]:
    return {
        "id": "crl_distribution_points",
        "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": [label]}},
    }


def _responder_at(label: str) -> dict[str, Any]:
    return {
        "id": "authority_information_access",
        "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": [label]}},
    }


_CA = (
    {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
    _usage("digital_signature", "key_cert_sign", "crl_sign"),
)
_RESPONDER = [
    _usage("digital_signature"),
    {"id": "extended_key_usage", "critical": True, "value": ["ocsp_signing"]},
    {"id": "ocsp_no_check"},
]
_STAMPS = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}


def _make_key(place: Path) -> None:
    if place.exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    place.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return load_der_x509_certificate(certificate.dump()).public_bytes(serialization.Encoding.PEM)


class _Quiet(WSGIRequestHandler):
    def log(self, *_words: Any) -> None:
        """Say nothing on the terminal."""


@contextmanager
def running(directory: Path, start: datetime | None = None, *, port: int = 0, **options: Any) -> Iterator[Authority]:
    """An authority that answers on this machine; its day is today unless another is given."""
    at = start or datetime.now(UTC).replace(microsecond=0)
    authority = Authority(directory, at, **options)
    server = make_server("127.0.0.1", port, authority.application, threaded=True, request_handler=_Quiet)
    authority.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def rogue(authority: Authority, directory: Path) -> Authority:
    """An authority with the same names and addresses and other keys: nobody trusts it."""
    return replace(authority, directory=directory, certificates={}, revoked={})
