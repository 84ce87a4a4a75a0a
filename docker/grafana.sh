#!/bin/sh
# Starts Grafana; each file in /run/secrets is the variable it is named after. Grafana's own it reads itself (GF_…__FILE), those
# of the provisioning it takes from the environment alone.
set -eu
secrets=${SECRETS_DIR:-/run/secrets}

if [ "${GF_DATABASE_TYPE:-}" = postgres ] && [ -e "$GF_PATHS_DATA/grafana.db" ]; then
  echo "vigie: the volume of Grafana holds a database of an earlier installation ($GF_PATHS_DATA/grafana.db, SQLite), and Grafana" \
    "is set to PostgreSQL, where its accounts are not. To go on with it: GF_DATABASE_TYPE=sqlite3 in .env." \
    "To begin without it, or to move it: docs/docker.md, \"Upgrade\"." >&2
  exit 1
fi

for file in "$secrets"/*; do
  name=${file##*/}
  case $name in
    # Nothing that is just being written.
    *[!A-Z_]*) ;;
    GF_*) export "${name}__FILE=$file" ;;
    *) export "$name=$(cat "$file")" ;;
  esac
done

# Alert rules of the main organisation have one language; English has a folder of its own.
if [ "${VIGIE_LANGUAGE:-}" = en-US ]; then
  export GF_PATHS_PROVISIONING="$GF_PATHS_PROVISIONING/en-US"
fi

exec "${GRAFANA_START:-/run.sh}" "$@"
