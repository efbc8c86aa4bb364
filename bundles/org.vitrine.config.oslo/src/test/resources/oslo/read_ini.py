"""Reads files with oslo.config itself, for the tests to compare with.

One JSON request a line on standard input, one JSON answer a line on standard output:
  {"mode": "parse", "file": F}      -> {"entries": [[section, key, value], ...]} or {"error": line}
  {"mode": "values", "files": [F, ...], "env": {...}, "options": [{"group", "name", "type", "default", "old"}, ...]}
                                    -> {"values": [{"value": V} or {"unset": true} or {"error": true}, ...]}
"""
import json
import logging
import os
import re
import sys

from oslo_config import cfg
from oslo_config import types

logging.disable(logging.CRITICAL)


def parse(request):
    entries = []

    class Recorder(cfg.ConfigParser):
        def assignment(self, key, value):
            if not self.section:
                raise self.error_no_section()
            entries.append([self.section, key, '\n'.join(value)])

    try:
        Recorder(request['file'], {}).parse()
    except cfg.ParseError as e:
        return {'error': e.lineno}
    except UnicodeDecodeError:
        return {'error': 0}
    return {'entries': entries}


def kind(text):
    name, inner = re.fullmatch(r'([a-z\[\] ]+?)(?:\((.*)\))?~?', text).groups()
    ends = (inner or '').split('..')
    low = ends[0] or None
    high = ends[1] if len(ends) > 1 and ends[1] else None
    if name == 'text':
        return types.String(choices=inner.split('|') if inner else None, ignore_case=text.endswith(')~'))
    if name == 'int':
        return types.Integer(min=int(low) if low else None, max=int(high) if high else None)
    if name == 'float':
        return types.Float(min=float(low) if low else None, max=float(high) if high else None)
    return {
        'bool': types.Boolean, 'port': types.Port, 'host': types.HostAddress, 'dict': types.Dict, 'list': types.List, 'list[]': lambda: types.List(bounds=True),
        'list[] of port': lambda: types.List(item_type=types.Integer(min=1, max=65535), bounds=True),
        'list[] of quoted': lambda: types.List(item_type=types.String(quotes=True), bounds=True),
        'list[] of host': lambda: types.List(item_type=types.HostAddress(), bounds=True),
    }[name]()


def values(request):
    conf = cfg.ConfigOpts()
    for spec in request['options']:
        old = [cfg.DeprecatedOpt(n, group=g or None) for g, n in spec['old']]
        group = None if spec['group'] == 'DEFAULT' else spec['group']
        facts = {'default': spec['default'], 'deprecated_opts': old}
        if spec['type'] == 'multi':
            option = cfg.MultiOpt(spec['name'], item_type=types.String(), **facts)
        else:
            option = cfg.Opt(spec['name'], type=kind(spec['type']), **facts)
        conf.register_opt(option, group=group)
    for name in [n for n in os.environ if n.startswith('OS_')]:
        del os.environ[name]
    os.environ.update(request['env'])
    conf([], project='x', default_config_files=request['files'], default_config_dirs=[])
    answers = []
    for spec in request['options']:
        try:
            where = conf if spec['group'] == 'DEFAULT' else conf[spec['group']]
            value = where[spec['name']]
            answers.append({'value': None if value is None else shown(value)})
        except Exception:
            answers.append({'error': True})
    return {'values': answers}


def shown(value):
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return [[k, v] for k, v in value.items()]
    return value


for line in sys.stdin:
    request = json.loads(line)
    answer = parse(request) if request['mode'] == 'parse' else values(request)
    sys.stdout.write(json.dumps(answer) + '\n')
    sys.stdout.flush()
