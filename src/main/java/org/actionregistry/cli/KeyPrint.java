package org.actionregistry.cli;

import org.actionregistry.client.RegistryKey;

/** Prints one key. */
final class KeyPrint {
    private KeyPrint() {}

    static void print(Terminal terminal, boolean json, RegistryKey key) {
        if (json) {
            terminal.json(key.json());
            return;
        }
        Table table = new Table()
                .row("kid", key.kid().value())
                .row("public key", key.publicKey().toString())
                .row("state", key.state())
                .row("source", key.source());
        for (String member : new String[] {
            "not_before", "not_after", "added_at", "retired_at", "revoked_at", "revocation_reason", "compromised_since"
        }) {
            key.optionalText(member).ifPresent(text -> table.row(member.replace('_', ' '), text));
        }
        table.print(terminal.out(), terminal.outColumns());
    }
}
