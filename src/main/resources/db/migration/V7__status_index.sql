-- Versions that are not active are few, and whoever asks for the actions that have one should not walk through all others.
CREATE INDEX action_versions_status ON action_versions (status, name) WHERE status <> 'active';
