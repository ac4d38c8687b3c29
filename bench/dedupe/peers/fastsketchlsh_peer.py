"""FastSketchLSH: sketches of batches of token lists, and of a flat buffer of hashes; one thread."""

import numpy
from FastSketchLSH import FastSimilaritySketch
from measure import batches, run, shingles, timed_hashed, timed_sketch

sketcher = FastSimilaritySketch(size=128, seed=42)


def sketch(path, limit):
    def all_of(texts):
        return sum(len(sketcher.batch([shingles(text) for text in batch], num_threads=1)) for batch in batches(texts))

    return timed_sketch(path, limit, all_of)


def hashed(prefix):
    def all_of(hashes, offsets):
        hashes, offsets = numpy.frombuffer(hashes, numpy.uint64), numpy.frombuffer(offsets, numpy.uint64)
        return len(sketcher.batch_csr(hashes, offsets, prehashed=True, num_threads=1))

    return timed_hashed(prefix, all_of)


run("FastSketchLSH", {"sketch": sketch, "hashed": hashed})
