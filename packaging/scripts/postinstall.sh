#!/bin/sh
# Deb gives "configure" and the version before, RPM the number of versions that are now installed.
set -eu
root=${DPKG_ROOT:-}

if ! grep -q '^vigie:' "$root/etc/passwd" 2>/dev/null; then
  if command -v systemd-sysusers >/dev/null; then
    systemd-sysusers --root="${root:-/}" vigie.conf
  else
    useradd ${root:+--prefix "$root"} --system --user-group --home-dir /var/lib/vigie --shell /usr/sbin/nologin vigie
  fi
fi
uid=$(awk -F: '$1 == "vigie" {print $3}' "$root/etc/passwd")
gid=$(awk -F: '$1 == "vigie" {print $4}' "$root/etc/passwd")

install -d -o "$uid" -g "$gid" -m 0750 "$root/var/lib/vigie"
# Grafana reads the public key of the screens' links there.
install -d -o "$uid" -g "$gid" -m 0755 "$root/var/lib/vigie-public"
install -d -o 0 -g "$gid" -m 0750 "$root/etc/vigie"

# Neither is the package's own: what an administrator wrote is never asked about, replaced or removed.
if [ ! -e "$root/etc/vigie/vigie.env" ]; then
  key=$(head -c 32 /dev/urandom | base64)
  token=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
  # A system without devices, such as a folder that becomes an image, must not get an empty key.
  if [ "${#key}" -ne 44 ] || [ "${#token}" -ne 64 ]; then
    echo 'No key can be made without /dev/urandom: mount /dev there, then install Vigie again.' >&2
    exit 1
  fi
  install -m 0640 -g "$gid" /dev/null "$root/etc/vigie/vigie.env.new"
  sed -e "s|@SECRET_KEY@|$key|" -e "s|@BOOTSTRAP_TOKEN@|$token|" "$root/usr/share/vigie/vigie.env" \
    > "$root/etc/vigie/vigie.env.new"
  mv "$root/etc/vigie/vigie.env.new" "$root/etc/vigie/vigie.env"
fi
if [ ! -e "$root/etc/vigie/vigie.yaml" ]; then
  install -m 0640 -g "$gid" "$root/usr/share/vigie/vigie.yaml" "$root/etc/vigie/vigie.yaml"
fi

if [ -z "$root" ] && [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl try-restart vigie.service || echo 'Vigie does not start: journalctl -u vigie says why.' >&2
fi
if [ "${1:-}" = 1 ] || { [ "${1:-}" = configure ] && [ -z "${2:-}" ]; }; then
  echo 'Vigie is installed. Fill in /etc/vigie/vigie.env, then: systemctl enable --now vigie.service'
fi
