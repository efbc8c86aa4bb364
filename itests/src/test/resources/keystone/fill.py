"""Gives a fresh Keystone the projects, users and endpoint that tests of an image service need.

    fill.py KEYSTONE_V3_URL [IMAGE_URL]

Doing it twice is fine. Every password is "secret". Afterwards there are, in the domain Default:

  demo, alt_demo   projects, and in each a user of its name with the roles member and reader
  glance           a user with the roles admin and service in the project service, and reader of the system
  image            a service with the endpoint IMAGE_URL (default http://127.0.0.1:9292) in the region RegionOne
"""
import json
import sys
import urllib.error
import urllib.request


class Keystone:
    def __init__(self, url):
        self.url = url
        self.token = None

    def call(self, method, path, body=None):
        headers = {'Content-Type': 'application/json'}
        if self.token:
            headers['X-Auth-Token'] = self.token
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return answer.headers, json.loads(text) if text else None

    def login(self, user, project):
        default = {'name': 'Default'}
        headers, _ = self.call('POST', '/auth/tokens', {'auth': {
            'identity': {'methods': ['password'], 'password': {
                'user': {'name': user, 'domain': default, 'password': 'secret'}}},
            'scope': {'project': {'name': project, 'domain': default}}}})
        self.token = headers['X-Subject-Token']

    def one(self, kind, name, **details):
        """The id of the thing of that name, which is made if there is none."""
        _, found = self.call('GET', '/%ss?name=%s' % (kind, name))
        for thing in found[kind + 's']:
            return thing['id']
        _, made = self.call('POST', '/%ss' % kind, {kind: dict(details, name=name)})
        return made[kind]['id']


def fill(keystone, image_url):
    keystone.login('admin', 'admin')
    roles = {name: keystone.one('role', name) for name in ('admin', 'member', 'reader', 'service')}
    for user, project, granted in (('demo', 'demo', ('member', 'reader')),
                                   ('alt_demo', 'alt_demo', ('member', 'reader')),
                                   ('glance', 'service', ('admin', 'service'))):
        project_id = keystone.one('project', project, domain_id='default')
        user_id = keystone.one('user', user, domain_id='default', password='secret')
        for role in granted:
            keystone.call('PUT', '/projects/%s/users/%s/roles/%s' % (project_id, user_id, roles[role]))
        if user == 'glance':
            keystone.call('PUT', '/system/users/%s/roles/%s' % (user_id, roles['reader']))
    service = keystone.one('service', 'glance', type='image')
    _, known = keystone.call('GET', '/endpoints?service_id=%s' % service)
    for interface in ('public', 'internal', 'admin'):
        if interface not in [endpoint['interface'] for endpoint in known['endpoints']]:
            keystone.call('POST', '/endpoints', {'endpoint': {
                'service_id': service, 'interface': interface, 'region_id': 'RegionOne', 'url': image_url}})


try:
    fill(Keystone(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else 'http://127.0.0.1:9292')
except urllib.error.HTTPError as e:
    sys.exit('%s: %s' % (e, e.read().decode(errors='replace')))
