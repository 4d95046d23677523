"""Checking files in, keeping them, and proving later that they are what came."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from saraban.core.errors import Missing
from saraban.files import durability, fixity
from saraban.files.service import check_in, files_of, find_arrival, forget_arrivals, keep, keep_arrival, open_file
from saraban.files.types import FileRefused
from tests.common import sample_files as sample


def in_tmp(desk) -> list[str]:
    return os.listdir(desk.root._p_jar.db().storage.temporaryDirectory())


class TestKeep:
    def test_bytes_digests_and_type_are_kept(self, desk):
        data = sample.pdf()
        stored = keep(desk, io.BytesIO(data), "../ลับ/หนังสือ.doc")
        desk.tm.commit()
        desk.tm.begin()
        found = files_of(desk.root).stored[stored.id]
        assert (found.name, found.media_type, found.size) == ("หนังสือ.pdf", "application/pdf", len(data))
        assert found.sha256 == hashlib.sha256(data).hexdigest()
        assert found.sha512 == hashlib.sha512(data).hexdigest()
        with open_file(found) as stream:
            assert stream.read() == data
        assert fixity.verify(desk.root) == []

    def test_a_refused_file_leaves_nothing(self, desk):
        before = len(desk.root._p_jar.db().storage)
        with pytest.raises(FileRefused):
            keep(desk, io.BytesIO(b"MZ\0\0"), "a.pdf")
        assert in_tmp(desk) == []
        desk.tm.commit()
        assert len(desk.root._p_jar.db().storage) == before

    def test_too_large(self, desk):
        with pytest.raises(FileRefused) as refused:
            keep(desk, io.BytesIO(b"a" * 2_000_000), "a.txt", max_bytes=1_000_000)
        assert refused.value.slug == "file-too-large"
        assert in_tmp(desk) == []

    def test_an_aborted_transaction_leaves_nothing(self, desk):
        keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.abort()
        desk.tm.begin()
        assert list(files_of(desk.root).stored) == []

    def test_directories_are_synced_after_the_move_and_before_the_decision(self, desk, monkeypatch):
        synced = []
        real = durability.sync_directory

        def spy(path):
            synced.append((path, sorted(os.listdir(path))))
            real(path)

        monkeypatch.setattr(durability, "sync_directory", spy)
        keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.commit()
        assert synced[0][1][0].endswith(".blob")
        assert synced[-1][0] == Path(desk.root._p_jar.db().storage.fshelper.base_dir)

    def test_directories_that_are_on_disk_are_not_synced_again(self, desk, monkeypatch):
        keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.commit()
        desk.tm.begin()
        synced = []
        monkeypatch.setattr(durability, "sync_directory", synced.append)
        stored = keep(desk, io.BytesIO(sample.pdf()), "b.pdf")
        desk.tm.commit()
        own = Path(desk.root._p_jar.db().storage.fshelper.getPathForOID(stored.blob._p_oid))
        assert synced == [own, own.parent]

    def test_a_directory_made_anew_is_synced_again(self, desk, monkeypatch):
        keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.commit()
        desk.tm.begin()
        synced = []
        monkeypatch.setattr(durability, "sync_directory", synced.append)
        monkeypatch.setattr(durability, "_inode", lambda _path: 1)
        keep(desk, io.BytesIO(sample.pdf()), "b.pdf")
        desk.tm.commit()
        assert synced[-1] == Path(desk.root._p_jar.db().storage.fshelper.base_dir)

    def test_survives_a_savepoint(self, desk):
        stored = keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.savepoint()
        desk.tm.commit()
        desk.tm.begin()
        assert fixity.verify(desk.root) == []
        assert stored.size == len(sample.pdf())


class TestArrivals:
    def test_an_arrival_waits_for_its_person_and_goes_with_the_commit(self, desk, tmp_path):
        place = tmp_path / "arrivals"
        token = check_in(io.BytesIO(sample.pdf()), "a.pdf", directory=place, person="u-clerk").token
        with pytest.raises(Missing):
            find_arrival(place, token, person="u-other")
        stored = keep_arrival(desk, find_arrival(place, token, person="u-clerk"))
        assert stored.media_type == "application/pdf"
        desk.tm.abort()
        desk.tm.begin()
        keep_arrival(desk, find_arrival(place, token, person="u-clerk"))
        desk.tm.commit()
        assert os.listdir(place) == []
        with pytest.raises(Missing):
            find_arrival(place, token, person="u-clerk")

    @pytest.mark.parametrize("token", ["", "../../etc/passwd", "0" * 32, None])
    def test_unknown_tokens(self, tmp_path, token):
        with pytest.raises(Missing):
            find_arrival(tmp_path, token, person="u-clerk")

    def test_files_are_private(self, tmp_path):
        arrival = check_in(io.BytesIO(b"abc"), "a.txt", directory=tmp_path / "in")
        assert os.stat(arrival.path).st_mode & 0o777 == 0o600
        assert os.stat(tmp_path / "in").st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("found_again", [True, False])
    def test_old_ones_are_forgotten(self, tmp_path, found_again):
        arrival = check_in(io.BytesIO(b"abc"), "a.txt", directory=tmp_path, found_again=found_again)
        assert forget_arrivals(tmp_path) == 0
        os.utime(f"{arrival.path}.json" if found_again else arrival.path, (1, 1))
        assert forget_arrivals(tmp_path) == 1
        assert os.listdir(tmp_path) == []

    def test_one_for_this_request_is_not_found_again(self, tmp_path):
        arrival = check_in(io.BytesIO(b"abc"), "a.txt", directory=tmp_path, person="p1", found_again=False)
        with pytest.raises(Missing):
            find_arrival(tmp_path, arrival.token, person="p1")


class TestFixity:
    def test_changed_bytes_are_found(self, desk):
        stored = keep(desk, io.BytesIO(sample.pdf()), "a.pdf")
        desk.tm.commit()
        desk.tm.begin()
        path = stored.blob.committed()
        os.chmod(path, 0o600)
        data = bytearray(Path(path).read_bytes())
        data[100] ^= 1
        Path(path).write_bytes(data)
        assert [p.slug for p in fixity.verify(desk.root)] == ["file-digest"]
        Path(path).write_bytes(data[:-1])
        assert [p.slug for p in fixity.verify(desk.root)] == ["file-size"]
        os.remove(path)
        assert [p.slug for p in fixity.verify(desk.root)] == ["file-missing"]
