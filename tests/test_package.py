"""The package that Amazon runs: small, compiled, and the same every time."""

import sys
from pathlib import Path

import pytest

from tools.package.__main__ import main
from tools.package.building import (
    LOCK,
    WrongBytecodeError,
    build,
    check_bytecode,
    checksum,
    pack,
    size,
)
from tools.package.target import HERE, NoRuntimeError, Target

MOST_BYTES = 12_000_000
UNCHECKED_HASH = b"\x01\x00\x00\x00"  # the flags of bytecode that is never compared


def _pins(lock: Path) -> set[str]:
    lines = lock.read_text("utf-8").splitlines()
    return {line.split(" ")[0] for line in lines if "==" in line}


def test_two_builds_are_the_same_to_the_byte(
    built_package: Path, tmp_path: Path
) -> None:
    again = tmp_path / "elsewhere" / "lambda"
    build(Target.of_template()._replace(runtime=HERE), again)
    for folder, name in ((built_package, "first.zip"), (again, "second.zip")):
        pack(folder, tmp_path / name)

    first, second = (tmp_path / name for name in ("first.zip", "second.zip"))

    assert checksum(again) == checksum(built_package)
    assert first.read_bytes() == second.read_bytes()


def test_every_module_is_compiled_and_never_compared_with_its_source(
    built_package: Path,
) -> None:
    sources = {
        path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
        for path in built_package.rglob("*.py")
    }
    compiled = set(built_package.rglob("*.pyc"))

    flags = {path.read_bytes()[4:8] for path in compiled}

    assert compiled == sources
    assert flags == {UNCHECKED_HASH}


def test_tracebacks_name_lambdas_folder_and_not_the_builders(
    built_package: Path,
) -> None:
    ours = built_package / "__pycache__"
    [compiled] = ours.glob("lambda_function.*.pyc")

    content = compiled.read_bytes()

    assert b"/var/task/lambda_function.py" in content
    assert str(Path.cwd()).encode() not in content


def test_it_holds_our_code_and_the_sdk_and_nothing_else(built_package: Path) -> None:
    ours = {path.stem for path in Path("lambda").glob("*.py")}
    sdk = {"ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime", "six"}

    names = {path.stem for path in built_package.iterdir()}

    assert names == ours | sdk | {"alexa", "guide", "__pycache__"}
    assert size(built_package) <= MOST_BYTES


def test_what_ships_is_what_was_tested() -> None:
    shipped, tested = _pins(LOCK), _pins(Path("locks/test.lock"))

    assert shipped
    assert shipped <= tested


def test_without_the_runtimes_python_the_build_says_how_to_get_it_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    status = main(["--runtime", "python3.99", "--into", str(tmp_path / "lambda")])

    assert status == 2
    assert "uv python install 3.99" in capsys.readouterr().err
    assert not (tmp_path / "lambda").exists()


def test_a_python_of_another_version_does_not_pass_for_the_runtimes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python3.99").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoRuntimeError):
        Target("python3.99", "arm64").python()


def test_bytecode_of_another_python_is_not_deployed(built_package: Path) -> None:
    with pytest.raises(WrongBytecodeError, match="cpython-399"):
        check_bytecode(built_package, Target("python3.99", "arm64"))


def test_sam_builds_through_the_same_target() -> None:
    template = Path("template.yaml").read_text("utf-8")
    makefile = Path("Makefile").read_text("utf-8")

    assert "BuildMethod: makefile" in template
    assert "\nbuild-Skill:" in makefile
