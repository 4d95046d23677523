"""PDF/A-1b by the judge, before and after each signature: three signers, the receive stamp, the notes on it."""

import pytest

from saraban.documents.sheets import set_letter
from saraban.signatures.appearance import Signer, signature_mark
from saraban.signatures.boxes import POINTS_PER_MM, Box
from saraban.signatures.identity import Identity
from saraban.signatures.interfaces import PKCS12, KeyReference, Secret
from saraban.signatures.signing import Holder, Level, Work
from tests.common.authority import PASSWORD, PEOPLE
from tests.common.preflight import verdicts
from tests.common.sheets import external
from tests.common.signed_letters import MADE_ON, letter, signed_by

STEPS = ("drafter", "section", "director", "receiver", "note1", "note2")


@pytest.fixture(scope="module")
def judged(room, tmp_path_factory):
    files, content = {"unsigned": letter()}, letter()
    for label in STEPS:
        content = signed_by(room, label, content).content
        files[label] = content
    files |= {"issued": (plain := set_letter(external())).pdf, "issued-signed": signed_in_its_place(room, plain)}
    return verdicts(files, tmp_path_factory.mktemp("preflight"))


@pytest.mark.parametrize("step", ["unsigned", *STEPS, "issued", "issued-signed"])
def test_it_is_valid_after_each_step(judged, step):
    assert judged[step] == ""


def signed_in_its_place(room, issued):
    """The letter as we set it, signed where it left room."""
    page, spot = issued.place("signature")
    high = issued.boxes[page - 1].height
    x, y = spot.x / POINTS_PER_MM, (high - spot.y - spot.height) / POINTS_PER_MM
    box = Box(page, x, y, spot.width / POINTS_PER_MM, spot.height / POINTS_PER_MM)
    mark = signature_mark(box, Signer(PEOPLE["director"][0], ("ผู้อำนวยการ",), MADE_ON))
    work = Work(issued.pdf, "signature", box, mark, room_known=True)
    holder = Holder(Identity(PEOPLE["director"][1]))
    return room.sign(work, KeyReference(PKCS12, "director"), Secret(pin=PASSWORD), holder, Level.LTA).content
