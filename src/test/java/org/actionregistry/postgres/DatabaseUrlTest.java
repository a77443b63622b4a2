package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgresql://u:p@h:6543/d?sslmode=require, u, p, h, 6543, d, REQUIRE",
                "postgres://u:p@h/d, u, p, h, 5432, d, PREFER",
                "postgresql+psycopg://u:p@h/d?sslmode=disable, u, p, h, 5432, d, DISABLE",
                "postgresql://u@h/d, u, -, h, 5432, d, PREFER",
                "postgresql://u%40x:p%3A%2F%40%25+ü@h/d%20b, u@x, p:/@%+ü, h, 5432, d b, PREFER",
                "postgresql://u:p@ss@h/d, u, p@ss, h, 5432, d, PREFER",
                "postgresql://u:a:b@h/d, u, a:b, h, 5432, d, PREFER",
                "postgresql://u:p@[::1]:5433/d, u, p, ::1, 5433, d, PREFER",
                "postgresql://u:p@[2001:db8::2]/d?sslmode=allow, u, p, 2001:db8::2, 5432, d, ALLOW",
                "postgresql://u:p@db.example.org/d?sslmode=verify-ca, u, p, db.example.org, 5432, d, VERIFY_CA",
                "postgresql://u:p@h/d?sslmode=verify-full, u, p, h, 5432, d, VERIFY_FULL",
            })
    void readsEveryPart(
            String url, String user, String password, String host, int port, String database, SslMode mode) {
        assertThat(DatabaseUrl.parse(url))
                .isEqualTo(new DatabaseUrl(
                        user, Optional.ofNullable(password), host, port, database, mode, Optional.empty()));
    }

    @Test
    void readsThePathOfACertificateFile() {
        assertThat(DatabaseUrl.parse("postgresql://u:p@h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")
                        .sslRootCert())
                .contains("/etc/ca.pem");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://u:s3cret@h/d | starts with postgresql://",
                "u:s3cret@h/d | starts with postgresql://",
                "postgresql://h/d | names no user",
                "postgresql://:s3cret@h/d | names no user",
                "postgresql://u:s3cret@/d | names no host",
                "postgresql://u:s3cret@h | names no database",
                "postgresql://u:s3cret@h/ | names no database",
                "postgresql://u:s3cret@h:0/d | the port",
                "postgresql://u:s3cret@h:65536/d | the port",
                "postgresql://u:s3cret@h:x/d | the port",
                "postgresql://u:s3cret@h:/d | the port",
                "postgresql://u:s3cret@::1/d | IPv6",
                "postgresql://u:s3cret%4@h/d | the password has a '%'",
                "postgresql://u:s3cret%zz@h/d | the password has a '%'",
                "postgresql://u:s3cret%ff@h/d | not UTF-8",
                "postgresql://u:s3cret@h/d%00 | NUL",
                "postgresql://u:s3cret@h/d?sslmode=maybe | sslmode is one of disable, allow, prefer",
                "postgresql://u:s3cret@h/d?sslmode=require&sslmode=disable | sslmode twice",
                "postgresql://u:s3cret@h/d?pool=3 | unknown parameter 'pool'",
                "postgresql://u:12/s3cret@h/d | names no user",
                "postgresql://u:12?s3cret@h/d | names no user",
            })
    void saysWhatIsWrongWithoutThePassword(String url, String complaint) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://u:s3cret@h:6543/d?sslmode=require", "postgresql://u:s3cret@[::1]/d"})
    void masksThePasswordWhenItIsPrinted(String url) {
        assertThat(DatabaseUrl.parse(url))
                .asString()
                .startsWith("postgresql://u:***@")
                .doesNotContain("s3cret");
    }

    @Test
    void keepsTheLoginOutOfTheJdbcUrl() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:s3cret@[::1]:6543/my%20db?sslmode=require");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:6543/my%20db");
        assertThat(url.jdbcProperties()).containsEntry("user", "u").containsEntry("password", "s3cret");
        assertThat(url.jdbcSettings()).containsEntry("sslmode", "require").doesNotContainValue("s3cret");
    }

    @Property
    void whatIsPercentEncodedIsReadBack(
            @ForAll @NotEmpty @CharRange(from = '\u0001', to = '\uD7FF') String user,
            @ForAll @CharRange(from = '\u0001', to = '\uD7FF') String password,
            @ForAll @NotEmpty @CharRange(from = '\u0001', to = '\uD7FF') String database) {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://" + PercentCoding.encode(user) + ":"
                + PercentCoding.encode(password) + "@h/" + PercentCoding.encode(database));

        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).contains(password);
        assertThat(url.database()).isEqualTo(database);
    }
}
