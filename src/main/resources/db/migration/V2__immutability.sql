-- What is published stays: these triggers refuse it to everyone, the owner of the tables included. They
-- guard against mistakes and against a stolen runtime credential; an owner who means to tamper can disable
-- them, which is why every read verifies the bytes it serves.

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION refuse_version_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    -- Everything else is immutable, columns of later migrations included, unless they are named here.
    mutable constant text[] := ARRAY['status', 'status_reason'];
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

CREATE TRIGGER immutable_version BEFORE UPDATE ON action_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_version_change();
CREATE TRIGGER kept_version BEFORE DELETE ON action_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_change('a published version is never removed; yank it instead');
CREATE TRIGGER kept_versions BEFORE TRUNCATE ON action_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('published versions are never removed');

CREATE TRIGGER immutable_entry BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION refuse_change('the journal is append-only');
CREATE TRIGGER kept_entries BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the journal is append-only');

CREATE TRIGGER immutable_name BEFORE UPDATE ON actions
    FOR EACH ROW
    WHEN ((OLD.name, OLD.namespace, OLD.folded, OLD.created_at)
        IS DISTINCT FROM (NEW.name, NEW.namespace, NEW.folded, NEW.created_at))
    EXECUTE FUNCTION refuse_change('an action keeps its name, namespace, folded name and date of creation');
CREATE TRIGGER kept_action BEFORE DELETE ON actions
    FOR EACH ROW EXECUTE FUNCTION refuse_change('a name that was used stays taken');
CREATE TRIGGER kept_actions BEFORE TRUNCATE ON actions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('names that were used stay taken');
