from __future__ import annotations

import os
import threading
import time

from saraban.core.turns import Turns


def test_the_first_has_it_at_once_and_the_last_leaves_nothing():
    turns = Turns()
    assert turns.take("a", 0)
    assert turns.take("b", 0)
    turns.give_back("a")
    assert turns.take("a", 0)


def test_in_the_order_of_coming():
    turns, served = Turns(), []
    turns.take("a", 0)

    def wait(number):
        assert turns.take("a", 10)
        served.append(number)
        turns.give_back("a")

    threads = []
    for number in range(6):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(turns._waiting["a"]) <= number:
            time.sleep(0.001)
    turns.give_back("a")
    for thread in threads:
        thread.join(10)
    assert served == [0, 1, 2, 3, 4, 5]


def test_who_waited_too_long_is_out_of_the_queue():
    turns = Turns()
    turns.take("a", 0)
    assert not turns.take("a", 0.01)
    turns.give_back("a")
    assert turns.take("a", 0)


def test_a_forked_process_begins_anew():
    turns = Turns()
    turns.take("a", 0)
    child = os.fork()
    if not child:
        os._exit(0 if turns.take("a", 0) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
