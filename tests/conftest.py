"""What every test finds: a home of its own, no demo, nothing kept from the test before, forums.

The forums are loaded once for a module, in a transaction that is undone at its end; what a test
changes is undone after that test, as always.
"""

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test.client import ClientHandler
from hypothesis import settings as properties
from pytest_django.fixtures import _set_suffix_to_test_databases

import columns
import played
import tables
from cochair.front import priority
from emptying import emptied_between_tests as emptied_between_tests

if "COCHAIR_HOME" not in os.environ:
    # Settings are read before this file: what hangs on the home is set again, once.
    HOME = tempfile.TemporaryDirectory(prefix="cochair-tests-")
    settings.COCHAIR_HOME = Path(HOME.name)
    settings.MAILERS["default"]["OPTIONS"]["file_path"] = settings.COCHAIR_HOME / "mail"
    settings.STATIC_ROOT = settings.COCHAIR_HOME / "static"
    settings.STORAGES["default"]["OPTIONS"]["location"] = settings.COCHAIR_HOME / "files"
    settings.STORAGES["witnesses"]["OPTIONS"]["location"] = settings.COCHAIR_HOME / "witnesses"
columns.told_quickly()
settings.STATIC_ROOT.mkdir(exist_ok=True)
settings.DEMO = os.environ.get("COCHAIR_DEMO") == "yes" and "COCHAIR_HOME" in os.environ

# How this process goes beside others, as `nice` counts.
AS_IT_BEGAN = os.getpriority(os.PRIO_PROCESS, 0)
# The longest file: a worker that came to it last would go on alone for minutes.
FIRST = "tests/story/test_cycle.py"
# What starts processes of its own asks a database without a fixture for it.
BY_PROCESSES = "tests/cli/"
# What a handler builds of the middleware.
BUILT = (
    "_view_middleware",
    "_template_response_middleware",
    "_exception_middleware",
    "_middleware_chain",
)
DATABASE = frozenset({"db", "transactional_db", "django_db_setup"})
# The last journeys go on in one house, which each worker would build for itself.
IN_ONE_HOUSE = frozenset(
    f"tests/journeys/test_{name}.py" for name in ("us07_record", "us08", "us11", "us12")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--only-database`: leave out what asks no database, and was run beside another one."""
    parser.addoption("--only-database", action="store_true", default=False)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest file comes first; with `--only-database`, keep the tests that ask a database."""
    items.sort(key=lambda one: not one.nodeid.startswith(FIRST))
    if not config.getoption("--only-database"):
        return
    aside = [one for one in items if not _asks_a_database(one)]
    config.hook.pytest_deselected(items=aside)
    items[:] = [one for one in items if _asks_a_database(one)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With `--dist loadfile`, one worker takes all journeys that go on in one house."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByHouse(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "tests/journeys" if file in IN_ONE_HOUSE else file

    return ByHouse(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Scenes are put back but where a test changes what they hang on."""
    played.begins(item)


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
    """Before a test writes anything, PostgreSQL numbers rows from where it found them."""
    yield
    if fixturedef.argname == "_django_db_helper":
        played.number_on()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """A test runs for longer than a process may go first that holds the database of SQLite."""
    priority.go_as(AS_IT_BEGAN)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there before the first test stays to the end: nobody looks again whether it is garbage."""
    gc.collect()
    gc.freeze()
    # As often as the server does: half of all that was looked at was still in use.
    gc.set_threshold(20_000, 20, 50)


def _asks_a_database(one: pytest.Item) -> bool:
    asked = DATABASE & set(getattr(one, "fixturenames", ()))
    marked = one.get_closest_marker("django_db")
    return bool(asked or marked) or one.nodeid.startswith(BY_PROCESSES)


# How long an example takes says how busy the machine is, and nothing about the world.
properties.register_profile("any machine", deadline=None)
properties.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """A database of its own for each worker; one in memory is that by itself.

    The plugin knows a database in memory by the name of Django's own backend alone.
    """
    told = settings.DATABASES["default"]
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and (told["TEST"].get("NAME") or "sqlite" not in told["ENGINE"]):
        _set_suffix_to_test_databases(suffix=worker)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Tables are copied, not made: on PostgreSQL from the database that the suite names."""
    if template := os.environ.get("COCHAIR_TEST_TEMPLATE"):
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template
    with tables.copied_into_memory():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """What is committed waits for no disk on PostgreSQL: no test cuts the power of that server.

    Whoever kills a server has one of its own (tests/killing.py), which does wait.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        for told in ("synchronous_commit = off", "jit = off"):
            name = connection.ops.quote_name(connection.settings_dict["NAME"])
            cursor.execute(f"ALTER DATABASE {name} SET {told}")
        # What was told counts for connections that begin later.
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def one_house_for_all_clients() -> Iterator[None]:
    """What stands between a client and a page is built once for all clients, and anew for other
    settings."""
    built: dict[int, tuple[object, dict[str, object]]] = {}
    load = ClientHandler.load_middleware

    def once(handler: ClientHandler, is_async: bool = False) -> None:
        now = settings._wrapped
        if id(now) not in built:
            load(handler, is_async)
            # The settings are kept as well: else others might take their place in memory.
            built[id(now)] = now, {name: vars(handler)[name] for name in BUILT}
        vars(handler).update(built[id(now)][1])

    ClientHandler.load_middleware = once
    yield
    ClientHandler.load_middleware = load


@pytest.fixture(autouse=True)
def nothing_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Results, rosters, tries and the language that was read last are forgotten by each test."""
    from django.core.cache import cache
    from django.utils import translation

    import forgotten
    from cochair.features.accounts import limits

    if "all_undone" not in request.fixturenames:
        forgotten.everything()
    limits.forget()
    cache.clear()
    translation.deactivate()
    yield


@pytest.fixture(scope="module")
def scene_counts(scene_kept: object) -> dict[str, int]:
    """How often each table was written once the scene stands, of which nothing is kept yet."""
    import forgotten
    from cochair.web import tables

    forgotten.everything()
    return dict(tables.counts())


@pytest.fixture
def all_undone(at_work: object, scene_counts: dict[str, int]) -> object:
    """The scene, for tests that undo all that they do (`knocking.undone`): what one of them keeps of
    it the next one finds, as one reader finds on a server what another has asked for."""
    import knocking

    knocking.stands_as(scene_counts)
    return at_work


@contextmanager
def for_a_module(blocker: object) -> Iterator[None]:
    """What is written lasts until the end of a module, and is then undone."""
    from django.db import transaction

    around = transaction.atomic()
    # As Django marks what it begins around tests: in it other transactions begin and end.
    around._from_testcase = True
    with blocker.unblock(), around:  # type: ignore[attr-defined]
        priority.go_as(AS_IT_BEGAN)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def small_forum_kept(django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    """The small forum of `world`, loaded once for the module."""
    import world
    from images import Beginning

    with for_a_module(django_db_blocker):
        beginning = Beginning()
        forum = world.small_forum()
        beginning.ends()
        forum.beginning = beginning
        yield forum


@pytest.fixture(scope="module")
def scene_kept(small_forum_kept: object, django_db_blocker: object) -> object:
    """The small forum with somebody in every office, an act that waits, and a meeting that is
    planned: from the first test of the module on that asks for it."""
    import matrix

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        if small_forum_kept.beginning.undone():  # type: ignore[attr-defined]
            return matrix.kept_scene(small_forum_kept)
        # Another fixture of the module has written already.
        return matrix.scene(small_forum_kept)


@pytest.fixture(scope="module")
def real_forum_kept(django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    """The first forum that is shipped, loaded once for the module."""
    import people

    with for_a_module(django_db_blocker):
        yield people.real_forum()


@pytest.fixture
def small_forum(small_forum_kept: object, db: None) -> object:
    """The small forum; what a test changes in it is undone after the test."""
    return small_forum_kept


@pytest.fixture
def at_work(scene_kept: object, db: None) -> Iterator[object]:
    """Monday morning in the small forum, with its scene; the clock stands still."""
    from cochair.web.clock import clock
    from world import NOW

    with clock.at(NOW):
        yield scene_kept


@pytest.fixture
def real_forum(real_forum_kept: object, db: None) -> object:
    """The real forum as shipped; what a test changes in it is undone after the test."""
    return real_forum_kept
