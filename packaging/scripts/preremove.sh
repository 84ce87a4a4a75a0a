#!/bin/sh
# Deb says "remove" (or "upgrade"), RPM 0 (or 1).
set -eu
case "${1:-}" in
  remove | 0)
    if [ -z "${DPKG_ROOT:-}" ] && [ -d /run/systemd/system ]; then
      systemctl disable --now vigie-onboarding.timer vigie.service
    fi
    ;;
esac
