"""datafog-core with the types that are on by default."""

from importlib.metadata import version

from datafog_core import scan
from serve import serve


def find(text):
    return [(at.codepoint_range.start, at.codepoint_range.end, at.entity_type, 1) for at in scan(text)]


serve(f"datafog-core {version('datafog-core')}", find)
