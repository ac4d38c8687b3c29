"""rensa: full-set R-MinHash by its batch calls (the rho calls, which sample a few positions, are left out)."""

from measure import batches, read_documents, run, shingles, timed, timed_hashed, timed_sketch, write_lines
from rensa import RMinHash, RMinHashLSH

SLOTS = 128
SEED = 42


def sketch(path, limit):
    def all_of(texts):
        return sum(
            RMinHash.digest_matrix_from_token_sets([shingles(text) for text in batch], SLOTS, SEED).len()
            for batch in batches(texts)
        )

    return timed_sketch(path, limit, all_of)


def hashed(prefix):
    return timed_hashed(
        prefix,
        lambda hashes, offsets: RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, SLOTS, SEED).len(),
    )


def bands_for(threshold):
    """The fewest bands whose step, the similarity (1 / bands) ** (1 / rows), is not above the threshold."""
    bands = 1
    while bands < SLOTS and (1 / bands) ** (bands / SLOTS) > threshold:
        bands *= 2
    return bands


def pairs(path, threshold, out):
    ids, texts = read_documents(path)
    threshold = float(threshold)
    bands = bands_for(threshold)
    found = []
    with timed() as figures:
        signatures = RMinHash.from_token_sets([shingles(text) for text in texts], SLOTS, SEED)
        index = RMinHashLSH(threshold, SLOTS, bands)
        index.insert_many(signatures)
        for at, candidates in enumerate(index.query_all(signatures)):
            for other in candidates:
                if other < at and index.is_similar(signatures[other], signatures[at]):
                    found.append((other, at))
    write_lines(
        out, ({"a": ids[a], "b": ids[b], "estimate": signatures[a].jaccard(signatures[b])} for a, b in sorted(found))
    )
    return {"documents": len(ids), "shape": f"{bands}x{SLOTS // bands}", **figures}


run("rensa", {"sketch": sketch, "hashed": hashed, "pairs": pairs})
