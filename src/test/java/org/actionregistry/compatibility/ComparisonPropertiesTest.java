package org.actionregistry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** What holds of every comparison, over random schemas and variations of them. */
class ComparisonPropertiesTest {
    private static final int VALUES = 40;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void nothingHasChangedBetweenASchemaAndItself(@ForAll long seed) {
        Map<String, Object> schema = new RandomSchemas(new Random(seed)).document();
        Map<String, Object> copy = new RandomSchemas(new Random(seed)).document();
        assertThat(Json.compare("input", schema, copy).changes()).isEmpty();
    }

    /** A member beside it keeps the comparison from ending before it has begun. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void aNewTitleIsAllThatIsFoundOfASchemaThatOnlyGotOne(@ForAll long seed) {
        Map<String, Object> schema = new RandomSchemas(new Random(seed)).document();
        Map<String, Object> titled = new LinkedHashMap<>(schema);
        titled.put("title", "t");
        Comparison comparison = Json.compare("input", schema, titled);
        assertThat(comparison.changes()).extracting(Change::kind).containsExactly("title-added");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void theOrderOfMembersDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        Map<String, Object> old = schemas.document();
        Map<String, Object> now = schemas.variation(old);
        assertThat(Json.compare("input", shuffled(old, random), shuffled(now, random)))
                .isEqualTo(Json.compare("input", old, now));
    }

    /** Whether a member of an open object was named for the first time, which may refuse what was admitted by chance. */
    private static boolean names(Comparison comparison) {
        return comparison.changes().stream()
                .map(Change::kind)
                .anyMatch(kind -> kind.equals("property-added") || kind.equals("member-named"));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void whatDoesNotBreakAnInputAdmitsAllThatWasAdmitted(@ForAll long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        Map<String, Object> old = schemas.document();
        Map<String, Object> now = schemas.variation(old);
        Comparison comparison = Json.compare("input", old, now);
        // Names in open objects are the one thing that may be refused without being called breaking.
        boolean kept = comparison.bump() != Bump.MAJOR && !names(comparison);
        Statistics.label("kept").collect(kept);
        Statistics.label("kept").coverage(tries -> tries.check(true).percentage(share -> share > 10));
        if (kept) {
            assertThat(refused(old, now, random))
                    .as("%s%n%s%n%s", json(old), json(now), comparison)
                    .isEmpty();
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void whatDoesNotBreakAnOutputAnswersNothingThatWasNotAnsweredBefore(@ForAll long seed) {
        Random random = new Random(seed);
        RandomSchemas schemas = new RandomSchemas(random);
        Map<String, Object> old = schemas.document();
        Map<String, Object> now = schemas.variation(old);
        Comparison comparison = Json.compare("output", old, now);
        if (comparison.bump() != Bump.MAJOR) {
            assertThat(refused(now, old, random))
                    .as("%s%n%s%n%s", json(old), json(now), comparison)
                    .isEmpty();
        }
    }

    /** Values that the first admits and the second refuses. */
    private static List<String> refused(Map<String, Object> first, Map<String, Object> second, Random random) {
        Validator admits = validator(first);
        Validator keeps = validator(second);
        RandomValues values = new RandomValues(random, first);
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            Object value = vertx(values.next());
            if (valid(admits, value) && !valid(keeps, value)) {
                refused.add(String.valueOf(value));
            }
        }
        return refused;
    }

    private static Validator validator(Map<String, Object> schema) {
        return Validator.create(
                JsonSchema.of(new JsonObject(json(schema))),
                new JsonSchemaOptions()
                        .setDraft(Draft.DRAFT202012)
                        .setBaseUri("https://registry.invalid/")
                        .setOutputFormat(OutputFormat.Flag));
    }

    private static boolean valid(Validator validator, @Nullable Object value) {
        return Boolean.TRUE.equals(validator.validate(value).getValid());
    }

    private static String json(@Nullable Object value) {
        return new String(CanonicalJson.encode(value), StandardCharsets.UTF_8);
    }

    private static @Nullable Object vertx(@Nullable Object value) {
        return value instanceof Map
                ? new JsonObject(json(value))
                : value instanceof List ? new JsonArray(json(value)) : value;
    }

    private static Object shuffled(Object value, Random random) {
        if (value instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, random);
            Map<String, Object> shuffled = new LinkedHashMap<>();
            entries.forEach(entry -> shuffled.put((String) entry.getKey(), shuffled(entry.getValue(), random)));
            return shuffled;
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> shuffled(each, random)).toList()
                : value;
    }
}
