package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private final EntityTag tag = new EntityTag("\"a1\"");

    @ParameterizedTest
    @ValueSource(strings = {"\"a1\"", "W/\"a1\"", "*", " \"a1\" ", "\"b\", \"a1\"", "\"b\",W/\"a1\",\"c\""})
    void is_named_by_itself_weak_or_strong_alone_or_in_a_list_and_by_a_star(String ifNoneMatch) {
        assertThat(tag.matches(ifNoneMatch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a1", "\"A1\"", "\"a\"", "\"a12\"", "w/\"a1\"", "\"*\""})
    void is_not_named_by_anything_else(String ifNoneMatch) {
        assertThat(tag.matches(ifNoneMatch)).isFalse();
    }

    @Test
    void is_not_named_where_nothing_is_sent() {
        assertThat(tag.matches(null)).isFalse();
    }

    @Test
    void differs_where_the_bytes_do() {
        EntityTag one = EntityTag.of(Buffer.buffer("one"));

        assertThat(one).isEqualTo(EntityTag.of(Buffer.buffer("one"))).isNotEqualTo(EntityTag.of(Buffer.buffer("two")));
        assertThat(one.value()).matches("\"[0-9a-f]{32}\"");
    }
}
