"""``.jsonl``: one article per line, as a JSON object with the keys of `newsbot.archive.records.KEYS`."""

from newsbot.exports.job import Job, as_json


def write(job: Job) -> dict[str, int]:
    """Write the articles to a file and return how many."""
    job.begin()
    number = 0
    with job.path.open("w", encoding="utf-8", newline="\n") as file:
        for record in job.records():
            file.write(f"{as_json(record)}\n")
            number += 1
    return {"articles": number}
