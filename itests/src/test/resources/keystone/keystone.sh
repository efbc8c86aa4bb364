#!/bin/bash
# Runs a real Keystone, of Debian's packages, in the foreground until it gets a TERM.
#
#   keystone.sh DIRECTORY PORT [TOKEN_SECONDS]
#
# It listens on 127.0.0.1:PORT alone. DIRECTORY holds its configuration, keys and database (SQLite); the first run makes
# them, later runs keep them. Without the directory fernet-keys in it, all tokens issued so far are worthless.
# TOKEN_SECONDS is how long the tokens live that this run issues (default 3600). The administrator is "admin" with the
# password "secret"; fill.py adds the other users.
set -euo pipefail

directory=$1
port=$2
token_seconds=${3:-3600}
url=http://127.0.0.1:$port/v3
unset PYTHONPATH

need() {
  command -v "$1" >/dev/null || { echo "$1 is missing: install the Debian package $2" >&2; exit 3; }
}
need keystone-manage keystone
need keystone-wsgi-public keystone
need uwsgi uwsgi-core
[ -e /usr/lib/uwsgi/plugins/python3_plugin.so ] ||
  { echo "uwsgi cannot run Python: install the Debian package uwsgi-plugin-python3" >&2; exit 3; }

configure() {
  cat >"$directory/keystone.conf" <<END
[DEFAULT]
use_stderr = true
public_endpoint = http://127.0.0.1:$port
[database]
connection = sqlite:///$directory/keystone.db?check_same_thread=false&timeout=60
[token]
provider = fernet
expiration = $token_seconds
[fernet_tokens]
key_repository = $directory/fernet-keys
[credential]
key_repository = $directory/credential-keys
[identity]
password_hash_rounds = 4
[cache]
enabled = true
backend = dogpile.cache.memory_pickle
END
}

manage() {
  keystone-manage --config-file "$directory/keystone.conf" --config-dir "$directory" "$@"
}

make_keys() {
  manage "$1" --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
}

bootstrap() {
  manage db_sync
  make_keys credential_setup
  manage bootstrap --bootstrap-password secret --bootstrap-region-id RegionOne \
    --bootstrap-admin-url "$url" --bootstrap-internal-url "$url" --bootstrap-public-url "$url"
  touch "$directory/bootstrapped"
}

mkdir -p "$directory"
configure
[ -e "$directory/fernet-keys" ] || make_keys fernet_setup
[ -e "$directory/bootstrapped" ] || bootstrap
# No connection is kept: uwsgi's plain HTTP socket would close it unannounced.
export OS_KEYSTONE_CONFIG_DIR=$directory
exec uwsgi --plugins python3 --need-app --master --lazy-apps --die-on-term --no-orphans --skip-atexit \
  --http-socket "127.0.0.1:$port" --add-header 'Connection: close' --buffer-size 65535 \
  --processes 1 --threads 8 --enable-threads --listen 100 --disable-logging \
  --wsgi-file "$(command -v keystone-wsgi-public)"
