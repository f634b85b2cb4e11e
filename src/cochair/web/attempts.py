"""How often something is tried: counted in the cache, by whatever tries."""

from django.core.cache import cache


def too_often(what: str, *, most: int, seconds: int) -> bool:
    """Count one more try, and say whether that is more than `most` in so many seconds."""
    key = f"tries:{what}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:
        # It ran out between the two lines: this is the first try again.
        cache.set(key, 1, seconds)
        return False
