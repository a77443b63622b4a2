-- The server connects as a login that is a member of action_registry_runtime and takes that role at connect
-- time, so the rights below are all it has, whoever owns the tables.

DO $$
BEGIN
    CREATE ROLE action_registry_runtime NOLOGIN;
EXCEPTION
    -- Roles belong to the cluster: another of its databases has made it, or is making it right now.
    WHEN duplicate_object OR unique_violation THEN
        NULL;
    WHEN insufficient_privilege THEN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'action_registry_runtime') THEN
            RAISE EXCEPTION 'role % may not create the role action_registry_runtime', current_user
                USING ERRCODE = 'insufficient_privilege',
                    HINT = format('Let an administrator run: CREATE ROLE action_registry_runtime NOLOGIN; '
                        'GRANT action_registry_runtime TO %I; and migrate again.', current_user);
        END IF;
END
$$;

DO $$
BEGIN
    -- A superuser, or an owner who was made a member before, needs no grant.
    SET LOCAL ROLE action_registry_runtime;
    RESET ROLE;
EXCEPTION
    WHEN insufficient_privilege THEN
        BEGIN
            EXECUTE format('GRANT action_registry_runtime TO %I', current_user);
        EXCEPTION
            WHEN unique_violation THEN
                NULL; -- the same owner is migrating another database of this cluster
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'role % is no member of action_registry_runtime and may not grant that itself',
                    current_user
                    USING ERRCODE = 'insufficient_privilege',
                        HINT = format('Let an administrator run: GRANT action_registry_runtime TO %I; '
                            'and migrate again.', current_user);
        END;
END
$$;

DO $$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO action_registry_runtime', current_schema());
END
$$;

GRANT SELECT ON ${flyway:table} TO action_registry_runtime;
GRANT SELECT, INSERT ON actions, action_versions, journal, api_keys TO action_registry_runtime;
GRANT UPDATE (updated_at, latest_version, title, description, tags, search, version_count)
    ON actions TO action_registry_runtime;
GRANT UPDATE (status, status_reason) ON action_versions TO action_registry_runtime;
GRANT SELECT, UPDATE (next_index, last_time) ON journal_head TO action_registry_runtime;
GRANT UPDATE (revoked_at) ON api_keys TO action_registry_runtime;
