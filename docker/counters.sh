#!/bin/sh
# Starts the database of the counters, unless COUNTERS_URL names another one: then it only waits to be stopped.
set -eu
secrets=${SECRETS_DIR:-/run/secrets}
if [ -e "$secrets/elsewhere" ]; then
  echo 'counters: COUNTERS_URL names another database, this one is not started.'
  exec sleep infinity
fi
exec "${COUNTERS_START:-docker-entrypoint.sh}" mariadbd "$@"
