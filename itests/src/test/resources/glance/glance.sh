#!/bin/bash
# Runs the real Glance, of Debian's package python3-glance, in the foreground until it gets a TERM.
#
#   glance.sh DIRECTORY PORT KEYSTONE_URL
#
# It listens on 127.0.0.1:PORT alone and asks the Keystone at KEYSTONE_URL (without a version) who is calling. DIRECTORY
# holds its configuration, database (SQLite) and the data of images (images); the first run makes them.
set -euo pipefail

directory=$1
port=$2
keystone=$3
unset PYTHONPATH
python=/usr/bin/python3

[ -e /usr/lib/python3/dist-packages/glance/cmd/api.py ] ||
  { echo "Glance is missing: install the Debian package python3-glance" >&2; exit 3; }

mkdir -p "$directory"/{images,staging,lock,policy.d}
cat >"$directory/glance-api.conf" <<END
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $port
workers = 0
use_stderr = true
enabled_import_methods = [glance-direct]
node_staging_uri = file://$directory/staging
transport_url = fake://
[database]
connection = sqlite:///$directory/glance.db?timeout=60
[oslo_concurrency]
lock_path = $directory/lock
[oslo_policy]
policy_dirs = $directory/policy.d
[glance_store]
stores = file
default_store = file
filesystem_store_datadir = $directory/images
[paste_deploy]
flavor = keystone
config_file = $directory/paste.ini
[keystone_authtoken]
www_authenticate_uri = $keystone
auth_type = password
auth_url = $keystone
username = glance
password = secret
project_name = service
user_domain_name = Default
project_domain_name = Default
END
cat >"$directory/paste.ini" <<'END'
[pipeline:glance-api-keystone]
pipeline = versionnegotiation authtoken context rootapp
[composite:rootapp]
paste.composite_factory = glance.api:root_app_factory
/: apiversions
/v2: apiv2app
[app:apiversions]
paste.app_factory = glance.api.versions:create_resource
[app:apiv2app]
paste.app_factory = glance.api.v2.router:API.factory
[filter:versionnegotiation]
paste.filter_factory = glance.api.middleware.version_negotiation:VersionNegotiationFilter.factory
[filter:context]
paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
delay_auth_decision = true
END
# As the guide shows it: images with a property whose data only administrators may have.
cat >"$directory/policy.d/restricted.yaml" <<'END'
"restricted": "not ('yes':%(x_restricted)s and role:member)"
"download_image": "role:admin or rule:restricted"
END
if [ ! -e "$directory/ready" ]; then
  "$python" -m glance.cmd.manage --config-file "$directory/glance-api.conf" db sync
  touch "$directory/ready"
fi
exec "$python" -m glance.cmd.api --config-file "$directory/glance-api.conf"
