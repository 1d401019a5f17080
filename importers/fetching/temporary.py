"""Room for what must be unpacked to be read; gone when the program ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path


def temporary_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="marquee-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
