# What the Glance of this machine takes out of an OVA: reference.py ARCHIVE DISK NAMES...; prints the properties as JSON.
import json
import sys
import types
import xml.etree.ElementTree

try:
    import defusedxml.ElementTree  # noqa
except ImportError:
    # Glance only wants the parser, and the archives of this test are harmless.
    module = types.ModuleType('defusedxml')
    module.ElementTree = xml.etree.ElementTree
    sys.modules['defusedxml'] = module
    sys.modules['defusedxml.ElementTree'] = xml.etree.ElementTree

from glance.async_.flows import ovf_process

extractor = ovf_process.OVAImageExtractor.__new__(ovf_process.OVAImageExtractor)
extractor.interested_properties = sys.argv[3:]
archive = sys.argv[1]
real = ovf_process.tarfile.open


class Open:
    """Glance closes the archive before it reads the disk."""

    def __init__(self, **arguments):
        self.file = real(**arguments)

    def __enter__(self):
        return self.file

    def __exit__(self, *_):
        return False


ovf_process.tarfile.open = Open
with open(archive, 'rb') as data:
    disk, properties = extractor.extract(data)
    with open(sys.argv[2], 'wb') as target:
        target.write(disk.read())
print(json.dumps(properties))
