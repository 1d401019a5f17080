"""One crawl in a process of its own, to be killed: `python -m tests.importers.fetching.crawl.once URL FOLDER`."""

import sys
from pathlib import Path

from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.crawl.crawler import crawl
from importers.fetching.crawl.scope import Scope
from importers.fetching.crawl.settings import CrawlOptions
from importers.fetching.options import FetchOptions


def main(url: str, folder: str) -> None:
    with ArchiveWriter(Path(folder)) as writer:
        report = crawl(writer, CrawlOptions(Scope(url), delay=0), FetchOptions(allow_private=True))
    print(report.stopped)
    sys.exit(3 if report.stopped else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
