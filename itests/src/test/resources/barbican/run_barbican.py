#!/usr/bin/python3
"""Runs a real Barbican, of Debian's package, in the foreground until it gets a TERM.

    run_barbican.py DIRECTORY PORT KEYSTONE_V3_URL

It listens on 127.0.0.1:PORT alone. DIRECTORY holds its configuration and database (SQLite); whatever lies there is kept.
Secrets are encrypted by the plugin simple_crypto. Tokens are those of a Keystone that fill.py has filled: members of a
project may make and delete its secrets.
"""
import os
import signal
import sys

CONFIGURATION = '''[DEFAULT]
use_stderr = true
host_href = http://127.0.0.1:%(port)s
sql_connection = sqlite:///%(directory)s/barbican.db?check_same_thread=false&timeout=60
db_auto_create = true
[secretstore]
enabled_secretstore_plugins = store_crypto
[crypto]
enabled_crypto_plugins = simple_crypto
[oslo_policy]
enforce_scope = true
enforce_new_defaults = true
'''

PASTE = '''[composite:main]
use = egg:Paste#urlmap
/: versions
/v1: keystone-api
[pipeline:versions]
pipeline = microversion versionapp
[pipeline:keystone-api]
pipeline = authtoken context microversion apiapp
[app:versionapp]
paste.app_factory = barbican.api.app:create_version_app
[app:apiapp]
paste.app_factory = barbican.api.app:create_main_app
[filter:context]
paste.filter_factory = barbican.api.middleware.context:ContextMiddleware.factory
[filter:microversion]
paste.filter_factory = barbican.api.middleware.microversion:MicroversionMiddleware.factory
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = %(keystone)s
auth_type = password
auth_url = %(keystone)s
username = glance
password = secret
project_name = service
user_domain_name = Default
project_domain_name = Default
'''


def write(path, text):
    with open(path, 'w') as out:
        out.write(text)
    return path


directory, port, keystone = sys.argv[1:]
values = {'directory': directory, 'port': port, 'keystone': keystone}
# Each of its modules reads the configuration by itself, from where oslo.config looks first, and not from /etc.
os.environ['HOME'] = directory
os.makedirs(directory + '/.barbican', exist_ok=True)
write(directory + '/.barbican/barbican.conf', CONFIGURATION % values)
paste = write(directory + '/paste.ini', PASTE % values)

try:
    import eventlet
    import eventlet.wsgi
    eventlet.monkey_patch()
    from barbican.api import app as _app  # noqa: F401
    from paste import deploy
except ImportError as e:
    sys.exit('%s: install the Debian package python3-barbican' % e)

signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
application = deploy.loadapp('config:' + paste)
eventlet.wsgi.server(eventlet.listen(('127.0.0.1', int(port)), backlog=128), application, socket_timeout=60)
