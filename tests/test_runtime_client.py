"""The built package under Lambda's own runtime client, on loopback."""

from pathlib import Path
from typing import Any

import pytest

from guide.model import Guide
from tests.conftest import write
from tests.promises import assert_kept
from tools.bench.function import Function, FunctionError
from tools.pack.building import Places


def _package(folder: Path, code: str) -> Path:
    return write(folder / "lambda_function.py", code).parent


def test_the_built_package_answers_as_on_lambda(
    built_package: Path, places: Places, envelope: dict[str, Any], guide: Guide
) -> None:
    content = str(places.packs.resolve())

    with Function(built_package, {"CONTENT_DIR": content}) as function:
        first, second = function.invoke(envelope), function.invoke(envelope)

    assert not first.failed
    assert first.body == second.body
    assert_kept(first.body, guide, new=True)


def test_a_handler_that_raises_is_told_from_one_that_answers(tmp_path: Path) -> None:
    package = _package(
        tmp_path, "def lambda_handler(event, _):\n    return event['a']\n"
    )

    with Function(package) as function:
        good, bad = function.invoke({"a": "b"}), function.invoke({})

    assert (good.body, good.failed) == ("b", False)
    assert (bad.body["errorType"], bad.failed) == ("KeyError", True)


def test_a_package_that_lacks_a_module_says_which(tmp_path: Path) -> None:
    package = _package(tmp_path, "import ask_sdk_core\n")

    with Function(package) as function:
        answer = function.invoke({})

    assert answer.failed
    assert "No module named 'ask_sdk_core'" in answer.body["errorMessage"]


def test_a_process_that_dies_is_not_waited_for(tmp_path: Path) -> None:
    package = _package(tmp_path, "import os\nprint('so long')\nos._exit(1)\n")

    with Function(package) as function, pytest.raises(FunctionError, match="so long"):
        function.invoke({})


def test_a_snapshot_is_taken_after_the_start_and_gone_on_from(tmp_path: Path) -> None:
    hooks = """
from snapshot_restore_py import register_after_restore, register_before_snapshot

told = []
register_before_snapshot(told.append, "frozen")
register_after_restore(told.append, "restored")

def lambda_handler(event, context):
    return told
"""
    package = _package(tmp_path, hooks)

    with Function(package, snapstart=True) as function:
        function.restore()
        answer = function.invoke({})

    assert answer.body == ["frozen", "restored"]
