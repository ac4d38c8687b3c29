"""text-dedup: its MinHash command with its defaults but for the threshold; signatures by the function that it maps."""

import os
import tempfile
from collections import defaultdict

import numpy
from datasets import load_from_disk
from measure import read_documents, run, timed, timed_sketch, write_lines
from text_dedup import minhash
from text_dedup.utils import MinHashArgs, optimal_param, sha1_hash

SLOTS = 128


def sketch(path, limit):
    """With the settings that the command derives from its default hash, SHA-1 in 64-bit arithmetic."""
    random = numpy.random.RandomState(minhash.SEED)
    prime = numpy.uint64((1 << 61) - 1)
    settings = dict(
        num_perm=SLOTS,
        ngram_size=5,
        min_length=0,
        hashranges=[(0, SLOTS)],
        permutations=(
            random.randint(1, prime, size=(SLOTS,), dtype=numpy.uint64),
            random.randint(0, prime, size=(SLOTS,), dtype=numpy.uint64),
        ),
        hash_func=lambda data: sha1_hash(data, d=32),
        dtype=numpy.uint64,
        max_hash=numpy.uint32((1 << 32) - 1),
        modulo_prime=prime,
    )
    return timed_sketch(
        path, limit, lambda texts: sum(1 for at, text in enumerate(texts) if minhash.embed_func(text, at, **settings))
    )


def dedupe(path, threshold, out):
    threshold = MinHashArgs.threshold if threshold == "default" else float(threshold)
    # As the command does by itself.
    bands, rows = optimal_param(threshold, MinHashArgs.num_perm, false_positive_weight=0.5, false_negative_weight=0.5)
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["--path", "json", "--data_files", os.path.abspath(path), "--split", "train", "--column", "text"]
        arguments += ["--num_proc", "1", "--cache_dir", f"{folder}/cache"]
        arguments += ["--output", f"{folder}/kept", "--threshold", str(threshold)]
        with timed() as figures:
            minhash.main(arguments, standalone_mode=False)
        kept = set(load_from_disk(f"{folder}/kept")["id"])
    ids, _ = read_documents(path)
    members = defaultdict(list)
    for at in range(len(ids)):
        members[minhash.uf.find(at)].append(ids[at])
    write_lines(
        out,
        (
            {"ids": cluster, "removed": [id for id in cluster if id not in kept]}
            for cluster in members.values()
            if len(cluster) > 1 or cluster[0] not in kept
        ),
    )
    return {"documents": len(ids), "shape": f"{bands}x{rows}", **figures}


run("text-dedup", {"sketch": sketch, "dedupe": dedupe})
