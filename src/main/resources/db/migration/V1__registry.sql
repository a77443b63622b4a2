-- Names and versions sort by bytes (COLLATE "C"): key-set pages, ranges and SemVer precedence must not
-- depend on the locale the database was created with.

DO $$
BEGIN
    IF getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'database % has the encoding %, and manifests are UTF-8',
            current_database(), getdatabaseencoding()
            USING HINT = 'Create the database with ENCODING ''UTF8''.';
    END IF;
END
$$;

CREATE TABLE journal (
    index bigint PRIMARY KEY CHECK (index >= 0),
    type  text NOT NULL,
    body  jsonb NOT NULL,
    leaf  bytea NOT NULL,
    time  timestamptz NOT NULL
);
COMMENT ON TABLE journal IS
    'The one sequence of everything that changed what the registry says; indexes are contiguous from 0.';
COMMENT ON COLUMN journal.leaf IS
    'RFC 8785 form of {index, type, time, ...body}: the leaf of the transparency log.';

-- Writers take this row's lock before they look at anything else, so indexes have no gaps and what a
-- writer has seen cannot change before it commits. A sequence would promise neither.
CREATE TABLE journal_head (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    next_index bigint NOT NULL,
    last_time  timestamptz NOT NULL
);
INSERT INTO journal_head (next_index, last_time) VALUES (0, '-infinity');

CREATE TABLE actions (
    name           text COLLATE "C" PRIMARY KEY,
    namespace      text COLLATE "C" NOT NULL,
    folded         text COLLATE "C" NOT NULL UNIQUE,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    latest_version text COLLATE "C",
    title          text,
    description    text,
    tags           text[] NOT NULL DEFAULT '{}',
    search         tsvector NOT NULL DEFAULT '',
    version_count  integer NOT NULL DEFAULT 0
);
COMMENT ON COLUMN actions.folded IS
    'The name with - _ . folded to one character; no two actions share it.';
COMMENT ON COLUMN actions.latest_version IS
    'Recomputed by every publish, with title, description, tags and search: the highest release that is '
    'neither yanked nor unsafe, or the highest such pre-release.';

-- The primary key already serves the order of names, key-set pages and the range of a namespace.
CREATE INDEX actions_search ON actions USING gin (search);
CREATE INDEX actions_tags ON actions USING gin (tags);

CREATE TABLE action_versions (
    -- Deferred: a publish writes its versions first and then, in one statement, the summary of each action.
    name          text COLLATE "C" NOT NULL REFERENCES actions (name) DEFERRABLE INITIALLY DEFERRED,
    version       text COLLATE "C" NOT NULL,
    precedence    text COLLATE "C" NOT NULL,
    prerelease    boolean NOT NULL,
    schema_json   jsonb NOT NULL,
    canonical     bytea NOT NULL,
    hash          text NOT NULL,
    sig_alg       text,
    sig_kid       text,
    sig_b64       text,
    status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deprecated', 'yanked', 'unsafe')),
    status_reason text,
    created_at    timestamptz NOT NULL,
    log_index     bigint NOT NULL UNIQUE REFERENCES journal (index),
    PRIMARY KEY (name, version),
    CONSTRAINT action_versions_signature_whole CHECK (num_nulls(sig_alg, sig_kid, sig_b64) IN (0, 3))
);
COMMENT ON COLUMN action_versions.canonical IS 'The signed bytes, served byte for byte.';
COMMENT ON COLUMN action_versions.schema_json IS
    'An index copy for queries, never served: JSONB has no U+0000 (here U+FFFD), reorders keys and rewrites numbers.';

-- Uncompressed: written once and read for ever, so disk is spent to save every read a decompression, and
-- octet_length() answers without reading the value.
ALTER TABLE action_versions ALTER COLUMN canonical SET STORAGE EXTERNAL;

CREATE UNIQUE INDEX action_versions_precedence ON action_versions (name, precedence);
-- Finds the latest version in one probe, however many pre-releases or yanked versions there are.
CREATE INDEX action_versions_latest ON action_versions (name, prerelease, precedence DESC)
    WHERE status IN ('active', 'deprecated');
-- An unverified import may carry any text as its hash, also one too long for an index; only well-formed
-- digests (sha256: and 64 hex digits) can be asked for.
CREATE INDEX action_versions_hash ON action_versions (hash) WHERE octet_length(hash) = 71;

CREATE TABLE api_keys (
    id         text COLLATE "C" PRIMARY KEY,
    name       text NOT NULL,
    role       text NOT NULL CHECK (role IN ('reader', 'auditor', 'publisher', 'maintainer', 'admin')),
    namespaces text[] NOT NULL DEFAULT '{}',
    sha256     bytea NOT NULL CHECK (octet_length(sha256) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_keys_newest ON api_keys (created_at DESC, id);
