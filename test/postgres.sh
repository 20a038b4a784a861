#!/usr/bin/env bash
# A throw-away Postgres server for the contract suite.
#   test/postgres.sh start FOLDER   makes a cluster in FOLDER, starts it on a free port, prints its URL
#   test/postgres.sh stop FOLDER    stops it and removes the cluster
# The server's programs come from PG_BIN, the PATH, or Debian's postgresql package (installed with apt-get when
# absent and we may). Postgres refuses to run as root, so root starts it as the user postgres.
set -euo pipefail

fail() { echo "postgres.sh: $*" >&2; exit 1; }

newest_in_usr_lib() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

find_programs() {
  local folder
  for folder in "${PG_BIN:-}" "$(newest_in_usr_lib)" "$(dirname "$(command -v initdb || echo /none/x)")"; do
    if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return 0; fi
  done
  return 1
}

install_programs() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail 'no initdb found: install PostgreSQL or set PG_BIN'
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >&2
}

as_owner() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

free_port() {
  node -e "const s=require('node:net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})"
}

# The data live as long as a test: a power cut need not be survived, and a new database takes milliseconds.
hasty='-c fsync=off -c synchronous_commit=off -c full_page_writes=off'

start() {
  local folder=$1 port
  mkdir -p "$folder"
  chmod 755 "$folder"
  mkdir "$folder/cluster"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder/cluster"; fi
  cd "$folder/cluster"
  as_owner "$bin/initdb" -D "$folder/cluster/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
  port=$(free_port)
  as_owner "$bin/pg_ctl" -D "$folder/cluster/data" -w -l "$folder/cluster/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -k $folder/cluster $hasty" start >/dev/null ||
    { cat "$folder/cluster/log" >&2; fail 'the server did not start'; }
  echo "postgres://postgres@127.0.0.1:$port/postgres"
}

stop() {
  cd /
  as_owner "$bin/pg_ctl" -D "$1/cluster/data" -m immediate -w stop >/dev/null || true
  rm -rf "$1/cluster"
}

[ $# = 2 ] || fail 'usage: postgres.sh start|stop FOLDER'
bin=$(find_programs) || { install_programs; bin=$(find_programs) || fail 'the package has no initdb'; }
case $1 in
  start) mkdir -p "$2"; start "$(cd "$2" && pwd)" ;;
  stop) stop "$(cd "$2" && pwd)" ;;
  *) fail "unknown command $1" ;;
esac
