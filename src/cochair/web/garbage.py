"""How a process that serves looks for garbage."""

import gc


def rarely() -> None:
    """Seldom through what is kept from page to page: to look through all of it every few pages would
    make each of those readers wait for 150 ms with 2,000 documents."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
