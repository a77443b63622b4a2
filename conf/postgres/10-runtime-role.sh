#!/bin/sh
# Creates the role the server logs in as. The PostgreSQL image runs this once, on an empty data directory; run
# it by hand as a role that may create roles where PostgreSQL is not the image's. Running it again is harmless
# and sets the password anew.
#
# Rights hang on action_registry_runtime, which cannot log in: the migrations grant them to it, and the server
# takes that role on every connection. So the login never owns a table, and it can be replaced without a migration.
set -eu
: "${REGISTRY_APP_PASSWORD:?must hold the password for the role registry_app}"

# The password reaches psql through the environment and the server by standard input, so no process list shows
# it; the two settings, which only a superuser may change, keep the statement that carries it out of the log.
psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet \
    --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}" <<'SQL'
\getenv app_password REGISTRY_APP_PASSWORD
BEGIN;
SELECT unnest(ARRAY['SET LOCAL log_statement = none', 'SET LOCAL log_min_error_statement = panic'])
WHERE (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) \gexec

SELECT 'CREATE ROLE action_registry_runtime NOLOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'action_registry_runtime') \gexec

SELECT 'CREATE ROLE registry_app'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'registry_app') \gexec

ALTER ROLE registry_app LOGIN PASSWORD :'app_password';
GRANT action_registry_runtime TO registry_app;
COMMIT;
SQL
