-- The filters an investigation begins with: what was signed with a key, and what came from an address. Without an index
-- they would read the whole trail backwards.
CREATE INDEX audit_kid ON audit (kid, id DESC) WHERE kid IS NOT NULL;
CREATE INDEX audit_address ON audit (address, id DESC) WHERE address IS NOT NULL;
CREATE INDEX audit_code ON audit (code, id DESC) WHERE code IS NOT NULL;
