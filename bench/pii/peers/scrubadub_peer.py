"""scrubadub with the detectors that are on by default."""

from importlib.metadata import version

from scrubadub import Scrubber
from serve import serve

TYPES = {"postalcode": "POSTCODE", "national_insurance_number": "NATIONAL_ID", "credential": "SECRET"}

scrubber = Scrubber()


def find(text):
    return [(at.beg, at.end, TYPES.get(at.type, at.type.upper()), 1) for at in scrubber.iter_filth(text)]


serve(f"scrubadub {version('scrubadub')}", find)
