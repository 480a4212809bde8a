"""``newsbot verify``: whether the archive is sound."""

from typing import Annotated

import typer
from rich.progress import Progress

from newsbot.cli import context, output


def verify(
    ctx: typer.Context,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what has to read every text, page, picture and index.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check the archive: the file, every hash, the search index, and that all tables agree. It is only read.

    A crawl or the daemon may run beside it. The exit status is 1 when a fault is found.
    """
    from dataclasses import asdict

    from newsbot.archive.verify import Fault
    from newsbot.archive.verify import verify as check

    here = context.of(ctx)
    console, errors = output.stdout(), output.stderr()
    found: list[Fault] = []
    with Progress(console=errors, disable=not errors.is_terminal, transient=True) as bar:
        task = bar.add_task("")

        def tell(name: str, done: int, total: int) -> None:
            bar.update(task, description=name, completed=done, total=total)

        for fault in check(here.archive_path, quick=quick, on_progress=tell):
            found.append(fault)
            if not as_json:
                output.say(console, fault, "yellow" if fault.heals else "red")
    faults = [fault for fault in found if not fault.heals]
    if as_json:
        notes = [fault for fault in found if fault.heals]
        told = {"faults": faults, "notes": notes}
        output.print_json(
            {"sound": not faults}
            | {name: [{key: value for key, value in asdict(one).items() if key != "heals"} for one in ones]
               for name, ones in told.items()}
        )  # fmt: skip
    elif not faults:
        output.say(console, "no faults found" + (" (quick)" if quick else ""))
    if faults:
        number = "1 fault" if len(faults) == 1 else f"{len(faults):,} faults"
        output.say(
            errors, f"{here.archive_path}: {number}. Keep a copy, then restore a backup or mend what is named", "red"
        )
        raise typer.Exit(1)
