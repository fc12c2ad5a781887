"""How Python calls are counted: `sys.setprofile`, so the numbers are the same on every machine and every day."""

import gc
import sys


def calls(action, *, warm=2):
    """Calls of Python functions (generators entered again count, too) that `action` makes, itself left out.

    `action` runs first without counting, so that what is made once is there. The collector stands still: it calls
    what others left behind.
    """
    for _ in range(warm):
        action()
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event == "call"

    gc.collect()
    gc.disable()
    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count - 1


def calls_per(action, few, many):
    """What each further thing costs: `action(number)` is counted for two numbers; the part that all share falls out."""
    return (calls(lambda: action(many)) - calls(lambda: action(few))) / (many - few)
