"""Reads paste files with PasteDeploy's own parser: a request {"file": F} a line, an answer
{"sections": [[name, [[key, value], ...]], ...]} or {"error": true} a line."""
import json
import sys

from paste.deploy import loadwsgi

for line in sys.stdin:
    request = json.loads(line)
    try:
        parser = loadwsgi.ConfigLoader(request['file']).parser
        defaults = parser.defaults()
        sections = []
        for name in parser.sections():
            keys = [[k, parser.get(name, k)] for k in parser.options(name) if k not in defaults]
            sections.append([name, [pair for pair in keys if not pair[0].startswith('set ')]])
        answer = {'sections': sections}
    except Exception:
        answer = {'error': True}
    sys.stdout.write(json.dumps(answer) + '\n')
    sys.stdout.flush()
