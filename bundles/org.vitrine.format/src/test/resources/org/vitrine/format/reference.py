"""Asks Glance's own inspector about files: reads lines "format<TAB>path", answers "virtual size<TAB>verdict" for each.

The virtual size is what an upload would record, "none" if it would record nothing, and "failure" if the inspector itself
fails then. The verdict is what the conversion of an import makes of the file: "safe", or "refused".
"""

import sys

from glance.common import format_inspector as reference


def recorded_size(kind, path):
    inspector = reference.get_inspector(kind)()
    with open(path, 'rb') as data:
        wrapper = reference.InfoWrapper(data, inspector)
        while wrapper.read(65536):
            pass
    try:
        if inspector.format_match and inspector.virtual_size:
            return str(inspector.virtual_size)
    except Exception:
        return 'failure'
    return 'none'


def verdict(kind, path):
    try:
        return 'safe' if reference.get_inspector(kind).from_file(path).safety_check() else 'refused'
    except Exception:
        return 'refused'


for line in sys.stdin:
    kind, path = line.rstrip('\n').split('\t')
    print(recorded_size(kind, path), verdict(kind, path), sep='\t')
