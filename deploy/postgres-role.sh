#!/bin/sh
# Runs once, when the compose file's PostgreSQL is empty: the server's own role. It owns its database and nothing else; the superuser's password stays with the operator.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE chatservice LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE chatservice OWNER chatservice;
REVOKE ALL ON DATABASE chatservice FROM PUBLIC;
SQL
