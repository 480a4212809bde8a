"""Which processes have an archive open for writing: each holds a lock file beside it, so a kill shows too."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock


def lives(archive: Path, process: str | None) -> bool:
    """Tell whether the process with this token still has the archive open for writing."""
    return process is not None and Process(archive.resolve(), process).lives()


class Process:
    """A token whose lock file is held as long as the process lives, even if it is killed."""

    def __init__(self, archive: Path, token: str | None = None) -> None:
        self.token = token or uuid4().hex
        self._folder = archive.with_name(f"{archive.name}.processes")
        self._lock = FileLock(self._folder / self.token)

    def hold(self) -> None:
        """Begin to live."""
        self._folder.mkdir(exist_ok=True)
        self._lock.acquire()

    def lives(self) -> bool:
        """Tell whether it lives; asked of another process's token."""
        try:
            descriptor = os.open(self._lock.lock_file, os.O_RDONLY)  # not to write: who may only read asks as well
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            self.release()
            return False
        finally:
            os.close(descriptor)

    def release(self) -> None:
        """Live no longer."""
        # Removed before it is unlocked, so that nobody can take a lock that is about to vanish.
        with suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock.release()
        with suppress(OSError):
            self._folder.rmdir()
