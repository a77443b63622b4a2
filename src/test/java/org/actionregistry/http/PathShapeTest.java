package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathShapeTest {
    @ParameterizedTest
    @CsvSource({
        "/actions, /actions, true",
        "/actions, /actions/, false",
        "/actions, /action, false",
        "/actions, /actions2, false",
        "/actions, /actions/a, false",
        "/actions/{name}, /actions/a.b, true",
        "/actions/{name}, /actions/, false",
        "/actions/{name}, /actions, false",
        "/actions/{name}, /actions/a/versions, false",
        "/actions/{name}/versions/{version}, /actions/a/versions/1.0.0, true",
        "/actions/{name}/versions/{version}, /actions//versions/1.0.0, false",
        "/actions/{name}/versions/{version}, /actions/a/tags/1.0.0, false",
        "/actions/{name}/versions/{version}, /actions/a/versions/1.0.0/verify, false",
        "/actions, /, false",
        "/actions, *, false",
        "/actions, '', false"
    })
    void tellsTheShapeOfAPath(String template, String path, boolean matches) {
        assertThat(new PathShape(template).matches(path)).isEqualTo(matches);
    }
}
