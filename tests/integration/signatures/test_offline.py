"""แฟ้มตรวจสอบนอกระบบ: what its instructions say is done by the tools they name, and what was altered is seen."""

import io
import re
import subprocess
import zipfile

import pytest

from saraban.signatures.offline import ENGLISH, THAI, offline_file
from tests.common.signed_letters import room_of, signed_by, trust_in


@pytest.fixture(scope="module")
def signed(authority):
    room = room_of(authority)
    return signed_by(room, "section", signed_by(room, "drafter").content).content


@pytest.fixture(scope="module")
def archive(authority, signed):
    return offline_file(signed, trust_in(authority, agency=True))


@pytest.fixture
def place(archive, tmp_path):
    zipfile.ZipFile(io.BytesIO(archive)).extractall(tmp_path)
    return tmp_path


def run(place, *command):
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)


def chain_of(place, n):
    """Step 3 of the instructions, for a signature."""
    said = run(place, "pdfsig", "letter.pdf").stdout
    a, b, c = re.findall(r"Signed Ranges: \[0 - (\d+)\], \[(\d+) - (\d+)\]", said)[n]
    run(place, "pdfsig", "-dump", "letter.pdf")
    cut = f"(head -c {a} letter.pdf; tail -c +$(({b}+1)) letter.pdf | head -c $(({c}-{b}))) > signed.bin"
    run(place, "sh", "-c", f"{cut}; cat trust/*.pem > trust.pem")
    if n % 2:  # each signature is followed by a time stamp on the whole file
        return run(
            place, "openssl", "ts", "-verify", "-token_in", "-in", f"letter.pdf.sig{n}", "-data", "signed.bin",
            "-CAfile", "trust.pem",
        )  # fmt: skip
    return run(
        place, "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", f"letter.pdf.sig{n}",
        "-content", "signed.bin", "-CAfile", "trust.pem", "-purpose", "any", "-out", "/dev/null",
    )  # fmt: skip


def test_it_holds_the_letter_untouched_with_authorities_and_instructions(archive, signed):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.namelist() == ["letter.pdf", "trust/agency.pem", "SHA256SUMS", THAI, ENGLISH]
        assert opened.read("letter.pdf") == signed
        assert b"openssl cms -verify" in opened.read(ENGLISH)
        assert "ลายมือชื่อ" in opened.read(THAI).decode()


def test_the_same_letter_gives_the_same_file(archive, authority, signed):
    assert offline_file(signed, trust_in(authority, agency=True)) == archive


def test_sheets_that_grew_are_in_it_with_their_digests(authority, signed, tmp_path):
    content = offline_file(signed, trust_in(authority, agency=True), {"sheet-d54-1.pdf": b"grown"})
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    assert (tmp_path / "sheet-d54-1.pdf").read_bytes() == b"grown"
    assert "sheet-d54-1.pdf: OK" in run(tmp_path, "sha256sum", "-c", "SHA256SUMS").stdout
    assert all("sheet-*.pdf" in (tmp_path / name).read_text(encoding="utf-8") for name in (THAI, ENGLISH))


def test_the_digests_agree(place):
    assert run(place, "sha256sum", "-c", "SHA256SUMS").returncode == 0


def test_pdfsig_finds_both_signatures_valid(place):
    said = run(place, "pdfsig", "letter.pdf").stdout
    entries = said.split("Signature #")[1:]
    assert len(entries) == 4
    signatures = [entry for entry in entries if "ETSI.CAdES.detached" in entry]
    assert ["Signature is Valid." in entry for entry in signatures] == [True, True]


@pytest.mark.parametrize("n", range(4))
def test_each_signer_and_stamper_leads_to_an_authority_in_the_file(place, n):
    done = chain_of(place, n)
    assert done.returncode == 0, done.stderr
    assert ("Verification: OK" if n % 2 else "CMS Verification successful") in done.stdout + done.stderr


def test_an_altered_letter_fails_every_step(place, signed):
    (place / "letter.pdf").write_bytes(signed.replace(b"/Type /Page", b"/Type /Pagf", 1))
    assert run(place, "sha256sum", "-c", "SHA256SUMS").returncode != 0
    assert "Signature is Valid." not in run(place, "pdfsig", "letter.pdf").stdout.split("Signature #2")[0]


def test_another_authority_does_not_vouch(place):
    run(place, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=Other",
        "-out", "trust/agency.pem")  # fmt: skip
    assert [chain_of(place, n).returncode != 0 for n in (0, 1)] == [True, True]
