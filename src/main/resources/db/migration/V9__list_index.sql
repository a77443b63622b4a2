-- A list names versions of each action in the order of their precedence. With the version in the index, it reads a page of
-- the index for each action, and not a page of the table for each version. Instead of the index of V1, not beside it: a
-- publish still writes as many.
CREATE UNIQUE INDEX action_versions_ordered ON action_versions (name, precedence) INCLUDE (version);
DROP INDEX action_versions_precedence;
