"""A film page of an invented festival as a text dump, and imports of it."""

from pathlib import Path

from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions, RunReport

DUMP = """Your basket

Your basket is empty. View basket

{title}

A lighthouse keeper who counts ships finds one that counts him.

Image gallery

  • Director Ines Obray
  • Producer Tomas Reuel
  • Screenwriters Ines Obray, Ada Lind
  • France-Cambodia 2011
  • {minutes} mins
  • UK distribution Long Shadow Films

{synopsis}

Marta Voss

Director biography

Ines Obray was born in 1971 in Port Sallow. She studied at the Marine Academy in Brest before she made her first films, among them Ballast (1998) and The Third Tide (2004). Salt Lines is her fourth feature and was shown in Locarno.

Festival calendar

Films A-Z
Programme changes

Read more
"""

SYNOPSIS = (
    "For thirty years the keeper of a northern light has written down each ship that passed, its flag and its hour. "
    "Salt Lines follows him through the last winter before the lamp is made automatic, when a vessel without a name "
    "begins to answer his signals. Shot on the islands where its director grew up, the film finds in tables and "
    "ledgers a whole life, told with patience and a dry, unexpected humour that stays long after the lamp goes out."
)


def write_dump(
    folder: Path, *, title: str = "Salt Lines", minutes: int = 94, synopsis: str = SYNOPSIS, name: str = "salt.txt"
) -> Path:
    path = folder / name
    path.write_text(DUMP.format(title=title, minutes=minutes, synopsis=synopsis), encoding="utf-8")
    return path


def imported(*sources: Path, publish: bool = False, dry_run: bool = False, only: tuple[str, ...] = ()) -> RunReport:
    options = ImportOptions(festival="lantern-2013", publish=publish, dry_run=dry_run, site="lantern", only=only)
    return run_import([str(source) for source in sources], options)


def counts(report: RunReport) -> dict[str, int]:
    return {outcome: number for outcome, number in report.counts.items() if number}
