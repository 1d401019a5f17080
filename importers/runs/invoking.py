"""How this project's commands are run from here: what a person can copy into the same terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings


def invocation(command: str, arguments: Sequence[str] = ()) -> str:
    return shlex.join([_python(), _shown(Path(settings.BASE_DIR) / "manage.py"), command, *arguments])


def _python() -> str:
    """`python` where that is this interpreter; else its path, relative where it lies below the current folder."""
    found = shutil.which("python")
    if found and os.path.abspath(found) == os.path.abspath(sys.executable):
        return "python"
    return _shown(Path(sys.executable))


def _shown(path: Path) -> str:
    path, here = Path(os.path.abspath(path)), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
