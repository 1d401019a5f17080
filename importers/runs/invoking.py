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
    return shlex.join([_python(), shown(str(settings.BASE_DIR / "manage.py")), command, *arguments])


def _python() -> str:
    """`python` where that is this interpreter; else its path, relative where it lies below the current folder."""
    found = shutil.which("python")
    if found and os.path.abspath(found) == os.path.abspath(sys.executable):
        return "python"
    return shown(sys.executable)


def shown(path: str) -> str:
    """A path as short as it can be from here; addresses and what is no full path stay as they are."""
    if not Path(path).is_absolute():
        return path
    here, full = Path.cwd(), Path(os.path.abspath(path))
    return str(full.relative_to(here)) if full.is_relative_to(here) else str(full)
