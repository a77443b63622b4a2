package org.actionregistry.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.KeyId;

/** The contract's patterns and the program's value types accept the same texts. */
class NamesInContractTest {
    private static final ContractDocument DOCUMENT = ContractDocument.bundled();

    @Property(tries = 5000)
    void action_names_are_the_same_to_the_contract_and_to_the_program(@ForAll("actionNames") String text) {
        assertThat(contractAccepts("ActionName", text)).isEqualTo(programAccepts(ActionName::new, text));
    }

    @Property(tries = 5000)
    void versions_are_the_same_to_the_contract_and_to_the_program(@ForAll("versions") String text) {
        assertThat(contractAccepts("Version", text)).isEqualTo(programAccepts(SemanticVersion::parse, text));
    }

    @Property
    void key_ids_are_the_same_to_the_contract_and_to_the_program(@ForAll("keyIds") String text) {
        assertThat(contractAccepts("KeyId", text)).isEqualTo(programAccepts(KeyId::new, text));
    }

    @Property
    void digests_are_the_same_to_the_contract_and_to_the_program(@ForAll("digests") String text) {
        assertThat(contractAccepts("Digest", text)).isEqualTo(programAccepts(Digest::parse, text));
    }

    @Provide
    Arbitrary<String> actionNames() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab0._-").ofMinLength(0).ofMaxLength(8),
                Arbitraries.strings().withChars("a.").ofMinLength(126).ofMaxLength(130),
                Arbitraries.strings().withChars("aA0._- \n/é").ofMaxLength(4));
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("012.-a").ofMinLength(3).ofMaxLength(12),
                Arbitraries.strings().withChars("0129.-+aZ \n").ofMaxLength(4).map(tail -> "1.2.3" + tail),
                Arbitraries.strings().withChars("0a.").ofMaxLength(4).map(tail -> "1.0.0-" + tail),
                Arbitraries.strings()
                        .numeric()
                        .ofMinLength(118)
                        .ofMaxLength(126)
                        .map(digits -> "1.0." + digits));
    }

    @Provide
    Arbitrary<String> keyIds() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("aZ0._:-\n ").ofMaxLength(5),
                Arbitraries.strings().withChars("a:").ofMinLength(126).ofMaxLength(130));
    }

    @Provide
    Arbitrary<String> digests() {
        StringArbitrary hex = Arbitraries.strings().withChars("0123456789abcdef");
        return Arbitraries.oneOf(
                hex.ofLength(64).map(digits -> "sha256:" + digits),
                hex.ofMinLength(63).ofMaxLength(65).map(d -> "sha256:" + d),
                Arbitraries.strings().withChars("0aAg\n").ofLength(64).map(digits -> "sha256:" + digits));
    }

    private static boolean contractAccepts(String schema, String text) {
        Violations found = new Violations();
        ValueRule rule = new SchemaCompiler(DOCUMENT.root())
                .compile(ContractDocument.resolve(DOCUMENT.root(), "#/components/schemas/" + schema), schema);
        rule.check(text, "", found);
        return found.isEmpty();
    }

    private static boolean programAccepts(Consumer<String> parse, String text) {
        try {
            parse.accept(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
