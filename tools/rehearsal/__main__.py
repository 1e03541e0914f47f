"""Rehearses a deployment without an account: `make rehearse`."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.bench.function import Function
from tools.pack.building import CONTENT, freshen
from tools.package.building import build
from tools.package.target import HERE, Target
from tools.rehearsal.conversation import Listener
from tools.rehearsal.stack import Account, account, create, transformed

CHANGED = "driving"
SENTENCE = "This is the answer of the rehearsal."
QUESTIONS = (
    *("driving", "shower", "risks", "lifting", "brace", "infection", "balloon"),
    *("chest pain", "age", "sources"),
)
WAIT = 1.2  # seconds, more than the stack's interval
MOST_LOOKS = 10  # a busy machine may need more than one
DRAFT = "This version is a draft"


class Rehearsal:
    """Goes through the steps, and prints each as done or failed."""

    def __init__(self, content: Path, folder: Path, cloud: Account) -> None:
        """Take the content to publish, a folder to work in, and the account."""
        self._content = content
        self._folder = folder
        self._cloud = cloud
        self._variables: dict[str, str] = {}
        self._function: Function | None = None
        self._listener = Listener(self._invoke)
        self.failed = False

    def run(self) -> None:
        """Go through all steps; later ones need earlier ones."""
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("turn the template into CloudFormation, and create it", self._create),
            ("refuse to publish drafts", self._refuse),
            ("publish them as a draft", self._publish),
            ("build the package, and start it under the runtime client", self._start),
            ("ask ten questions", self._ask_ten),
            ("hear that it is a draft", self._hear_draft),
            ("publish a changed answer", self._publish_change),
            ("hear it change without a restart", self._hear_change),
            ("see what is live", self._published),
            ("roll back", self._roll_back),
            ("hear the old answer again", self._hear_old),
            ("take S3 away, and hear answers go on", self._without_s3),
            ("find one line a request in the log, and no words", self._read_log),
        )
        try:
            for number, (name, step) in enumerate(steps, start=1):
                self._do(number, name, step)
                if self.failed:
                    return
        finally:
            if self._function:
                self._function.stop()

    def _do(self, number: int, name: str, step: Callable[[], str]) -> None:
        print(f"{number:2}. {name} … ", end="", flush=True)
        try:
            detail = step()
        except Exception as error:  # whatever it is, the step has failed
            self.failed = True
            print(f"failed\n    {type(error).__name__}: {error}", flush=True)
            return
        print("done", flush=True)
        for line in detail.splitlines():
            print(f"    {line}", flush=True)

    def _create(self) -> str:
        self._variables, left_out = create(self._cloud, transformed())
        return (
            f"the function gets {self._variables}\n"
            f"only on paper, since moto cannot make it: {', '.join(sorted(left_out))}"
        )

    def _make(self, target: str, content: Path, **given: str) -> tuple[int, str]:
        done = subprocess.run(
            ["make", "--no-print-directory", target],
            env={
                **os.environ,
                **self._cloud.environment,
                "BUCKET": self._variables["CONTENT_BUCKET"],
                "CONTENT": str(content),
                **given,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def _made(self, target: str, content: Path, **given: str) -> str:
        status, said = self._make(target, content, **given)
        _expect(status == 0, said)
        return said

    def _refuse(self) -> str:
        status, said = self._make("publish", self._content)
        _expect(status != 0 and "draft: driving" in said, said)
        return f"{said.count('draft: ')} drafts, {said.count('unverified: ')} numbers"

    def _publish(self) -> str:
        return self._made("publish", self._content, ALLOW_DRAFT="1")

    def _start(self) -> str:
        package = self._folder / "lambda"
        build(Target.of_template()._replace(runtime=HERE), package)
        packs = freshen(CONTENT).packs.resolve()
        variables = {**self._variables, "CONTENT_DIR": str(packs)}
        environment = {**variables, **self._cloud.environment}
        self._function = Function(package, environment, boto3=True)
        self._listener.ask("driving")
        return f"ready after {self._function.start_ms:.0f} ms"

    def _invoke(self, event: Any) -> Any:
        _expect(self._function is not None, "the function does not run")
        assert self._function is not None  # noqa: S101 # for the type checker
        answer = self._function.invoke(event)
        _expect(not answer.failed, str(answer.body))
        return answer.body

    def _ask_ten(self) -> str:
        heard = [f"{words}: {self._listener.ask(words)}" for words in QUESTIONS]
        return "\n".join(line[:76] for line in heard)

    def _hear_draft(self) -> str:
        return self._hear("sources", DRAFT)

    def _publish_change(self) -> str:
        changed = self._folder / "content"
        shutil.copytree(self._content, changed)
        [page] = (changed / "en").rglob(f"{CHANGED}.md")
        head, answer = page.read_text("utf-8").rsplit("---\n", 1)
        # The last sentence: no clause that must stay stands there.
        other = re.sub(r"[^.]+[.]\s*(?=\n## |\Z)", f" {SENTENCE}\n", answer, count=1)
        page.write_text(f"{head}---\n{other}", "utf-8")
        return self._made("publish", changed, ALLOW_DRAFT="1")

    def _hear_change(self) -> str:
        return self._hear(CHANGED, SENTENCE)

    def _published(self) -> str:
        said = self._made("published", self._content)
        _expect(f"- {SENTENCE}" in said, said)
        return said

    def _roll_back(self) -> str:
        return self._made("rollback", self._content)

    def _hear_old(self) -> str:
        return self._hear(CHANGED, "", without=SENTENCE)

    def _hear(self, words: str, sentence: str, without: str = "\n") -> str:
        """Ask now and then until a sentence is heard, or is not heard any more."""
        for _ in range(MOST_LOOKS):
            time.sleep(WAIT)
            heard = self._listener.ask(words)
            if sentence in heard and without not in heard:
                return heard[:76]
        raise AssertionError(f"heard: {heard}")

    def _without_s3(self) -> str:
        self._cloud.take_away()
        heard = []
        for words in QUESTIONS[:3]:
            time.sleep(WAIT)
            began = time.perf_counter()
            answer = self._listener.ask(words)
            ms = (time.perf_counter() - began) * 1000
            heard.append(f"{ms:4.0f} ms: {answer}"[:76])
        return "\n".join(heard)

    def _read_log(self) -> str:
        assert self._function is not None  # noqa: S101 # for the type checker
        log = self._function.log()
        turns = log.count('"message": "turn"')
        _expect(turns == self._listener.asked, f"{turns} lines\n{log}")
        _expect("content unavailable" in log, "no line about S3")
        _expect("chest pain" not in log, "the words of a listener")
        return f"{turns} requests, {turns} lines"


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def main(arguments: list[str] | None = None) -> int:
    """Rehearse; give 1 where a step failed."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.rehearsal", description=__doc__
    )
    parser.add_argument("--content", type=Path, default=CONTENT)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder, account() as cloud:
        rehearsal = Rehearsal(options.content, Path(folder), cloud)
        rehearsal.run()
    print("the rehearsal failed" if rehearsal.failed else "all went well")
    return int(rehearsal.failed)


if __name__ == "__main__":
    sys.exit(main())
