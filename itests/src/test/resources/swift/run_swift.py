#!/usr/bin/python3
"""Runs a real Swift, of Debian's packages, in the foreground until it gets a TERM.

    run_swift.py DIRECTORY PORT [KEYSTONE_V3_URL]

The proxy listens on 127.0.0.1:PORT alone, its storage servers on free ports of 127.0.0.1, all in one process, which
starts four times as fast as four. DIRECTORY holds rings, configuration and data; whatever lies there is kept. It serves
SLO, DLO, bulk and quotas.

Without KEYSTONE_V3_URL logins are Swift's own (auth v1, /auth/v1.0): test:tester with the key "testing" owns an account,
test2:tester2 with "testing2" another one, test:tester3 with "testing3" may do nothing. The S3 API takes the same as access
and secret keys. With it, tokens are Keystone's (filled by fill.py), and the roles admin and member own the account
AUTH_<project id>.
"""
import os
import signal
import subprocess
import sys

try:
    import eventlet
    import eventlet.wsgi
    from swift.account import server as _account  # noqa: F401
    from swift.common import utils, wsgi
    from swift.common.http_protocol import SwiftHttpProtocol
    from swift.common.ring import RingBuilder
    from swift.container import server as _container  # noqa: F401
    from swift.obj import server as object_server
    from swift.proxy import server as _proxy  # noqa: F401
except ImportError as e:
    sys.exit('%s: install the Debian packages swift-proxy, swift-account, swift-container, swift-object' % e)

MEMCACHED = '/usr/bin/memcached'
STORAGE = ('account', 'container', 'object')
FILTERS = ('catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk %s copy container-quotas '
           'account-quotas slo dlo versioned_writes symlink')

TEMPAUTH = '''
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
user_test2_tester2 = testing2 .admin
user_test_tester3 = testing3
'''

KEYSTONE = '''
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = %(keystone)s
delay_auth_decision = true
auth_type = password
auth_url = %(keystone)s
username = glance
password = secret
project_name = service
user_domain_name = Default
project_domain_name = Default
[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin, member
'''


def listen(port=0):
    return eventlet.listen(('127.0.0.1', port), backlog=512)


def write(path, text):
    with open(path, 'w') as out:
        out.write(text)
    return path


def default(directory):
    # All servers share one loop of events, which a slow disk or a busy processor holds up longer than Swift waits for
    # a connection by default: half a second, then 503. After a second an object is said to be there, or gone, before its
    # container lists it so; this makes that wait, too.
    return '''[DEFAULT]
conn_timeout = 20
node_timeout = 60
container_update_timeout = 60
swift_dir = %(directory)s
devices = %(directory)s/devices
mount_check = false
log_level = WARNING
''' % {'directory': directory}


def storage_configuration(directory, name):
    return write('%s/%s.conf' % (directory, name), default(directory) + '''
[pipeline:main]
pipeline = %(name)s-server
[app:%(name)s-server]
use = egg:swift#%(name)s
''' % {'name': name})


def proxy_configuration(directory, memcached_port, keystone):
    auth = 'authtoken keystoneauth' if keystone else 's3api tempauth'
    filters = FILTERS % auth
    text = default(directory) + '''
[pipeline:main]
pipeline = %s proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:%d
connect_timeout = 20
pool_timeout = 20
io_timeout = 20
''' % (filters, memcached_port)
    text += KEYSTONE % {'keystone': keystone} if keystone else TEMPAUTH
    for name in filters.split():
        if '[filter:%s]' % name not in text:
            text += '[filter:%s]\nuse = egg:swift#%s\n' % (name, name.replace('-', '_'))
    return write('%s/proxy.conf' % directory, text)


def make_ring(directory, name, port):
    builder = RingBuilder(6, 1, 1)
    builder.add_dev({'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'device': 'disk',
                     'ip': '127.0.0.1', 'port': port, 'replication_ip': '127.0.0.1', 'replication_port': port})
    builder.rebalance()
    builder.get_ring().save('%s/%s.ring.gz' % (directory, name))


def serve(conf_file, app_name, sock):
    """What swift.common.wsgi.run_server does, but for the loop of events, which all of them share."""
    options = {'log_name': app_name}
    if app_name == 'object-server':
        object_server.global_conf_callback({}, options)
    app = wsgi.loadapp(conf_file, global_conf=options)
    eventlet.wsgi.server(sock, app, utils.NullLogger(), protocol=SwiftHttpProtocol, socket_timeout=60)


def main(directory, port, keystone=None):
    eventlet.hubs.use_hub(wsgi.get_hub())
    utils.eventlet_monkey_patch()
    # Not those of /etc/swift: this server is nobody's but ours.
    utils.HASH_PATH_PREFIX, utils.HASH_PATH_SUFFIX = b'test', b'test'
    os.makedirs('%s/devices/disk' % directory, exist_ok=True)
    threads = []
    for name in STORAGE:
        sock = listen()
        make_ring(directory, name, sock.getsockname()[1])
        threads.append(eventlet.spawn(serve, storage_configuration(directory, name), name + '-server', sock))
    probe = listen()
    memcached_port = probe.getsockname()[1]
    probe.close()
    memcached = subprocess.Popen([MEMCACHED, '-u', 'nobody', '-l', '127.0.0.1', '-p', str(memcached_port), '-m', '64'])

    def end(*_):
        memcached.terminate()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    threads.append(eventlet.spawn(
        serve, proxy_configuration(directory, memcached_port, keystone), 'proxy-server', listen(int(port))))
    for thread in threads:
        thread.wait()


main(*sys.argv[1:])
