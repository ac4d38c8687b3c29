"""What the peer programs share: reading documents, shingles as a user would write them, the JSON they print."""

import json
import re
import resource
import sys
import time
from contextlib import contextmanager
from importlib.metadata import version


def read_documents(path, limit=0):
    """Ids and texts of a JSON lines file of {id, text}; the first `limit` where it is not 0."""
    ids, texts = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            ids.append(document["id"])
            texts.append(document["text"])
            if len(ids) == limit:
                break
    return ids, texts


def shingles(text):
    """Word 5-grams of a text; one shingle where it has fewer words."""
    words = re.findall(r"\w+", text.lower())
    grams = zip(words, words[1:], words[2:], words[3:], words[4:])
    return [" ".join(gram) for gram in grams] or [" ".join(words)]


def batches(items, size=1000):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def cpu_seconds():
    """Of this process with all its threads, and of those of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@contextmanager
def timed():
    """Times the block into the dictionary that it gives: wall and CPU seconds, the peak of the process in MB."""
    figures = {}
    wall, cpu = time.perf_counter(), cpu_seconds()
    yield figures
    figures["seconds"] = time.perf_counter() - wall
    figures["cpuSeconds"] = cpu_seconds() - cpu
    figures["peakMegabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def timed_sketch(path, limit, sketch):
    """Sketches the texts of a file with `sketch(texts)`, which returns how many signatures it made."""
    _, texts = read_documents(path, int(limit))
    size = sum(len(text.encode()) for text in texts)
    with timed() as figures:
        made = sketch(texts)
    if made != len(texts):
        raise ValueError(f"{made} signatures of {len(texts)} documents")
    return {"documents": len(texts), "bytes": size, **figures}


def timed_hashed(prefix, sketch):
    """Sketches sets of 64-bit hashes with `sketch(hashes, offsets)`: set i is hashes[offsets[i]:offsets[i + 1]]."""
    from array import array

    buffers = []
    for part in ("hashes", "offsets"):
        buffer = array("Q")
        with open(f"{prefix}.{part}", "rb") as file:
            buffer.frombytes(file.read())
        buffers.append(buffer)
    hashes, offsets = buffers
    with timed() as figures:
        made = sketch(hashes, offsets)
    if made != len(offsets) - 1:
        raise ValueError(f"{made} signatures of {len(offsets) - 1} sets")
    return {"documents": made, "bytes": 8 * len(hashes), **figures}


def write_lines(path, values):
    with open(path, "w", encoding="utf-8") as file:
        for value in values:
            file.write(json.dumps(value) + "\n")


def run(package, tasks):
    """Runs the task that the command line names with the rest of it, and prints its result as the last line."""
    result = tasks[sys.argv[1]](*sys.argv[2:])
    print(json.dumps({"version": version(package), **result}), flush=True)
