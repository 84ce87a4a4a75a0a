#!/bin/sh
# Makes what docker-compose.yml keeps secret, once, and gives each service its own part of it. A value of .env takes the place of
# a made one and is kept like it. What cannot be made (keys of Atera and Odoo …) is passed on as .env has it now, or left out.
#
#   secrets.sh                  makes what is missing, and writes the files of each service again
#   secrets.sh show NAME        prints a value
#   secrets.sh renew NAME…      makes new values for passwords of databases and for the token
#
# It keeps to POSIX and to the tools of BusyBox, since it runs in the image of PostgreSQL.
set -eu
umask 077
export LC_ALL=C

dir=${SECRETS_DIR:-/secrets}
# The values themselves; all other folders hold copies, each for one service.
own=$dir/own

password() { tr -dc 'A-Za-z0-9' < /dev/urandom | head -c 48; }
key() { head -c 32 /dev/urandom | base64; }

fail() {
  echo "secrets: $1" >&2
  exit 1
}

# Under another name first: nobody reads half a value, whatever happens meanwhile. `write FILE OWNER VALUE`
write() {
  # What a run that was cut short has left may be another user's by now.
  rm -f "$1.new"
  printf '%s' "$3" > "$1.new" || fail "$1 cannot be written: is the disk full?"
  chmod 400 "$1.new"
  # Where somebody else than root runs this, outside of containers, all files are theirs.
  if [ "$(id -u)" = 0 ]; then chown "$2" "$1.new"; fi
  mv -f "$1.new" "$1"
}

given() { eval "printf '%s' \"\${$1:-}\""; }
value() { cat "$own/$1"; }

# `keep NAME MAKER`
keep() {
  if [ -n "$(given "$1")" ]; then
    write "$own/$1" 0 "$(given "$1")"
  elif [ ! -s "$own/$1" ]; then
    write "$own/$1" 0 "$("$2")"
  fi
}

# `give FILE OWNER VALUE`, or nothing at all where the value is empty: an empty file would be taken for a mistake.
give() {
  if [ -n "$3" ]; then
    write "$dir/$1" "$2" "$3"
  else
    rm -f "$dir/$1"
  fi
}

# A password as a part of an address.
encoded() {
  case $1 in
    *[!A-Za-z0-9]*) printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g' ;;
    *) printf '%s' "$1" ;;
  esac
}

# These take effect everywhere with the next start of their readers. The others are bound to what is stored already.
renewable='POSTGRES_PASSWORD GRAFANA_DATABASE_PASSWORD COUNTERS_PASSWORD COUNTERS_FEED_PASSWORD VIGIE_BOOTSTRAP_TOKEN'
bound='POSTGRES_SUPERUSER_PASSWORD COUNTERS_ROOT_PASSWORD VIGIE_SECRET_KEY GRAFANA_SECRET_KEY GRAFANA_ADMIN_PASSWORD'
names="$renewable $bound DEMO_VIEWER_PASSWORD"

is_in() { case " $2 " in *" $1 "*) true ;; *) false ;; esac; }

mkdir -p "$own"
case ${1:-} in
  '') ;;
  show)
    is_in "${2:-}" "$names" || fail "\"${2:-}\" is not kept here. It is one of: $names"
    [ -s "$own/$2" ] || fail "$2 is not made yet: docker compose up makes it."
    value "$2"
    echo
    exit
    ;;
  renew)
    shift
    [ $# -gt 0 ] || fail "say which: $renewable"
    for name; do
      is_in "$name" "$renewable" || fail "\"$name\" cannot be renewed here, only: $renewable. docs/docker.md tells of the others."
      [ -z "$(given "$name")" ] || fail "$name stands in .env: change it there."
    done
    for name; do rm -f "$own/$name"; done
    ;;
  *) fail "unknown command \"$1\": it is show NAME, or renew NAME…" ;;
esac

for name in $names; do
  case $name in
    VIGIE_SECRET_KEY) keep "$name" key ;;
    *) keep "$name" password ;;
  esac
done

for reader in postgres postgres-setup counters counters-setup backend grafana onboarding shops demo; do
  mkdir -p "$dir/$reader"
  chmod 755 "$dir/$reader"
done

# Files of databases are named after the account whose password they hold; all others after the variable.
postgres=70 mariadb=999 node=1000 grafana=472
give postgres/superuser $postgres "$(value POSTGRES_SUPERUSER_PASSWORD)"
give postgres-setup/vigie $postgres "$(value POSTGRES_PASSWORD)"
give postgres-setup/grafana $postgres "$(value GRAFANA_DATABASE_PASSWORD)"

give backend/DATABASE_URL $node "postgres://vigie:$(encoded "$(value POSTGRES_PASSWORD)")@postgres:5432/vigie"
give backend/VIGIE_BOOTSTRAP_TOKEN $node "$(value VIGIE_BOOTSTRAP_TOKEN)"
give backend/VIGIE_SECRET_KEY $node "$(value VIGIE_SECRET_KEY)"
for name in VIGIE_SECRET_KEY_PREVIOUS ATERA_API_KEY ODOO_API_KEY SMTP_URL OTEL_EXPORTER_OTLP_HEADERS; do
  give "backend/$name" $node "$(given $name)"
done

give grafana/GF_SECURITY_SECRET_KEY $grafana "$(value GRAFANA_SECRET_KEY)"
give grafana/GF_SECURITY_ADMIN_PASSWORD $grafana "$(value GRAFANA_ADMIN_PASSWORD)"
give grafana/GF_DATABASE_PASSWORD $grafana "$(value GRAFANA_DATABASE_PASSWORD)"
give grafana/VIGIE_BOOTSTRAP_TOKEN $grafana "$(value VIGIE_BOOTSTRAP_TOKEN)"
give grafana/GF_SMTP_PASSWORD $grafana "$(given SMTP_PASSWORD)"
give grafana/VIGIE_TEAMS_WEBHOOK_URL $grafana "$(given VIGIE_TEAMS_WEBHOOK_URL)"

give onboarding/GRAFANA_ADMIN_PASSWORD $node "$(value GRAFANA_ADMIN_PASSWORD)"
give demo/GRAFANA_ADMIN_PASSWORD $node "$(value GRAFANA_ADMIN_PASSWORD)"
give demo/DEMO_VIEWER_PASSWORD $node "$(value DEMO_VIEWER_PASSWORD)"

# With a database of the counters elsewhere, the one here is not started: it finds a note instead of its passwords.
elsewhere=$(given COUNTERS_URL)
address() { printf 'mysql://%s:%s@counters:3306/counters' "$1" "$(encoded "$(value "$2")")"; }
own_counters() { [ -n "$elsewhere" ] || "$@"; }
give counters/elsewhere $mariadb "${elsewhere:+COUNTERS_URL}"
give counters-setup/elsewhere $mariadb "${elsewhere:+COUNTERS_URL}"
give counters/root $mariadb "$(own_counters value COUNTERS_ROOT_PASSWORD)"
give counters-setup/root $mariadb "$(own_counters value COUNTERS_ROOT_PASSWORD)"
give counters-setup/vigie $mariadb "$(own_counters value COUNTERS_PASSWORD)"
give counters-setup/feed $mariadb "$(own_counters value COUNTERS_FEED_PASSWORD)"
give backend/COUNTERS_URL $node "${elsewhere:-$(address vigie COUNTERS_PASSWORD)}"
give shops/COUNTERS_URL $node "$(own_counters address feed COUNTERS_FEED_PASSWORD)"

echo 'secrets: each service has its own.'
