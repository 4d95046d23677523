import stat

import pytest
from cryptography.fernet import Fernet

from saraban.auth.errors import KeyUnusable
from saraban.auth.keys import decrypt, encrypt, make_key


def test_the_key_is_made_once_and_is_private(tmp_path):
    path = make_key(tmp_path / "var")
    before = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert make_key(tmp_path / "var").read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["secret.key"]


def test_round_trip(tmp_path):
    make_key(tmp_path)
    assert decrypt(tmp_path, encrypt(tmp_path, "JBSWY3DP")) == "JBSWY3DP"


def test_a_new_key_in_front_still_reads_what_the_old_one_wrote(tmp_path):
    path = make_key(tmp_path)
    kept = encrypt(tmp_path, "JBSWY3DP")
    path.write_bytes(b"# since November\n" + Fernet.generate_key() + b"\n" + path.read_bytes())
    assert decrypt(tmp_path, kept) == "JBSWY3DP"


def test_another_key_reads_nothing(tmp_path):
    kept = encrypt(make_key(tmp_path / "a").parent, "JBSWY3DP")
    with pytest.raises(KeyUnusable):
        decrypt(make_key(tmp_path / "b").parent, kept)


@pytest.mark.parametrize("content", [None, "", "nonsense\n"])
def test_a_missing_or_broken_key_is_said_plainly(tmp_path, content):
    if content is not None:
        (tmp_path / "secret.key").write_text(content)
    with pytest.raises(KeyUnusable):
        encrypt(tmp_path, "JBSWY3DP")
