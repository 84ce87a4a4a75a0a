#!/bin/sh
set -eu
if [ -z "${DPKG_ROOT:-}" ] && [ -d /run/systemd/system ]; then
  systemctl daemon-reload
fi
case "${1:-}" in
  remove | 0)
    echo 'Vigie is removed. Its store and settings stay: /var/lib/vigie, /var/lib/vigie-public, /etc/vigie.'
    # Debian's file, and Red Hat's.
    for file in /etc/default/grafana-server /etc/sysconfig/grafana-server; do
      if grep -qs '^CONF_FILE=/usr/share/vigie/' "${DPKG_ROOT:-}$file"; then
        echo "Grafana goes by settings of Vigie and does not start again without them. In $file:" \
          'CONF_FILE=/etc/grafana/grafana.ini; then remove /etc/systemd/system/grafana-server.service.d/vigie.conf.' >&2
      fi
    done
    ;;
esac
