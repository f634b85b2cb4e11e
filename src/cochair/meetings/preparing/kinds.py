"""The joint acts of this part of a meeting."""


def register_all() -> None:
    """Make the kinds of this part known; called once, when the app is ready."""
