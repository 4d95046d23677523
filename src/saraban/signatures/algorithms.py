"""ขั้นตอนวิธีที่ยอมรับ (algorithms that are accepted): until which day SHA-256 is.

From that day on it proves nothing by itself. What a stronger time stamp had covered before, stands: so renewing in time
is what keeps a letter.
"""

from __future__ import annotations

from datetime import UTC, datetime

from asn1crypto import algos
from pyhanko_certvalidator.policy_decl import AlgorithmUsageConstraint, DisallowWeakAlgorithmsPolicy

#: What a new archive time stamp is made with, whatever the ones before it were.
RENEWED_WITH = "sha512"
_WITH_IT = frozenset({"sha224", "sha256"})


class Sunset(DisallowWeakAlgorithmsPolicy):
    """วันสิ้นสุดการยอมรับ SHA-256: as usual before ``day``, and without it from then on."""

    def __init__(self, day: datetime) -> None:
        super().__init__()
        self.day = day

    def digest_algorithm_allowed(
        self, algo: algos.DigestAlgorithm, moment: datetime | None
    ) -> AlgorithmUsageConstraint:
        """Without a moment it is asked for now."""
        if algo["algorithm"].native in _WITH_IT and (moment or datetime.now(UTC)) >= self.day:
            return AlgorithmUsageConstraint(allowed=False, not_allowed_after=self.day)
        return super().digest_algorithm_allowed(algo, moment)


def policy_of(sunset: datetime | None) -> DisallowWeakAlgorithmsPolicy:
    """The policy where SHA-256 is accepted until ``sunset``, or for good."""
    return DisallowWeakAlgorithmsPolicy() if sunset is None else Sunset(sunset)
