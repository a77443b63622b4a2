-- The Merkle tree over the journal's leaves (RFC 6962), as C2SP tlog-tiles: written in the transaction that
-- appends the entries, so that tree and journal never disagree.

-- The widest form of each tile only: every narrower one is a prefix of it.
CREATE TABLE log_tiles (
    level  integer NOT NULL CHECK (level BETWEEN 0 AND 63),
    n      bigint NOT NULL CHECK (n >= 0),
    hashes bytea NOT NULL CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192),
    PRIMARY KEY (level, n)
);
-- Hashes do not compress.
ALTER TABLE log_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE log_tiles IS 'Hashes of the transparency log, 32 bytes each; a tile only ever grows at its end.';

-- Every checkpoint that was signed: one tree size never gets two roots.
CREATE TABLE log_checkpoints (
    size bigint PRIMARY KEY CHECK (size >= 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    note text NOT NULL,
    time timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE log_checkpoints IS 'Signed notes (C2SP tlog-checkpoint), one a batch.';

-- What witnesses have said of our checkpoints: signature lines, without their line ends.
CREATE TABLE log_cosignatures (
    size    bigint NOT NULL REFERENCES log_checkpoints (size),
    witness text NOT NULL,
    line    text NOT NULL,
    time    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (size, witness)
);

ALTER TABLE journal_head ADD COLUMN tree_size bigint NOT NULL DEFAULT 0 CHECK (tree_size >= 0);
-- The root of no leaves: SHA-256 of nothing.
ALTER TABLE journal_head ADD COLUMN tree_root bytea NOT NULL DEFAULT sha256('') CHECK (octet_length(tree_root) = 32);
COMMENT ON COLUMN journal_head.tree_size IS
    'How many entries the tiles cover; behind next_index only until the next append, which catches up.';

CREATE FUNCTION refuse_tile_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.level, OLD.n) IS DISTINCT FROM (NEW.level, NEW.n)
        OR octet_length(NEW.hashes) < octet_length(OLD.hashes)
        OR substring(NEW.hashes FROM 1 FOR octet_length(OLD.hashes)) <> OLD.hashes
    THEN
        RAISE EXCEPTION 'UPDATE of tile %/% is refused: a tile only grows at its end', OLD.level, OLD.n
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER growing_tile BEFORE UPDATE ON log_tiles
    FOR EACH ROW EXECUTE FUNCTION refuse_tile_change();
CREATE TRIGGER kept_tile BEFORE DELETE ON log_tiles
    FOR EACH ROW EXECUTE FUNCTION refuse_change('the log is append-only');
CREATE TRIGGER kept_tiles BEFORE TRUNCATE ON log_tiles
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the log is append-only');
CREATE TRIGGER immutable_checkpoint BEFORE UPDATE OR DELETE ON log_checkpoints
    FOR EACH ROW EXECUTE FUNCTION refuse_change('what was signed stays signed');
CREATE TRIGGER kept_checkpoints BEFORE TRUNCATE ON log_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what was signed stays signed');

GRANT SELECT, INSERT, UPDATE (hashes) ON log_tiles TO action_registry_runtime;
GRANT SELECT, INSERT ON log_checkpoints TO action_registry_runtime;
GRANT SELECT, INSERT, UPDATE (line, time) ON log_cosignatures TO action_registry_runtime;
GRANT UPDATE (tree_size, tree_root) ON journal_head TO action_registry_runtime;
