#!/bin/sh
# Makes the database of the counters with its two tables and its accounts where they are missing, and gives the accounts the
# passwords that they have now. It runs at each `docker compose up`, on a new volume as on an old one.
#
#   vigie   what the backend needs: it reads, and writes sites
#   feed    what fills the tables needs (docs/docker.md)
set -eu
secrets=${SECRETS_DIR:-/run/secrets}
schema=${SCHEMA:-/etc/vigie/counters.sql}
if [ -e "$secrets/elsewhere" ]; then
  echo 'counters-setup: nothing to do, COUNTERS_URL names another database.'
  exit
fi

# As a text of SQL.
password_of() { sed "s/[\\\\']/\\\\&/g" "$secrets/$1"; }

# Not an argument, which others on the machine could read.
MYSQL_PWD=$(cat "$secrets/root")
export MYSQL_PWD
{
  cat << SQL
CREATE DATABASE IF NOT EXISTS counters CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
USE counters;
SQL
  cat "$schema"
  cat << SQL
CREATE USER IF NOT EXISTS vigie@'%';
ALTER USER vigie@'%' IDENTIFIED BY '$(password_of vigie)';
GRANT SELECT ON counters.* TO vigie@'%';
GRANT INSERT, UPDATE ON counters.sites TO vigie@'%';
CREATE USER IF NOT EXISTS feed@'%';
ALTER USER feed@'%' IDENTIFIED BY '$(password_of feed)';
GRANT SELECT, INSERT, UPDATE, DELETE ON counters.* TO feed@'%';
SQL
} | mariadb --no-defaults --user=root --socket="${COUNTERS_SOCKET:-/run/mysqld/mysqld.sock}"
echo 'counters-setup: the database, its tables and its accounts are there.'
