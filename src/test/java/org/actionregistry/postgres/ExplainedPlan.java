package org.actionregistry.postgres;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.actionregistry.testing.Sql;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL says it did for one statement ({@code EXPLAIN (ANALYZE, BUFFERS)}). */
record ExplainedPlan(List<JsonObject> nodes) {
    /**
     * Runs a statement as the server would run it.
     *
     * @param settings of the server's connection
     * @param types of the parameters, as {@code PREPARE} takes them
     */
    static ExplainedPlan of(
            DatabaseUrl owner, Map<String, String> settings, String sql, List<String> types, List<?> parameters)
            throws SQLException {
        try (Connection connection = Sql.connect(owner);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + ClientOptions.RUNTIME_ROLE);
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                statement.execute("SET " + setting.getKey() + " = " + setting.getValue());
            }
            statement.execute("PREPARE explained(" + String.join(", ", types) + ") AS " + sql);
            String values = parameters.stream().map(ExplainedPlan::literal).collect(Collectors.joining(", "));
            try (ResultSet plan = statement.executeQuery(
                    "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE explained(" + values + ")")) {
                plan.next();
                List<JsonObject> nodes = new ArrayList<>();
                collect(new JsonArray(plan.getString(1)).getJsonObject(0).getJsonObject("Plan"), nodes);
                return new ExplainedPlan(nodes);
            }
        }
    }

    private static String literal(@Nullable Object value) {
        return value == null ? "NULL" : "'" + value + "'";
    }

    private static void collect(JsonObject node, List<JsonObject> nodes) {
        nodes.add(node);
        children(node).forEach(child -> collect(child, nodes));
    }

    private static Stream<JsonObject> children(JsonObject node) {
        return node.getJsonArray("Plans", new JsonArray()).stream().map(JsonObject.class::cast);
    }

    /** Rows of the result. */
    long rows() {
        return executions(nodes.get(0));
    }

    /** Pages of tables and indexes that were touched, in memory or not. */
    long buffers() {
        return nodes.get(0).getLong("Shared Hit Blocks") + nodes.get(0).getLong("Shared Read Blocks");
    }

    /** Tables that were read from beginning to end. */
    Set<String> scanned() {
        return nodes.stream()
                .filter(node -> node.getString("Node Type").equals("Seq Scan"))
                .map(node -> node.getString("Relation Name"))
                .collect(Collectors.toSet());
    }

    /** Indexes that were used. */
    Set<String> indexes() {
        return nodes.stream()
                .filter(node -> node.containsKey("Index Name") && node.getLong("Actual Loops") > 0)
                .map(node -> node.getString("Index Name"))
                .collect(Collectors.toSet());
    }

    /** The most rows that any one sort was given. */
    long sorted() {
        return nodes.stream()
                .filter(node -> node.getString("Node Type").endsWith("Sort"))
                .flatMap(ExplainedPlan::children)
                .mapToLong(child -> (long) Math.ceil(child.getDouble("Actual Rows")))
                .max()
                .orElse(0);
    }

    /** Rows that were fetched from tables because an index did not have all that is asked for. */
    long heapFetches() {
        return nodes.stream()
                .mapToLong(node -> node.getLong("Heap Fetches", 0L))
                .sum();
    }

    private static long executions(JsonObject node) {
        return Math.round(node.getDouble("Actual Rows") * node.getLong("Actual Loops"));
    }
}
