package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.actionregistry.failure.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final List<String> SCOPE = List.of("namespace=files", "q=move");

    @Test
    void givesBackTheKeyItStandsBehind() {
        assertThat(Cursor.lastKey(Cursor.after("files.move", SCOPE), SCOPE)).isEqualTo("files.move");
    }

    @Test
    void belongsToOneListWithItsFilters() {
        String cursor = Cursor.after("files.move", SCOPE);
        assertThatThrownBy(() -> Cursor.lastKey(cursor, List.of("namespace=files")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void isRefusedWithAnyCharacterChanged() {
        String cursor = Cursor.after("files.move", SCOPE);
        for (int i = 0; i < cursor.length() - 1; i++) {
            String forged = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
            assertThatThrownBy(() -> Cursor.lastKey(forged, SCOPE)).isInstanceOf(Invalid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAAAAAAAAA", "not base64!", "ZmlsZXMubW92ZQ"})
    void isRefusedWhenItIsNone(String cursor) {
        assertThatThrownBy(() -> Cursor.lastKey(cursor, SCOPE)).isInstanceOf(Invalid.class);
    }
}
