-- Null for what nobody has verified at its publication, or was published before there were seals, or without a log key.
-- Immutable like every column that refuse_version_change() does not name.
ALTER TABLE action_versions ADD COLUMN seal bytea;
COMMENT ON COLUMN action_versions.seal IS
    'HMAC-SHA256 under a key that only servers have: says that the signature was verified, for exactly this version.';
