-- A page of a list is one range of `actions`: what it names of each action stands in its row, instead of being looked up in
-- the index of versions, and its latest version is found by number, in an index a fifth as large as that of names.
--
-- Text, not an array: a list copies it, and nothing searches it.
ALTER TABLE actions
    ADD COLUMN versions     text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN latest_index bigint;
COMMENT ON COLUMN actions.versions IS
    'The highest 100 versions, in ascending precedence, with a space between; recomputed when one is published.';
COMMENT ON COLUMN actions.latest_index IS
    'The journal''s index of latest_version; null where that is. A list shows no verdict where the two disagree.';

-- Whoever writes a summary without these columns gets them all the same: the rows that are there already, and a server of the
-- version before, which may go on writing until it is replaced.
CREATE FUNCTION complete_summary() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.versions := coalesce((
        SELECT string_agg(h.version, ' ' ORDER BY h.precedence)
        FROM (
            SELECT v.version, v.precedence FROM action_versions v
            WHERE v.name = NEW.name ORDER BY v.precedence DESC LIMIT 100
        ) h), '');
    NEW.latest_index := (
        SELECT v.log_index FROM action_versions v WHERE v.name = NEW.name AND v.version = NEW.latest_version);
    RETURN NEW;
END
$$;
CREATE TRIGGER completed_action BEFORE INSERT ON actions
    FOR EACH ROW WHEN (NEW.versions = '')
    EXECUTE FUNCTION complete_summary();
CREATE TRIGGER completed_summary BEFORE UPDATE ON actions
    FOR EACH ROW WHEN (NEW.versions = ''
        OR (NEW.version_count <> OLD.version_count AND NEW.versions = OLD.versions)
        OR (NEW.latest_version IS DISTINCT FROM OLD.latest_version AND NEW.latest_index IS NOT DISTINCT FROM OLD.latest_index))
    EXECUTE FUNCTION complete_summary();

-- Every row changes, so the indexes of words and tags are made anew rather than entry by entry.
DROP INDEX actions_search;
DROP INDEX actions_tags;
UPDATE actions SET versions = '';
CREATE INDEX actions_search ON actions USING gin (search);
CREATE INDEX actions_tags ON actions USING gin (tags);

GRANT UPDATE (versions, latest_index) ON actions TO action_registry_runtime;
