"""How the peers answer: on each line of the input a list of texts and the least CPU time to spend on them, on descriptor
3 one line for each. Offsets are Unicode code points, end exclusive."""

import json
import os
import sys
import time


def serve(made_of, find):
    """`find(text)` gives (start, end, type, score); `made_of` says what answers. Seconds are CPU time of one pass."""
    with os.fdopen(3, "w") as answers:
        print(json.dumps({"madeOf": made_of}), file=answers, flush=True)
        for line in sys.stdin:
            texts, at_least = json.loads(line)
            passes, began = 0, time.process_time()
            while passes == 0 or time.process_time() - began < at_least:
                found = [find(text) for text in texts]
                passes += 1
            seconds = (time.process_time() - began) / passes
            names = ("start", "end", "type", "score")
            spans = [[dict(zip(names, span)) for span in of_text] for of_text in found]
            print(json.dumps({"seconds": seconds, "spans": spans}), file=answers, flush=True)
