#!/bin/bash
# Runs a real Ceph, of Debian's packages, in the foreground until it gets a TERM: one mon and one OSD. No mgr: pools and
# radosgw work without.
#
#   run_ceph.sh DIRECTORY PORT
#
# The mon listens on 127.0.0.1:PORT, the OSD on free ports of 127.0.0.1 from 6800 on. DIRECTORY must be empty; it holds
# configuration and keys. The file "ready" appears when clients can begin; they are told by --conf DIRECTORY/ceph.conf
# and may do everything. Data is in memory alone, 4 GiB at most, and gone at the end. Gateways collect garbage when they
# are told to (radosgw-admin gc process), not by themselves. Nothing of /etc/ceph is read.
set -euo pipefail

directory=$1
port=$2
export CEPH_CONF=$directory/ceph.conf CEPH_ARGS=
unset PYTHONPATH

configure() {
  cat >"$CEPH_CONF" <<END
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$port]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $directory/keyring
run dir = $directory/run
crash dir = $directory/crash
admin socket =
log to file = false
auth allow insecure global id reclaim = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
[mon]
mon data = $directory/mon
mon cluster log to file = false
mon data avail warn = 1
mon data avail crit = 1
paxos propose interval = 0.05
[osd]
osd data = $directory/osd
osd uuid = $osd
osd objectstore = memstore
memstore device bytes = $((4 << 30))
[client]
rgw data = $directory/rgw
rgw enable apis = s3, admin
rgw thread pool size = 64
rgw enable gc threads = false
rgw enable lc threads = false
END
}

key() {
  ceph-authtool "$directory/keyring" --gen-key --name "$1" --cap mon 'allow *' --cap osd 'allow *'
}

fsid=$(</proc/sys/kernel/random/uuid)
osd=$(</proc/sys/kernel/random/uuid)
mkdir "$directory"/{mon,osd,rgw,run,crash}
configure
ceph-authtool "$directory/keyring" --create-keyring
key mon.
key client.admin
key osd.0
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$port]" "$directory/monmap"
ceph-mon --mkfs -i a --monmap "$directory/monmap" --keyring "$directory/keyring"

# There is nothing to save, and an OSD that ends in good order waits for a mon that may be gone.
trap 'kill -KILL $(jobs -p); wait' EXIT
trap 'exit 0' TERM INT
ceph-mon -d -i a &
ceph osd new "$osd" 0
ceph-osd --mkfs -i 0
ceph-osd -d -i 0 &
touch "$directory/ready"
# Neither ends by itself.
wait -n
