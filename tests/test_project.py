"""What the tree promises: files of bearable size, names that say something, a lock that is one, no machine's paths."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("main", "dev")
CODE = sorted(path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """The files that git tracks here and that are there."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed, so what is tracked cannot be known")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode or not listing.stdout:
        pytest.skip("this is no git checkout, so what is tracked cannot be known")
    return [path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def requirements(name: str) -> dict[str, str]:
    """The locked requirements: the line up to the hashes, and the hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = text.replace("\\\n", " ").splitlines()
    pairs = [line.partition("--hash=") for line in lines if line and not line.startswith("#")]
    return {requirement.strip(): f"{sign}{hashes}" for requirement, sign, hashes in pairs}


def test_no_file_is_over_500_lines() -> None:
    assert CODE
    long = {str(path.relative_to(ROOT)): lines for path in CODE if (lines := len(path.read_bytes().splitlines())) > 500}
    assert long == {}


def test_every_module_has_a_name_that_says_what_it_holds() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
    assert [
        str(path) for path in CODE if nothing & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ] == []


def test_no_registry_and_no_path_of_a_machine_is_named() -> None:
    hosts = [
        "pypi" + r"\.org",
        "python" + r"hosted\.org",
        "registry" + r"\.npmjs",
        r"deb\." + "debian",
        "npmjs" + r"\.com",
    ]
    paths = [rf"(?<![\w.~/])/{folder}/\w" for folder in ("work", "tmp", "home", "root", "Users")]
    pattern = re.compile("|".join([*hosts, *paths]).encode(), re.IGNORECASE)
    binary = {".png", ".onnx", ".npz", ".zst", ".gz"}
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked()
        if path.suffix not in binary
        for match in pattern.finditer(path.read_bytes())
    ]
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_hashes_and_no_address(name: str) -> None:
    locked = requirements(name)
    assert len(locked) > 20
    for requirement, hashes in locked.items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*==[\w.+!]+( ; .+)?", requirement), requirement
        assert re.fullmatch(r"(--hash=sha256:[0-9a-f]{64}\s*)+", hashes), requirement
    assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def test_the_development_lock_holds_the_main_one() -> None:
    main, dev = requirements("main"), requirements("dev")
    assert {requirement: dev.get(requirement) for requirement in main} == main


def test_every_dependency_is_locked() -> None:
    def names(given: list[str]) -> set[str]:
        return {re.split(r"[^\w-]", requirement, maxsplit=1)[0].lower() for requirement in given}

    build = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").split()
    assert names([*PYPROJECT["project"]["dependencies"], *build]) <= names(list(requirements("main")))
    assert names(PYPROJECT["project"]["optional-dependencies"]["dev"]) <= names(list(requirements("dev")))
    assert names(PYPROJECT["build-system"]["requires"]) <= names(build)


def test_the_supported_versions_are_the_same_everywhere() -> None:
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.15"
    assert "(3, 11) <= sys.version_info < (3, 15)" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert PYPROJECT["tool"]["mypy"]["python_version"] == "3.11"
    assert PYPROJECT["tool"]["ruff"]["target-version"] == "py311"


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PYPROJECT["project"]["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text


def test_ci_runs_the_tests_first() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    steps = re.findall(r"^make \w+$", script, re.MULTILINE)
    assert steps == ["make test", "make lint", "make types", "make demo"]
    assert "set -euo pipefail" in script
    assert "git diff --exit-code -- out" in script


@pytest.mark.parametrize("version", ["3.10", "3.15"])
def test_python_that_is_too_old_or_too_new_gets_one_line(tmp_path: Path, version: str) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "Python {version}.1" && exit 0\nexit 1\n')
    python.chmod(0o755)
    command = ["make", "--no-print-directory", "-f", str(ROOT / "Makefile"), f"PYTHON={python}", "demo"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    said = f"{python}: Python 3.11 to 3.14 is needed, and this is Python {version}.1; name another: "
    assert run.stderr.splitlines()[0] == f"{said}make PYTHON=python3.12"
    assert not (tmp_path / ".venv").exists()
