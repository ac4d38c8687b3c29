"""datatrove: its four steps. By default: 5-grams of its own words, 64-bit hashes, 14 buckets of 8."""

import os
import struct
import sys
import tempfile
from collections import defaultdict

from loguru import logger

logger.remove()
logger.add(sys.stderr, level="ERROR")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from measure import read_documents, run, timed, timed_sketch, write_lines

HASHES = 112


def config_for(threshold):
    """The default, or of the ways to part its 112 hashes the one whose step is nearest to a threshold that is given."""
    if threshold == "default":
        return MinhashConfig()
    shapes = [(HASHES // rows, rows) for rows in range(1, HASHES // 2 + 1)]
    bands, rows = min(shapes, key=lambda shape: abs((1 / shape[0]) ** (1 / shape[1]) - float(threshold)))
    return MinhashConfig(num_buckets=bands, hashes_per_bucket=rows)


def sketch(path, limit):
    """The step as it is, with the writing and sorting of its signature files."""
    with tempfile.TemporaryDirectory() as folder:
        step = MinhashDedupSignature(folder)
        # The tokenizer is loaded at the first text.
        step.get_shingles("one two three four five six")

        def all_of(texts):
            step.run((Document(text=text, id="") for text in texts), 0, 1)
            return os.path.getsize(f"{folder}/bucket_000/00000.minhash.sig") // struct.calcsize("<8QI")

        return timed_sketch(path, limit, all_of)


def execute(folder, name, tasks, pipeline):
    LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{folder}/logs/{name}").run()


def reader(path):
    return JsonlReader(os.path.dirname(path), glob_pattern=os.path.basename(path))


def sign_and_match(path, folder, config):
    execute(folder, "sign", 1, [reader(path), MinhashDedupSignature(f"{folder}/signatures", config)])
    match = MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)
    execute(folder, "match", config.num_buckets, [match])


def dedupe(path, threshold, out):
    config = config_for(threshold)
    path = os.path.abspath(path)
    with tempfile.TemporaryDirectory() as folder:
        with timed() as figures:
            sign_and_match(path, folder, config)
            clusters = MinhashDedupCluster(f"{folder}/buckets", f"{folder}/removed", config, save_cluster_id=True)
            execute(folder, "cluster", 1, [clusters])
            writer = JsonlWriter(f"{folder}/kept", compression=None)
            execute(folder, "filter", 1, [reader(path), MinhashDedupFilter(f"{folder}/removed"), writer])
        removed = {document for (document,) in records(f"{folder}/removed/000000.remove", "<I")}
        members = defaultdict(list)
        for document, cluster in records(f"{folder}/removed/000000.clusters", "<2I"):
            members[cluster].append(document)
    ids, _ = read_documents(path)
    write_lines(
        out,
        (
            {"ids": [ids[at] for at in cluster], "removed": [ids[at] for at in cluster if at in removed]}
            for cluster in members.values()
        ),
    )
    return {"documents": len(ids), "shape": shape_of(config), **figures}


def pairs(path, threshold, out):
    """Pairs that share a bucket. The step links equal signatures, each to the next, so the links are followed."""
    config = config_for(threshold)
    path = os.path.abspath(path)
    found = set()
    with tempfile.TemporaryDirectory() as folder:
        with timed() as figures:
            sign_and_match(path, folder, config)
        for bucket in range(config.num_buckets):
            equal = {}
            for _, former, _, latter in records(f"{folder}/buckets/{bucket:05d}_00.dups", "<4I"):
                chain = equal.setdefault(former, [former])
                found.update((min(other, latter), max(other, latter)) for other in chain)
                chain.append(latter)
                equal[latter] = chain
    ids, _ = read_documents(path)
    write_lines(out, ({"a": ids[a], "b": ids[b]} for a, b in sorted(found)))
    return {"documents": len(ids), "shape": shape_of(config), **figures}


def records(path, layout):
    if not os.path.exists(path):
        return []
    with open(path, "rb") as file:
        return list(struct.iter_unpack(layout, file.read()))


def shape_of(config):
    return f"{config.num_buckets}x{config.hashes_per_bucket}"


run("datatrove", {"sketch": sketch, "dedupe": dedupe, "pairs": pairs})
