-- A publish adds words and tags to a list that is pending beside each GIN index, and who fills it up merges all of it while
-- everyone else waits for the head's lock: 4 MB, the server's default, took 70 to 180 ms. The least there is takes a few
-- milliseconds, and a search has less to read that is not merged yet.
ALTER INDEX actions_search SET (gin_pending_list_limit = 64);
ALTER INDEX actions_tags SET (gin_pending_list_limit = 64);
