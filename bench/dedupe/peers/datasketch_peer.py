"""datasketch: MinHash.bulk with its default scheme, and MinHashLSH with the bands that it picks for a threshold."""

from datasketch import MinHash, MinHashLSH
from measure import batches, read_documents, run, shingles, timed, timed_sketch, write_lines

SLOTS = 128


def signatures(texts):
    return MinHash.bulk(([gram.encode() for gram in shingles(text)] for text in texts), num_perm=SLOTS)


def sketch(path, limit):
    return timed_sketch(path, limit, lambda texts: sum(len(signatures(batch)) for batch in batches(texts)))


def pairs(path, threshold, out):
    ids, texts = read_documents(path)
    found = []
    with timed() as figures:
        index = MinHashLSH(threshold=float(threshold), num_perm=SLOTS)
        known = signatures(texts)
        for at, signature in enumerate(known):
            found += [(other, at) for other in index.query(signature)]
            index.insert(at, signature)
    write_lines(
        out, ({"a": ids[a], "b": ids[b], "estimate": float(known[a].jaccard(known[b]))} for a, b in found)
    )
    return {"documents": len(ids), "shape": f"{index.b}x{index.r}", **figures}


run("datasketch", {"sketch": sketch, "pairs": pairs})
