"""การตรวจงานที่รอ (what waits): tasks in the trays and deliveries at the units, against the things that they wait for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from saraban.core.ids import id_text
from saraban.core.problems import Problem
from saraban.letters.records import letters_of
from saraban.tasks import service as tasks

WAITING = {"delivered", "opened"}
#: What a paper that is done with leaves in no tray.
DONE = {"closed", "filed", "returned", "void"}
AT_ONCE = 1000


def check_trays(root: Any) -> Iterator[Problem]:
    """ตรวจงานที่รอ of the whole store."""
    yield from _tasks(root)
    yield from _papers(root)
    yield from _deliveries(root)


def _tasks(root: Any) -> Iterator[Problem]:
    """Each task is one that its paper, draft or delivery knows of."""
    store = letters_of(root)
    returned = {d.task for d in root["exchange"].deliveries.values() if d.task is not None}
    for name in root["tasks"].trays:
        where = f"tray/{name}"
        count = 0
        for task in _all(root, name):
            count += 1
            paper, letter = store.papers.get(task.paper), store.letters.get(task.letter)
            if letter is None or (task.paper and paper is None):
                yield Problem(where, "task-dangling", f"a task about letter {id_text(task.letter)} leads nowhere")
            elif paper is not None and paper.state in DONE:
                yield Problem(where, "task-left-over", f"paper {paper.key} is {paper.state} and still waits here")
            elif not _is_known(task, letter, paper, returned):
                yield Problem(where, "task-unknown", f"letter {letter.key} does not know that it waits here")
        if count != tasks.count(root, name):
            yield Problem(where, "task-count", f"{count} tasks lie here, {tasks.count(root, name)} are said")


def _is_known(task: tasks.Task, letter: Any, paper: Any, returned: set[Any]) -> bool:
    drafted = letter.draft is not None and letter.draft.task == task.ref
    return drafted or task.ref in returned or (paper is not None and task.ref in paper.tasks)


def _papers(root: Any) -> Iterator[Problem]:
    """What a paper says of its tasks is so."""
    for paper in letters_of(root).papers.values():
        for ref in paper.tasks:
            task = tasks.find(root, ref)
            if task is None or task.paper != paper.id:
                yield Problem(f"paper/{paper.key}", "paper-task", f"its task is not in the tray {ref.tray}")
        paper._p_deactivate()


def _deliveries(root: Any) -> Iterator[Problem]:
    """Deliveries that wait are those at their units, and the counts are right."""
    exchange = root["exchange"]
    listed = {key: unit for unit, _at, key in exchange.waiting}
    for delivery in exchange.deliveries.values():
        unit = listed.pop(delivery.id, None)
        if (delivery.state in WAITING) != (unit is not None) or unit not in {None, delivery.to_unit}:
            yield Problem(
                f"delivery/{delivery.key}", "delivery-waiting", f"it is {delivery.state} and listed at {unit}"
            )
        if (delivery.letter, delivery.id) not in exchange.of_letter:
            yield Problem(f"delivery/{delivery.key}", "delivery-letter", "its letter does not know of it")
        delivery._p_deactivate()
    for key in listed:
        yield Problem(f"delivery/{id_text(key)}", "delivery-left-over", "it waits and is not there")
    counted = Counter(unit for unit, _at, _key in exchange.waiting)
    for unit, length in exchange.waiting_counts.items():
        if length() != counted[unit]:
            yield Problem(f"unit/{unit}", "delivery-count", f"{counted[unit]} deliveries wait, {length()} are said")


def _all(root: Any, name: str) -> Iterator[tasks.Task]:
    after = None
    while found := tasks.tray(root, name, after=after, limit=AT_ONCE):
        yield from found
        after = found[-1].ref.place
