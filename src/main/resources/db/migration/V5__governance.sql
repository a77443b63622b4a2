-- Keys, namespaces, status and tags: each row is what the journal's entries have come to, written in the transaction
-- that appends the entry. And the audit trail, which also keeps what was refused.

CREATE TABLE trusted_keys (
    kid               text COLLATE "C" PRIMARY KEY,
    alg               text NOT NULL CHECK (alg = 'ed25519'),
    public_key        text NOT NULL,
    source            text NOT NULL CHECK (source IN ('api', 'configuration')),
    not_before        timestamptz,
    not_after         timestamptz,
    added_index       bigint REFERENCES journal (index),
    added_at          timestamptz,
    retired_index     bigint REFERENCES journal (index),
    retired_at        timestamptz,
    revoked_index     bigint REFERENCES journal (index),
    revoked_at        timestamptz,
    revocation_reason text,
    compromised_since timestamptz,
    CONSTRAINT trusted_keys_added CHECK ((source = 'api') = (added_index IS NOT NULL)),
    CONSTRAINT trusted_keys_window CHECK (not_before < not_after),
    CONSTRAINT trusted_keys_revocation CHECK ((revoked_index IS NULL) = (revocation_reason IS NULL))
);
COMMENT ON TABLE trusted_keys IS
    'Keys that were added through the API, and configured keys from the moment they are retired or revoked there.';

CREATE TABLE namespaces (
    name      text COLLATE "C" PRIMARY KEY,
    folded    text COLLATE "C" NOT NULL UNIQUE,
    owners    text[] NOT NULL DEFAULT '{}',
    kids      text[] NOT NULL DEFAULT '{}',
    log_index bigint NOT NULL REFERENCES journal (index)
);
COMMENT ON COLUMN namespaces.owners IS 'Ids of the principals that may write there; empty means whoever their role allows.';
COMMENT ON COLUMN namespaces.kids IS 'Keys that may sign there; empty means every trusted key.';
COMMENT ON COLUMN namespaces.log_index IS 'The last entry that changed it.';

CREATE TABLE dist_tags (
    name      text COLLATE "C" NOT NULL,
    tag       text COLLATE "C" NOT NULL CHECK (tag <> 'latest'),
    version   text COLLATE "C" NOT NULL,
    moved_at  timestamptz NOT NULL,
    log_index bigint NOT NULL REFERENCES journal (index),
    PRIMARY KEY (name, tag),
    FOREIGN KEY (name, version) REFERENCES action_versions (name, version)
);

ALTER TABLE action_versions
    ADD COLUMN status_severity    text CHECK (status_severity IN ('low', 'medium', 'high', 'critical')),
    ADD COLUMN status_replacement text,
    ADD COLUMN status_sunset      timestamptz,
    ADD COLUMN status_at          timestamptz,
    ADD COLUMN status_index       bigint REFERENCES journal (index);
COMMENT ON COLUMN action_versions.status_index IS 'The last entry that changed the status; null where none has.';

CREATE OR REPLACE FUNCTION refuse_version_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    -- Everything else is immutable, columns of later migrations included, unless they are named here.
    mutable constant text[] := ARRAY['status', 'status_reason', 'status_severity', 'status_replacement',
        'status_sunset', 'status_at', 'status_index'];
    changed text;
BEGIN
    SELECT string_agg(n.key, ', ' ORDER BY n.key) INTO changed
    FROM jsonb_each(to_jsonb(NEW) - mutable) AS n
    WHERE n.value IS DISTINCT FROM to_jsonb(OLD) -> n.key;
    IF changed IS NOT NULL THEN
        RAISE EXCEPTION 'UPDATE of % of %@% is refused: a published version never changes, only its status',
            changed, OLD.name, OLD.version
            USING ERRCODE = 'restrict_violation', HINT = 'Publish a new version instead.';
    END IF;
    RETURN NEW;
END
$$;

-- What has happened to a key stays: it is never added again, its public key never changes, and neither retirement nor
-- revocation is taken back. A revocation may only become graver: a key that was superseded may turn out to be compromised,
-- and a compromise to be older than was thought.
CREATE FUNCTION refuse_key_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    graver constant boolean := NEW.revocation_reason IN ('keyCompromise', 'unspecified') AND (
        OLD.revocation_reason NOT IN ('keyCompromise', 'unspecified')
        OR NEW.compromised_since IS NOT DISTINCT FROM OLD.compromised_since
        OR (OLD.compromised_since IS NOT NULL
            AND (NEW.compromised_since IS NULL OR NEW.compromised_since < OLD.compromised_since)));
BEGIN
    IF (OLD.kid, OLD.alg, OLD.public_key, OLD.source, OLD.not_before, OLD.not_after, OLD.added_index, OLD.added_at)
            IS DISTINCT FROM
        (NEW.kid, NEW.alg, NEW.public_key, NEW.source, NEW.not_before, NEW.not_after, NEW.added_index, NEW.added_at)
        OR (OLD.retired_index IS NOT NULL AND (OLD.retired_index, OLD.retired_at)
            IS DISTINCT FROM (NEW.retired_index, NEW.retired_at))
        OR (OLD.revoked_index IS NOT NULL
            AND ((OLD.revoked_index, OLD.revoked_at) IS DISTINCT FROM (NEW.revoked_index, NEW.revoked_at)
                OR ((OLD.revocation_reason, OLD.compromised_since)
                    IS DISTINCT FROM (NEW.revocation_reason, NEW.compromised_since) AND NOT graver)))
    THEN
        RAISE EXCEPTION 'UPDATE of key % is refused: a key is only ever retired and revoked, once each', OLD.kid
            USING ERRCODE = 'restrict_violation', HINT = 'Add a key with another id instead.';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER aging_key BEFORE UPDATE ON trusted_keys
    FOR EACH ROW EXECUTE FUNCTION refuse_key_change();
CREATE TRIGGER kept_key BEFORE DELETE ON trusted_keys
    FOR EACH ROW EXECUTE FUNCTION refuse_change('a key that was trusted is never forgotten; revoke it instead');
CREATE TRIGGER kept_keys BEFORE TRUNCATE ON trusted_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('keys that were trusted are never forgotten');
CREATE TRIGGER kept_namespace BEFORE DELETE ON namespaces
    FOR EACH ROW EXECUTE FUNCTION refuse_change('a namespace is emptied, not removed');
CREATE TRIGGER kept_namespaces BEFORE TRUNCATE ON namespaces
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('namespaces are emptied, not removed');

-- Entries other than publications are few, and whoever follows what they change reads them alone.
CREATE INDEX journal_governance ON journal (index) WHERE type <> 'version.published';

CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time       timestamptz NOT NULL DEFAULT clock_timestamp(),
    principal  text NOT NULL,
    credential text NOT NULL,
    role       text,
    address    text,
    request_id text,
    operation  text NOT NULL,
    target     text,
    kid        text,
    status     integer NOT NULL,
    code       text,
    log_index  bigint REFERENCES journal (index)
);
COMMENT ON TABLE audit IS
    'Who did or tried what; the row of what succeeded is written with the journal entry it caused. Holds no secret.';
CREATE INDEX audit_principal ON audit (principal, id DESC);
CREATE INDEX audit_target ON audit (target text_pattern_ops, id DESC) WHERE target IS NOT NULL;
CREATE INDEX audit_time ON audit (time);
CREATE INDEX audit_log_index ON audit (log_index) WHERE log_index IS NOT NULL;

CREATE TRIGGER immutable_audit BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION refuse_change('the audit trail is append-only');
CREATE TRIGGER kept_audit BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the audit trail is append-only');

ALTER TABLE api_keys ADD COLUMN last_used_at timestamptz;

GRANT SELECT, INSERT ON trusted_keys, namespaces, dist_tags, audit TO action_registry_runtime;
GRANT UPDATE (retired_index, retired_at, revoked_index, revoked_at, revocation_reason, compromised_since)
    ON trusted_keys TO action_registry_runtime;
GRANT UPDATE (owners, kids, log_index) ON namespaces TO action_registry_runtime;
GRANT UPDATE (version, moved_at, log_index), DELETE ON dist_tags TO action_registry_runtime;
GRANT UPDATE (status_severity, status_replacement, status_sunset, status_at, status_index)
    ON action_versions TO action_registry_runtime;
GRANT UPDATE (last_used_at) ON api_keys TO action_registry_runtime;
