"""`hengji check`: the contradictions of a file, as a reviewer would write them, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hengji.checking.finding import Finding
from hengji.checking.run import Checked
from hengji.cli.each import Batch
from hengji.cli.terminal import FAILED, FOUND, OK, console, print_json, say_error
from hengji.engine.answers import check_answer, whole
from hengji.engine.coverage import coverage_of
from hengji.engine.session import check_reading
from hengji.errors import HengjiError
from hengji.packs.library import Library
from hengji.reading.result import Reading

if TYPE_CHECKING:
    from rich.console import Console

    from hengji.cli.listing import Listing
    from hengji.cli.outputs import Outputs
    from hengji.engine.ledgers.witness import Witness

WORDS = {"error": ("错误", "red"), "warning": ("警告", "yellow"), "note": ("提示", "cyan")}
ORDER = ("note", "warning", "error")


def check_files(  # noqa: PLR0913 - one argument an option of the command
    paths: Sequence[Path],
    pack: str | None,
    *,
    as_json: bool,
    least: str,
    together: bool = False,
    previous: Path | None = None,
    ledgers: Path | None = None,
    listing: Listing | None = None,
    outputs: Outputs | None = None,
) -> int:
    """Check files and print their findings; 1 when any is an error."""
    batch = Batch(paths, pack, together=together)
    earlier = _last_year(previous, batch.library, pack) if previous is not None else None
    if previous is not None and earlier is None:
        return FAILED
    witness = _witness(ledgers, batch.library) if ledgers is not None else None
    if ledgers is not None and witness is None:
        return FAILED
    answers = []
    worst = OK
    for reading in batch.readings():
        checked = check_reading(reading) if earlier is None else _beside(reading, earlier)
        if witness is not None:
            try:
                checked = _testified(reading, checked, witness)
            except HengjiError as error:
                say_error(error, ledgers)
                return FAILED
        if any(finding.severity == "error" for finding in checked.findings):
            worst = FOUND
        if listing is not None:
            listing.add(reading, checked)
        if outputs is not None:
            from hengji.cli.outputs import Result

            outputs.many = len(batch.paths) > 1 and not together
            outputs.write(Result(reading, checked, list(batch.current), told(reading, checked), least))
        if as_json:
            answers.append(check_answer(reading, checked, least))
        else:
            print_checked(reading, checked, least)
    unwritten = listing is not None and not listing.write()
    if as_json:
        print_json(whole(answers))
    return FAILED if batch.failed or unwritten or (outputs is not None and outputs.failed) else worst


def _witness(folder: Path, library: Library) -> Witness | None:
    """The ledgers of a folder as a witness; None, and said so, where there are none."""
    from hengji.engine.ledgers.witness import Witness

    if folder.is_dir():
        return Witness(folder, library)
    say_error("没有这个台账文件夹。请给出放台账文件的文件夹。", folder)
    return None


def _testified(reading: Reading, checked: Checked, witness: Witness) -> Checked:
    from hengji.engine.ledgers.testifying import testify
    from hengji.engine.session import subject_of

    return testify(subject_of(reading), checked, witness)


def _beside(reading: Reading, earlier: Reading) -> Checked:
    from hengji.engine.previous import check_beside

    return check_beside(reading, earlier)


def _last_year(path: Path, library: Library, pack: str | None) -> Reading | None:
    """Last year's filing, None (and said so) when it cannot be read."""
    from hengji.engine.previous import read_previous

    try:
        return read_previous(path, library, pack)
    except HengjiError as error:
        say_error(error, path)
        return None


def print_checked(reading: Reading, checked: Checked, least: str) -> None:
    """The findings of a file on the screen, and what was checked to find them."""
    screen = console()
    shown = [finding for finding in checked.findings if ORDER.index(finding.severity) >= ORDER.index(least)]
    screen.print(f"[bold]{reading.document.name}[/bold]")
    for part in reading.parts:
        inside = [finding for finding in shown if finding.component == part.id]
        if inside:
            kind = reading.pack_of(part.id).components.get(part.kind)
            screen.print(f"\n[bold]■ {kind.label if kind else '未识别的部分'}[/bold]  {part.organisation}")
            for finding in inside:
                print_finding(screen, finding)
    for problem in reading.problems:
        where = f"{problem.place.say()}：" if problem.place else ""
        screen.print(f"\n没有读全：{where}{problem.message}", style="yellow", markup=False)
    counts = "，".join(f"{WORDS[level][0]} {sum(1 for f in shown if f.severity == level)}" for level in reversed(ORDER))
    screen.print(f"\n{counts}。")
    for line in told(reading, checked):
        screen.print(line)


def told(reading: Reading, checked: Checked) -> tuple[str, ...]:
    """What was read and what was checked, so that "no findings" means something."""
    tally = checked.tally
    made = f"核对 {tally.held + tally.failed} 次：相符 {tally.held}，不符 {tally.failed}"
    return (
        f"{coverage_of(reading, checked).says()}。",
        f"{made}；另有 {tally.unknown} 次因缺数无法判断。",
    )


def print_finding(screen: Console, finding: Finding) -> None:
    """One finding: severity, sentence, working, places with quotes, source and what to do."""
    word, colour = WORDS[finding.severity]
    screen.print(f"  [{colour}]{word}[/{colour}]  {finding.says}")
    if finding.working:
        screen.print(f"        算式：{finding.working}", markup=False)
    places = "；".join(f"{spot.place.say()}“{_short(spot.quote)}”" for spot in finding.spots)
    if places:
        screen.print(f"        位置：{places}", markup=False)
    screen.print(f"        依据：{finding.source}（{finding.rule}）。{finding.advice}", markup=False)
    if finding.repair:
        screen.print(f"        线索：{finding.repair}。", markup=False)
    for each in finding.consequences:
        screen.print(f"        同一原因：{each.says}{each.working}", markup=False)


def _short(quote: str) -> str:
    text = quote.strip()
    return text if len(text) <= 24 else f"{text[:23]}…"
