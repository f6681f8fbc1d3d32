"""The engines: a result for each article, whatever an article does to the process that reads it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.build import build
from onrecord.engines import Engine, Read
from onrecord.engines.guard import Limits
from onrecord.engines.local import Local
from onrecord.engines.processes import HANDFUL, Processes
from onrecord.errors import InputError
from onrecord.record import Article
from onrecord.results import Result, text_hash
from onrecord.settings import Settings
from test_build import contents
from test_build_again import ARTICLES


def read(article: Article) -> Result:
    """Does to its process what the article says."""
    match article.text.partition(" ")[0]:
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "dawdle":
            while True:
                time.sleep(0.01)
        case "meet":
            meeting = Path(article.text.partition(" ")[2])
            (meeting / str(os.getpid())).touch()
            while len(list(meeting.iterdir())) < 2:
                time.sleep(0.01)
        case "eat":
            hoard = [bytearray(50_000_000) for _ in range(1000)]
            raise AssertionError(len(hoard))
    return Result(article.identifier, text_hash(article), key=str(os.getpid()))


@dataclass(frozen=True)
class Makes:
    """Makes the reader above, or fails at it."""

    fails: bool = False

    def __call__(self) -> Read:
        if self.fails:
            raise InputError("--model no_such_model", "no such language model is installed", "install it")
        return read


def texts(*given: str) -> list[Article]:
    return [Article(f"{number:03}", text) for number, text in enumerate(given)]


@pytest.mark.parametrize("number", [0, 1, HANDFUL + 1, 30])
@pytest.mark.parametrize("engine", [Local(), Processes(1), Processes(2)], ids=["local", "one", "two"])
def test_every_article_has_one_result(engine: Engine, number: int) -> None:
    results = list(engine.results(texts(*(["well"] * number)), Makes()))
    assert sorted(result.identifier for result in results) == [f"{n:03}" for n in range(number)]


def test_many_processes_share_the_work_and_a_handful_needs_but_one(tmp_path: Path) -> None:
    meeting = texts(*([f"meet {tmp_path}"] * (HANDFUL + 1)))
    assert len({result.key for result in Processes(2).results(meeting, Makes())}) == 2
    assert len({result.key for result in Processes(2).results(texts(*(["well"] * HANDFUL)), Makes())}) == 1


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("die", "ended its process (Segmentation fault)"),
        ("leave", "ended its process (exit code 3)"),
        ("dawdle", "took over 3 seconds"),
        ("eat", "takes more than 300 MB of memory"),
    ],
)
def test_an_article_that_poisons_its_process_is_named_and_the_rest_goes_on(deed: str, reason: str) -> None:
    articles = texts(*["well"] * 5, deed, *["well"] * 5, deed)
    results = {result.identifier: result for result in Processes(2, Limits(3.0, 300)).results(articles, Makes())}
    assert len(results) == 12
    for article in articles:
        omission = results[article.identifier].omission
        if article.text == deed:
            assert omission is not None
            assert omission.where == article.identifier
            assert reason in omission.what
        else:
            assert omission is None


def test_articles_are_taken_only_as_fast_as_they_are_read() -> None:
    taken = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for article in texts(*["well"] * 100):
            taken += 1
            yield article

    for done, _ in enumerate(Processes(2).results(source(), Makes()), start=1):
        assert taken <= done + 2 * HANDFUL + 2


def test_a_worker_that_cannot_begin_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no_such_model"):
        list(Processes(2).results(texts("well"), Makes(fails=True)))


def test_a_longer_article_may_take_longer() -> None:
    assert Limits(60).seconds(Article("a", "word")) == 60
    assert Limits(60).seconds(Article("a", "x" * 1_000_000)) == 600
    assert Limits(None).seconds(Article("a", "word")) == 0


@pytest.fixture(scope="module")
def one_process(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files that one process writes."""
    folder = tmp_path_factory.mktemp("local")
    build(ARTICLES, folder, engine=Local())
    return contents(folder)


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_write_the_bytes_that_one_process_writes(
    one_process: dict[str, bytes], tmp_path: Path, jobs: int
) -> None:
    assert build(reversed(ARTICLES), tmp_path, engine=Processes(jobs)).read == len(ARTICLES)
    assert contents(tmp_path) == one_process


def test_a_model_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "meta.json").write_text('{"lang": "en", "name": "none", "version": "1.0"}', encoding="utf-8")
    settings = Settings(model=str(tmp_path / "model"))
    with pytest.raises(InputError, match="no such language model"):
        build(ARTICLES, tmp_path / "out", settings, engine=Processes(1))


def test_ray_writes_the_bytes_that_one_process_writes(one_process: dict[str, bytes], tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is an optional extra")
    from onrecord.engines.ray import Ray

    assert build(reversed(ARTICLES), tmp_path, engine=Ray(jobs=2)).read == len(ARTICLES)
    assert contents(tmp_path) == one_process
