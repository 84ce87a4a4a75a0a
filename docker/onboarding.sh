#!/bin/sh
# `vigie grafana apply` as soon as it can be: Grafana answers before it has read all the dashboards that homes and playlists name.
set -eu
attempt=1
until vigie grafana apply; do
  if [ "$attempt" -ge "${ATTEMPTS:-10}" ]; then
    exit 1
  fi
  attempt=$((attempt + 1))
  sleep "${PAUSE:-3}"
done
