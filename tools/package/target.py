"""What the template asks for: the Python and the processor that run the package."""

import re
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import NamedTuple, Self

TEMPLATE = Path("template.yaml")
HERE = f"python{sys.version_info.major}.{sys.version_info.minor}"
"""The runtime that the Python which runs this would be."""

PLATFORMS = {"arm64": "manylinux2014_aarch64", "x86_64": "manylinux2014_x86_64"}

_RUNTIME = re.compile(r"^ +Runtime: (python3\.\d+)", re.MULTILINE)
_PROCESSOR = re.compile(r"^ +Architectures: \[(\w+)\]", re.MULTILINE)


class NoRuntimeError(Exception):
    """Raised if the Python that has to compile the package is not on this machine."""


class Target(NamedTuple):
    """Where a package is to run: a runtime such as "python3.13", and a processor."""

    runtime: str
    processor: str

    @classmethod
    def of_template(cls, template: Path = TEMPLATE) -> Self:
        """Read the target that the template names."""
        text = template.read_text("utf-8")
        runtime, processor = _RUNTIME.search(text), _PROCESSOR.search(text)
        if runtime is None or processor is None:
            raise ValueError(f"{template} names no Runtime or no Architectures")
        return cls(runtime[1], processor[1])

    @property
    def version(self) -> str:
        """The Python's version, such as "3.13"."""
        return self.runtime.removeprefix("python")

    @property
    def tag(self) -> str:
        """What the names of its compiled files hold, such as "cpython-313"."""
        return f"cpython-{self.version.replace('.', '')}"

    @property
    def platform(self) -> str:
        """The platform, as wheels name it."""
        return PLATFORMS[self.processor]

    def python(self) -> str:
        """Find the target's own Python: the one that runs this, or one on the path.

        Raises NoRuntimeError, with how to get it, where it is not there: another
        version's bytecode would be ignored, and every cold start take twice as long.
        """
        if self.runtime == HERE:
            return sys.executable
        found = which(self.runtime)
        if found and _version(found) == self.version:
            return found
        raise NoRuntimeError(
            f"{self.runtime} is not on the path, and only it can compile for Lambda.\n"
            f"Get it with one of:\n"
            f"  uv python install {self.version}\n"
            f"  pyenv install {self.version} && export PYENV_VERSION={self.version}\n"
            f"Or compile for another, to measure and rehearse with, not to deploy:\n"
            f"  make package-lambda RUNTIME=python3.11"
        )


def _version(python: str) -> str:
    """Ask a Python its version; a pyenv shim with none behind it says so itself."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    asked = subprocess.run(
        [python, "-c", ask], stdout=subprocess.PIPE, text=True, check=False
    )
    return asked.stdout.strip()
