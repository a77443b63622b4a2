package org.actionregistry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.actionregistry.action.SemanticVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BumpTest {
    @ParameterizedTest
    @CsvSource({
        // from, to, the largest step it honours
        "1.2.3, 2.0.0, MAJOR",
        "1.2.3, 3.1.4, MAJOR",
        "1.2.3, 2.0.0-rc.1, MAJOR",
        "1.2.3, 1.3.0, MINOR",
        "1.2.3, 1.3.0-rc.1, MINOR",
        "1.2.3, 1.2.4, PATCH",
        "1.2.3, 1.2.4-rc.1, PATCH",
        "1.2.3, 1.2.3, NONE",
        "1.2.3, 1.2.2, NONE",
        "2.0.0, 1.9.9, NONE",
        "1.2.3, 1.2.3-rc.1, NONE",
        "0.2.3, 1.0.0, MAJOR",
        "0.2.3, 0.3.0, MAJOR",
        "0.2.3, 0.2.4, MINOR",
        "0.0.3, 0.0.4, MAJOR",
        "2.0.0-rc.1, 2.0.0-rc.2, MAJOR",
        "2.0.0-rc.1, 2.0.0, MAJOR"
    })
    void aStepIsHonouredByVersionsThatRangesTellApart(String from, String to, Bump largest) {
        for (Bump bump : Bump.values()) {
            assertThat(bump.honouredBy(SemanticVersion.parse(from), SemanticVersion.parse(to)))
                    .as("%s from %s to %s", bump, from, to)
                    .isEqualTo(bump.compareTo(largest) <= 0);
        }
    }
}
