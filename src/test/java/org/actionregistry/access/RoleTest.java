package org.actionregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.actionregistry.action.ActionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {
    @ParameterizedTest
    @CsvSource({
        "READER,READER,true", "READER,PUBLISHER,false", "READER,AUDITOR,false", "PUBLISHER,READER,true",
        "PUBLISHER,MAINTAINER,false", "MAINTAINER,PUBLISHER,true", "MAINTAINER,ADMIN,false", "MAINTAINER,AUDITOR,false",
        "AUDITOR,READER,true", "AUDITOR,PUBLISHER,false", "AUDITOR,AUDITOR,true", "ADMIN,ADMIN,true",
        "ADMIN,AUDITOR,true"
    })
    void includesTheRolesBelowIt(Role role, Role required, boolean includes) {
        assertThat(role.includes(required)).isEqualTo(includes);
    }

    @Test
    void aNamespaceDoesNotCoverNamesThatOnlyBeginLikeIt() {
        Principal files = new Principal("id", "files team", Role.PUBLISHER, List.of("files"));
        assertThat(files.mayWriteTo(new ActionName("files.move"))).isTrue();
        assertThat(files.mayWriteTo(new ActionName("files.sub.move"))).isTrue();
        assertThat(files.mayWriteTo(new ActionName("filesystem.move"))).isFalse();
        assertThat(files.mayWriteTo(new ActionName("files"))).isFalse();
    }
}
