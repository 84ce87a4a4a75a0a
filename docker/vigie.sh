#!/bin/sh
# The command `vigie` in the image: each file in /run/secrets is the variable it is named after, and rules of one's own are found.
set -eu
app=${APP_DIR:-/srv/vigie}
secrets=${SECRETS_DIR:-/run/secrets}
settings=${SETTINGS_DIR:-/etc/vigie}

for file in "$secrets"/*; do
  name=${file##*/}
  # Nothing that is just being written.
  case $name in *[!A-Z_]*) continue ;; esac
  # A variable that is given by hand (docker compose run -e …) counts.
  if eval "[ -z \"\${$name:-}\${${name}_FILE:-}\" ]"; then
    export "${name}_FILE=$file"
  fi
done

# Those of the demo are there in the profile `demo` only.
for rules in "$settings/rules/vigie.yaml" "$settings/demo/vigie.yaml"; do
  if [ -z "${VIGIE_RULES:-}" ] && [ -f "$rules" ]; then
    export VIGIE_RULES="$rules"
  fi
done

exec node "$app/backend/bin/vigie.js" "$@"
