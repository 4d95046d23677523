"""Plone beside saraban in the same run: how the measuring client speaks to it, and a server of its own to be measured.

A letter is one call of plone.restapi with its fields and its PDF, so that it is created in one request as here.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

JSON = {"Accept": "application/json", "Content-Type": "application/json"}
ADMIN = "admin"
HOST = "127.0.0.1"
COME_UP = 120.0
_ZOPE = """
instancehome {place}
default-zpublisher-encoding utf-8
<zodb_db main>
  mount-point /
  cache-size 30000
  <filestorage>
    path {place}/var/Data.fs
    blob-dir {place}/var/blobs
  </filestorage>
</zodb_db>
"""
_WSGI = """
[app:zope]
use = egg:Zope#main
zope_conf = {place}/zope.conf
[server:main]
use = egg:waitress#main
host = {host}
port = {port}
threads = 4
[pipeline:main]
pipeline = egg:Zope#httpexceptions zope
"""
_ZCML = """
<configure xmlns="http://namespaces.zope.org/zope" xmlns:meta="http://namespaces.zope.org/meta"
    xmlns:five="http://namespaces.zope.org/five">
  <include package="Products.Five" />
  <meta:redefinePermission from="zope2.Public" to="zope.Public" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
  <securityPolicy component="AccessControl.security.SecurityPolicy" />
</configure>
"""


class Plone:
    """The system that is measured beside."""

    name = "plone"
    admin = (ADMIN, ADMIN)

    def login_request(self, _user, _password):
        """All is done by the one who may do everything: that spares Plone the looking up of rights."""
        return ("POST", "/Plone/@login", JSON, json.dumps({"login": ADMIN, "password": ADMIN}).encode()), None

    def login_headers(self, _status, _headers, body):
        return {"Authorization": f"Bearer {json.loads(body)['token']}"}

    def division_path(self, division):
        return f"/Plone/{division['id']}"

    def create(self, letter, pdf, id=None, folder=None):
        """A letter with its file."""
        data = {name: letter[name] for name in ("number", "sender", "recipients", "dated", "urgency", "body")}
        file = {"filename": "letter.pdf", "content-type": "application/pdf", "encoding": "base64"}
        file["data"] = base64.b64encode(pdf).decode()
        data |= {"@type": "Letter", "id": id or letter["id"], "title": letter["subject"], "file": file}
        return "POST", folder or f"/Plone/{letter['division']}", JSON, json.dumps(data, ensure_ascii=False).encode()

    def created_ok(self, status, _body):
        return status == 201


TARGETS = {"plone": Plone}


class PloneSystem:
    """One process of Plone on a store of its own, with so many letters in it."""

    def __init__(self, programs, place, port):
        self.programs, self.place, self.port = programs, place, port
        self.process = None

    def make(self, bench, letters):
        """The instance, the site and its letters."""
        (self.place / "var" / "blobs").mkdir(parents=True)
        (self.place / "etc").mkdir()
        (self.place / "zope.conf").write_text(_ZOPE.format(place=self.place))
        (self.place / "zope.ini").write_text(_WSGI.format(place=self.place, host=HOST, port=self.port))
        (self.place / "etc" / "site.zcml").write_text(_ZCML)
        here = Path(__file__)
        files = self.place / "zope.conf", here.with_name("plone_site.py"), here.with_name("plone_letter.xml")
        self._run("zconsole", "run", *map(str, files), str(letters), bench=bench)

    def _run(self, program, *words, bench):
        log = self.place / f"{program}.log"
        with log.open("wb") as out:
            done = subprocess.run(
                [str(self.programs / program), *words],
                env={**os.environ, "PYTHONPATH": str(bench)},
                stdout=out,
                stderr=out,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{program}: {log.read_text(errors='replace')[-2000:]}")

    def up(self):
        """Start it; gives the seconds until it answered."""
        since = time.monotonic()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        with (self.place / "plone.log").open("wb") as out:
            self.process = subprocess.Popen(
                [str(self.programs / "runwsgi"), str(self.place / "zope.ini")], env=environment, stdout=out, stderr=out
            )
        while time.monotonic() - since < COME_UP:
            with suppress(OSError):
                connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
                connection.request("GET", "/Plone", headers=JSON)
                if connection.getresponse().status == 200:
                    return time.monotonic() - since
            time.sleep(0.2)
        raise RuntimeError("Plone did not come up")

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
