package org.actionregistry.http.contract;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What {@link RequestRules} look at.
 *
 * @param segments the segments of the path, decoded once
 * @param query as in the request target, still encoded; empty where there is none
 * @param body empty where there is none
 */
record RawRequest(List<String> segments, String query, MultiMap headers, Buffer body) {}
