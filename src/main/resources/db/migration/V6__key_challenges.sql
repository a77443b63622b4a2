-- Challenges for the holders of new keys. They are in the database, since the answer may come to another server than the
-- one that asked; taking one away is what makes it good for one answer only.

CREATE TABLE key_challenges (
    nonce      bytea PRIMARY KEY CHECK (octet_length(nonce) = 32),
    kid        text COLLATE "C" NOT NULL,
    public_key text NOT NULL,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE key_challenges IS 'Issued and not yet answered; what has expired is removed with the next one that is issued.';
CREATE INDEX key_challenges_expiry ON key_challenges (expires_at);

GRANT SELECT, INSERT, DELETE ON key_challenges TO action_registry_runtime;
