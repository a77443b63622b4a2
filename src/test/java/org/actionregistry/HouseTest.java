package org.actionregistry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls of docs/ARCHITECTURE.md: which room may import which. */
class HouseTest {
    private static final String BASE = "org.actionregistry.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.actionregistry");

    private static final List<String> PURE = List.of("failure", "json", "signing", "merkle", "action", "compatibility");
    private static final List<String> FLOOR_1 = List.of("bus", "file", "journal", "verification");
    private static final List<String> FLOOR_2 =
            List.of("catalog", "publishing", "log", "events", "trust", "access", "audit", "witnessing");

    /** Each room and the rooms it may import. */
    private static Map<String, List<String>> house() {
        List<String> below2 = join(PURE, FLOOR_1);
        List<String> below3 = join(below2, FLOOR_2);
        Map<String, List<String>> house = new LinkedHashMap<>();
        house.put("failure", List.of());
        house.put("json", List.of("failure"));
        house.put("signing", List.of("failure", "json"));
        house.put("merkle", List.of("failure", "json", "signing"));
        house.put("action", List.of("failure", "json", "signing"));
        house.put("compatibility", List.of("failure", "json", "signing", "action"));
        FLOOR_1.forEach(room -> house.put(room, PURE));
        house.put("file", List.of());
        FLOOR_2.forEach(room -> house.put(room, below2));
        house.put("http", below3);
        house.put("postgres", below3);
        house.put("dev", below3);
        house.put("witness", join(PURE, List.of("file")));
        house.put("client", join(PURE, List.of("file")));
        house.put("app", join(below3, List.of("http", "postgres", "dev", "client", "witness")));
        house.put("cli", join(PURE, List.of("client", "app", "witness")));
        return house;
    }

    private static List<String> join(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @Test
    void everyRoomStandsInThePlan() {
        TreeSet<String> rooms = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(BASE.length()).split("\\.")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms).isEqualTo(new TreeSet<>(house().keySet()));
    }

    @TestFactory
    Stream<DynamicTest> aRoomImportsOnlyWhatItMay() {
        return house().entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(),
                        () -> classes()
                                .that()
                                .resideInAPackage(BASE + room.getKey() + "..")
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(allowed(room.getKey(), room.getValue()))
                                        .or(resideOutsideOfPackages("org.actionregistry..")))
                                .check(CLASSES)));
    }

    private static String[] allowed(String room, List<String> others) {
        return Stream.concat(Stream.of(room), others.stream())
                .map(name -> BASE + name + "..")
                .toArray(String[]::new);
    }

    @Test
    void theGroundFloorKnowsNoVertxAndDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        PURE.stream().map(name -> BASE + name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "java.net..", "java.nio.file..", "java.sql..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void onlyPostgresAndDevTouchADatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "postgres..", BASE + "dev..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", "org.flywaydb..", "io.zonky..")
                .check(CLASSES);
    }

    @Test
    void clientAndWitnessNeedNoVertx() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "client..", BASE + "witness..", BASE + "file..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "ch.qos..")
                .check(CLASSES);
    }
}
