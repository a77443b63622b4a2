package org.actionregistry.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
    @ParameterizedTest
    @CsvSource({
        "files, files.move, true",
        "files, files.archive.pack, true",
        "files.archive, files.archive.pack, true",
        "files, files, false",
        "files, filesystem.move, false",
        "files.archive, files.move, false",
        "files, '', false"
    })
    void aNamespaceHoldsWhatIsBelowItAndNotItsNamesake(String namespace, String name, boolean matches) {
        EventFilter filter = new EventFilter(Optional.empty(), Optional.of(namespace), Optional.empty());

        assertThat(filter.matches(event("version.published", name))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "files, files, true",
        "files, files.archive, true",
        "files, filesystem, false",
        "files.archive, files, false"
    })
    void aNamespaceHoldsWhatIsSaidOfItself(String namespace, String changed, boolean matches) {
        EventFilter filter = new EventFilter(Optional.empty(), Optional.of(namespace), Optional.empty());

        assertThat(filter.matches(new Event(0, "namespace.changed", "", "{\"namespace\":\"" + changed + "\"}")))
                .isEqualTo(matches);
    }

    @Test
    void everythingItNamesMustMatch() {
        EventFilter filter = new EventFilter(Optional.of("a"), Optional.of("x"), Optional.of("x.y"));

        assertThat(filter.matches(event("a", "x.y"))).isTrue();
        assertThat(filter.matches(event("b", "x.y"))).isFalse();
        assertThat(filter.matches(event("a", "x.z"))).isFalse();
        assertThat(EventFilter.ALL.matches(event("b", ""))).isTrue();
    }

    private static Event event(String type, String name) {
        return new Event(0, type, name, "{}");
    }
}
