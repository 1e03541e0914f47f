"""The whole way to AWS and back, as `make rehearse` goes it, in one locale."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.pack.building import CONTENT


def test_the_rehearsal_goes_well(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("en-[!U]*"))

    done = subprocess.run(
        [sys.executable, "-m", "tools.rehearsal", "--content", str(content)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("… done") == 13
    assert done.stdout.endswith("all went well\n")
