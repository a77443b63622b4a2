package org.actionregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** {@code docs/THREATS.md} names tests for what it claims; they are there, and they are tests. */
class ThreatsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
    private static final Path SOURCES = Path.of("src/test/java");

    private record Named(String type, String method) {}

    private static List<Named> named() {
        try {
            return NAMED.matcher(Files.readString(Path.of("docs/THREATS.md")))
                    .results()
                    .map(match -> new Named(match.group(1), match.group(2)))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theDocumentNamesTests() {
        assertThat(named()).hasSizeGreaterThan(30);
    }

    @TestFactory
    Stream<DynamicTest> aNamedTestIsThere() {
        return named().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.type() + "#" + test.method(),
                        () -> assertThat(type(test.type()).getDeclaredMethods())
                                .filteredOn(ThreatsTest::isTest)
                                .extracting(Method::getName)
                                .contains(test.method())));
    }

    /** Of any kind: repeated, with parameters, of properties. */
    private static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }

    private static Class<?> type(String simpleName) throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Optional<Path> file =
                    files.filter(path -> path.endsWith(simpleName + ".java")).findFirst();
            assertThat(file).as(simpleName).isPresent();
            String path = SOURCES.relativize(file.orElseThrow()).toString();
            String name =
                    String.join(".", Arrays.asList(path.replace(".java", "").split("[/\\\\]", -1)));
            return Class.forName(name, false, ThreatsTest.class.getClassLoader());
        }
    }
}
