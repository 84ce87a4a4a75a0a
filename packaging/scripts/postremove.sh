#!/bin/sh
set -eu
if [ -z "${DPKG_ROOT:-}" ] && [ -d /run/systemd/system ]; then
  systemctl daemon-reload
fi
case "${1:-}" in
  remove | 0)
    echo 'Vigie is removed. Its store and settings stay: /var/lib/vigie, /var/lib/vigie-public, /etc/vigie.'
    ;;
esac
