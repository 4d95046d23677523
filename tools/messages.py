"""Keeps the message catalogues: English is the key, Thai the wording that people see first.

messages.py extract            what the code and templates say -> locales/saraban.pot
messages.py update             merge into th and en (en is filled by itself)
messages.py add ENGLISH THAI   put a Thai wording down (several people may do so at once)
messages.py fill FILE          the same for many, one "English<TAB>Thai" a line
messages.py missing            what has no Thai wording yet
messages.py compile            .po -> .mo
messages.py check              complete, current, same placeholders
"""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib

TOP = Path(__file__).resolve().parents[1]
LOCALES = TOP / "locales"
POT = LOCALES / "saraban.pot"
LANGUAGES = ("th", "en")
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def catalogue(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALES / language / "LC_MESSAGES" / "saraban.po"


@contextmanager
def locked() -> Iterator[None]:
    """One writer at a time."""
    with open(LOCALES / ".lock", "w") as handle:  # noqa: PTH123 - the lock is the open file
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def extracted() -> polib.POFile:
    """The messages that code and templates hold now, sorted, without line numbers."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "saraban.pot"
        command = [str(Path(sys.executable).parent / "pot-create"), "-d", "saraban", "-o", str(out), "src/saraban"]
        subprocess.run(command, cwd=TOP, check=True, capture_output=True)  # noqa: S603
        found = polib.pofile(str(out))
    template = polib.POFile(wrapwidth=120)
    template.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    for entry in sorted(found, key=lambda e: e.msgid):
        files = sorted({name.removeprefix("./") for name, _line in entry.occurrences})
        template.append(polib.POEntry(msgid=entry.msgid, comment=entry.comment, occurrences=[(f, "") for f in files]))
    return template


def load(language: str) -> polib.POFile:
    """Read a catalogue, an empty one where there is none."""
    path = catalogue(language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=120)
    made = polib.POFile(wrapwidth=120)
    made.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return made


def extract() -> None:
    """Write the template."""
    extracted().save(str(POT))


def update() -> None:
    """Merge the template into both catalogues; wordings of messages that are gone are dropped."""
    with locked():
        template = extracted()
        template.save(str(POT))
        for language in LANGUAGES:
            kept = {e.msgid: e.msgstr for e in load(language)}
            made = polib.POFile(wrapwidth=120)
            made.metadata = load(language).metadata
            for entry in template:
                words = entry.msgid if language == "en" else kept.get(entry.msgid, "")
                made.append(polib.POEntry(msgid=entry.msgid, msgstr=words, occurrences=entry.occurrences))
            if language != "en":  # wordings put down for messages that are still being written
                known = {e.msgid for e in template}
                made.extend(
                    polib.POEntry(msgid=k, msgstr=v, obsolete=False)
                    for k, v in kept.items()
                    if k not in known and "--prune" not in sys.argv
                )
            catalogue(language).parent.mkdir(parents=True, exist_ok=True)
            made.save(str(catalogue(language)))


def put(pairs: list[tuple[str, str]]) -> None:
    """Put Thai wordings down."""
    with locked():
        thai = load("th")
        have = {e.msgid: e for e in thai}
        for english, words in pairs:
            if english in have:
                have[english].msgstr = words
            else:
                thai.append(polib.POEntry(msgid=english, msgstr=words))
                have[english] = thai[-1]
        catalogue("th").parent.mkdir(parents=True, exist_ok=True)
        thai.save(str(catalogue("th")))


def missing() -> list[str]:
    """The messages without a Thai wording."""
    have = {e.msgid for e in load("th") if e.msgstr}
    return [e.msgid for e in extracted() if e.msgid not in have]


def compile_all() -> None:
    """Make the .mo files."""
    for language in LANGUAGES:
        if catalogue(language).exists():
            load(language).save_as_mofile(str(catalogue(language).with_suffix(".mo")))


def problems() -> list[str]:
    """What is wrong with the catalogues, one line each."""
    now = {e.msgid for e in extracted()}
    found = [f"th: no wording for {m!r}" for m in missing()]
    for language in LANGUAGES:
        entries = {e.msgid: e for e in load(language)}
        found += [f"{language}: not in use: {m!r}" for m in entries if m not in now]
        if language == "en":
            found += [f"en: lacks {m!r}" for m in now if m not in entries or not entries[m].msgstr]
        for entry in entries.values():
            if entry.msgstr and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr)):
                found.append(f"{language}: other placeholders: {entry.msgid!r}")
            if "fuzzy" in entry.flags:
                found.append(f"{language}: fuzzy: {entry.msgid!r}")
    if {e.msgid for e in polib.pofile(str(POT))} != now if POT.exists() else True:
        found.append("saraban.pot is not current: run messages.py update")
    return found


def main(arguments: list[str]) -> int:
    """Do what was asked; gives the exit status."""
    verb, *rest = arguments or ["help"]
    rest = [r for r in rest if r != "--prune"]
    if verb in {"extract", "update", "compile"}:
        {"extract": extract, "update": update, "compile": compile_all}[verb]()
    elif verb == "add" and len(rest) == 2:
        put([(rest[0], rest[1])])
    elif verb == "fill" and len(rest) == 1:
        rows = [line.split("\t") for line in Path(rest[0]).read_text(encoding="utf-8").splitlines() if "\t" in line]
        put([(row[0], row[1]) for row in rows])
    elif verb == "missing":
        print("\n".join(missing()))
    elif verb == "check":
        found = problems()
        print("\n".join(found) or "catalogues: complete")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
