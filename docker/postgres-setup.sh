#!/bin/sh
# Makes the two databases of PostgreSQL and their roles where they are missing, and gives the roles the passwords that they
# have now. It runs at each `docker compose up`, on a new volume as on an old one, through the server's socket: there the
# image lets its superuser in without a password.
set -eu
secrets=${SECRETS_DIR:-/run/secrets}

run() { psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --dbname postgres "$@"; }

# Volumes of earlier versions have `vigie` as their superuser.
superuser=postgres
run --username postgres --command 'SELECT' 2> /dev/null || superuser=vigie

run --username "$superuser" << SQL
\set vigie_password \`cat "$secrets/vigie"\`
\set grafana_password \`cat "$secrets/grafana"\`

SELECT 'CREATE ROLE vigie' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'vigie') \gexec
SELECT 'CREATE ROLE grafana' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'grafana') \gexec
ALTER ROLE vigie LOGIN PASSWORD :'vigie_password';
ALTER ROLE grafana LOGIN PASSWORD :'grafana_password';
SELECT 'CREATE DATABASE vigie OWNER vigie' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'vigie') \gexec
SELECT 'CREATE DATABASE grafana OWNER grafana' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'grafana') \gexec

-- Neither sees the other's, nor anything else of the server.
REVOKE ALL ON DATABASE vigie, grafana, postgres, template1 FROM PUBLIC;
SQL
echo 'postgres-setup: databases and roles of vigie and grafana are there.'
