"""Decides by oslo.policy itself, and by Glance's own ownership checks, what a test asks on standard input.

One JSON scenario a line in, one JSON list of answers a line out: y, n, or e where the reference raises an error.
"""
import json
import logging
import os
import sys
import tempfile
import types
import warnings

from oslo_config import cfg
from oslo_policy import policy

from glance.api.v2 import image_members
from glance.api.v2 import policy as glance_policy
from glance.common import exception

logging.disable(logging.CRITICAL)
warnings.simplefilter('ignore')

# Circles of rules end here; it only takes less time than with the usual thousand.
sys.setrecursionlimit(500)

OWNED = {'delete_image', 'delete_image_location', 'upload_image', 'modify_image', 'deactivate', 'reactivate'}
MEMBERS = {'add_member': 'create', 'modify_member': 'update', 'delete_member': 'delete'}


def enforcer_of(scenario, directory):
    conf = cfg.ConfigOpts()
    conf([], default_config_files=[], default_config_dirs=[])
    enforcer = policy.Enforcer(conf, policy_file=os.path.join(directory, 'policy.yaml'), overwrite=False)
    conf.set_override('policy_dirs', [os.path.join(directory, 'policy.d')], group='oslo_policy')
    conf.set_override('enforce_scope', scenario['enforce_scope'], group='oslo_policy')
    conf.set_override('enforce_new_defaults', scenario['enforce_new_defaults'], group='oslo_policy')
    enforcer.default_rule = scenario['default_rule']
    enforcer.rules.default_rule = scenario['default_rule']
    for rule in scenario['registered']:
        old = None
        if rule['old_name'] is not None:
            old = policy.DeprecatedRule(rule['old_name'], rule['old_text'], deprecated_reason='x', deprecated_since='x')
        enforcer.register_default(policy.RuleDefault(
            rule['name'], rule['text'], deprecated_rule=old,
            scope_types=['project'] if rule['project_scope'] else None))
    return enforcer


def write(files, directory, time):
    for name, text in files.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if text is None:
            os.remove(path)
            continue
        with open(path, 'w', encoding='utf-8', newline='') as out:
            out.write(text)
        os.utime(path, (time, time))
    policies = os.path.join(directory, 'policy.d')
    if os.path.isdir(policies):
        os.utime(policies, (time, time))


def owns(case):
    context = types.SimpleNamespace(
        is_admin=case['admin'], owner=case['creds']['project_id'], project_id=case['creds']['project_id'])
    try:
        if case['rule'] in OWNED:
            glance_policy.check_is_image_mutable(context, types.SimpleNamespace(owner=case['target']['owner']))
        elif case['rule'] == 'add_image':
            glance_policy.check_admin_or_same_owner(context, case['target'])
        elif case['rule'] in MEMBERS:
            image_members.ImageMembersController._check_visibility_and_ownership(
                None, context, types.SimpleNamespace(visibility='shared', owner=case['target']['owner']),
                ownership_check=MEMBERS[case['rule']])
    except exception.Forbidden:
        return False
    return True


def answer(enforcer, scenario, case):
    try:
        allowed = enforcer.enforce(case['rule'], case['target'], dict(case['creds']))
    except Exception:
        return 'e'
    legacy = not scenario['enforce_scope'] and not scenario['enforce_new_defaults']
    return 'y' if allowed and (not legacy or owns(case)) else 'n'


for line in sys.stdin:
    scenario = json.loads(line)
    answers = []
    with tempfile.TemporaryDirectory() as directory:
        time = 1000000000
        enforcer = None
        for phase in scenario['phases']:
            time += 100
            write(phase['files'], directory, time)
            enforcer = enforcer or enforcer_of(scenario, directory)
            answers += [answer(enforcer, scenario, case) for case in phase['cases']]
    print(json.dumps(answers), flush=True)
