"""Searches with Python's re, and decides by Glance's property rules, what a test asks on standard input.

One JSON question a line in, one JSON answer a line out. A pattern with texts: null where it does not compile, else
whether it is found in each. A rule file with cases: null where it is refused, else whether each is permitted.
"""
import configparser
import json
import logging
import os
import re
import sys
import tempfile
import types
import warnings

from oslo_config import cfg

from glance.common import exception
from glance.common import property_utils

logging.disable(logging.CRITICAL)
warnings.simplefilter('ignore')


def search(question):
    try:
        pattern = re.compile(question['pattern'])
    except (re.error, OverflowError, RecursionError):
        return None
    return [pattern.search(text) is not None for text in question['texts']]


class Policies:
    """Stands for the policy engine: a rule allows whoever has the role of that name."""

    def __init__(self):
        self.rules = {}

    def add_rules(self, rules):
        self.rules.update(rules)

    def enforce(self, context, action, target, registered):
        if getattr(self.rules[action], 'match', None) not in context.roles:
            raise exception.Forbidden()


def protect(question):
    property_utils.CONFIG = configparser.ConfigParser()
    with tempfile.NamedTemporaryFile('w', suffix='.conf', encoding='utf-8', newline='') as file:
        file.write(question['file'])
        file.flush()
        cfg.CONF.set_override('property_protection_file', file.name)
        cfg.CONF.set_override('property_protection_rule_format', question['format'])
        try:
            rules = property_utils.PropertyRules(Policies())
        except Exception:
            return None
    answers = []
    for case in question['cases']:
        context = types.SimpleNamespace(roles=list(case['roles']), service_roles=list(case['service_roles']))
        answers.append(bool(rules.check_property_rules(case['property'], case['action'], context)))
    return answers


cfg.CONF([], project='glance', default_config_files=[], default_config_dirs=[])
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps(search(question) if 'pattern' in question else protect(question)), flush=True)
