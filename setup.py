"""saraban: an e-Saraban (ระบบสารบรรณอิเล็กทรอนิกส์) on Pyramid and ZODB. Versions are pinned in etc/versions.cfg."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import fontpkg_sarabun
import polib
from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
DOCUMENTS = ROOT / "src" / "saraban" / "documents"
LOCALES = ROOT / "locales"

RUNTIME = [
    "aiohttp",
    "argon2-cffi",
    "asn1crypto",
    "brotli",
    "BTrees",
    "Chameleon",
    "colander",
    "cryptography",
    "defusedxml",
    "deform",
    "fontpkg-sarabun",
    "fontTools",
    "jsonschema",
    "nlpo3",
    "openpyxl",
    "PasteDeploy",
    "persistent",
    "Pillow",
    "puremagic",
    "pyHanko",
    "pyhanko-certvalidator",
    "pyotp",
    "pypdfium2",
    "typst",
    "uharfbuzz",
    "pyramid",
    "pyramid_chameleon",
    "pyramid_retry",
    "pyramid_tm",
    "pythainlp",
    "python-pkcs11",
    "segno",
    "setuptools<81",  # pkg_resources: Pyramid 1.10, Deform and Substance D import it
    "substanced",
    "tantivy",
    "transaction",
    "uvloop",  # ZEO's loop, in its clients and its server, where it is installed
    "venusian",
    "waitress",
    "WebOb",
    "Whoosh-Reloaded",
    "ZEO",
    "ZODB",
    "zodburi",
    "zope.interface",
]

TEST = [
    "aiosmtpd",
    "axe-playwright-python",
    "certomancer[web-api]",
    "freezegun",
    "hypothesis",
    "lingva",
    "openapi-spec-validator",
    "playwright",
    "polib",
    "pytest",
    "pytest-cov",
    "pytest-xdist",
    "WebTest",
]

DEV = [
    "codespell",
    "import-linter",
    "mypy",
    "mypy-zope",
    "pre-commit",
    "ruff",
    "towncrier",
    "zc.buildout",
]


def make_fonts(sources: Path, target: Path) -> None:
    """The fonts of letters, made of the font package by a module that needs nothing else of this one."""
    spec = spec_from_file_location("cluster_font", DOCUMENTS / "cluster_font.py")
    cluster_font = module_from_spec(spec)
    spec.loader.exec_module(cluster_font)
    made = target / "digest"
    if not made.exists() or made.read_text(encoding="ascii") != cluster_font.digest(sources):
        cluster_font.build_all(sources, target)


class BuildWithMessages(build_py):
    """Compiles the message catalogues (``locales/*/LC_MESSAGES/saraban.po``) before packing or linking the package.

    The fonts of letters are made in the same step, where they are not there yet.
    """

    def run(self) -> None:
        for source in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        make_fonts(Path(fontpkg_sarabun.__file__).parent / "files", DOCUMENTS / "fonts")
        super().run()


setup(
    name="saraban",
    version="0.1.0.dev0",
    description="Thai e-Saraban: correspondence, registers and records of a public body",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    classifiers=[
        "Framework :: Pyramid",
        "Framework :: ZODB",
        "Natural Language :: Thai",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    python_requires=">=3.11,<3.14",
    package_dir={"": "src"},
    packages=find_packages("src"),
    package_data={
        "": ["py.typed", "templates/**/*", "static/**/*", "data/**/*", "fonts/*"],
        "saraban": ["locales/*/LC_MESSAGES/*.mo", "locales/*/LC_MESSAGES/*.po"],
    },
    install_requires=RUNTIME,
    extras_require={"test": TEST, "dev": [*TEST, *DEV]},
    entry_points={
        "console_scripts": ["saraban=saraban.scripts.main:main"],
        "paste.app_factory": ["main=saraban.app:main"],
    },
    cmdclass={"build_py": BuildWithMessages},
    zip_safe=False,
)
