package org.actionregistry.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.actionregistry.journal.KeyAdded;
import org.actionregistry.journal.KeyRetired;
import org.actionregistry.journal.KeyRevoked;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.verification.KeyLife;
import org.actionregistry.verification.TrustedKey;

/**
 * The keys that are known: those of the configuration and those of the journal, each with its life. Immutable. Learning
 * the same thing twice, or two things in another order, makes no difference.
 */
public final class KeyRing {
    private final ConfiguredKeys configured;

    /** By kid, as the journal has it. */
    private final Map<String, TrustedKey> logged;

    private final Map<String, TrustedKey> known;
    private final List<String> contradictions;

    private KeyRing(ConfiguredKeys configured, Map<String, TrustedKey> logged) {
        this.configured = configured;
        this.logged = logged;
        Map<String, TrustedKey> keys = new TreeMap<>();
        this.contradictions = combine(configured, logged, keys);
        this.known = keys;
    }

    /** Before anything of the journal is known. */
    public static KeyRing of(ConfiguredKeys configured) {
        return new KeyRing(configured, Map.of());
    }

    /** The ring that also knows these, as the journal has them at some moment. */
    public KeyRing with(List<TrustedKey> fromJournal) {
        Map<String, TrustedKey> all = new HashMap<>(logged);
        fromJournal.forEach(key -> all.merge(key.kid().value(), key, KeyRing::joined));
        return new KeyRing(configured, all);
    }

    private static TrustedKey joined(TrustedKey known, TrustedKey news) {
        KeyLife life = news.life().added().isPresent()
                ? new KeyLife(
                        news.life().added(),
                        news.life().notBefore(),
                        news.life().notAfter(),
                        known.life().retired(),
                        known.life().revoked())
                : known.life();
        if (news.life().retired().isPresent()) {
            life = life.retiredAt(news.life().retired().get());
        }
        if (news.life().revoked().isPresent()) {
            life = life.revokedBy(news.life().revoked().get());
        }
        return known.living(life);
    }

    /** The ring after an entry; the same one after an entry that is not about a key. */
    public KeyRing with(KeyLife.Moment moment, RegistryChange change) {
        if (change instanceof KeyAdded added) {
            return with(List.of(new TrustedKey(
                    added.kid(), added.publicKey(), KeyLife.addedAt(moment, added.notBefore(), added.notAfter()))));
        }
        if (change instanceof KeyRetired retired) {
            return with(
                    List.of(new TrustedKey(retired.kid(), retired.publicKey(), KeyLife.SINCE_EVER.retiredAt(moment))));
        }
        if (change instanceof KeyRevoked revoked) {
            return with(List.of(new TrustedKey(
                    revoked.kid(),
                    revoked.publicKey(),
                    KeyLife.SINCE_EVER.revokedBy(
                            new KeyLife.Revocation(moment, revoked.reason(), revoked.compromisedSince())))));
        }
        return this;
    }

    /** All keys, by kid. */
    public Map<String, TrustedKey> keys() {
        return known;
    }

    /** Where configuration and journal mean different keys; those are not among {@link #keys}. */
    public List<String> contradictions() {
        return contradictions;
    }

    /**
     * What an entry has added is known to everyone; what it has only retired or revoked is known where it is configured.
     * Two keys of one name, or two names of one key, would let a withdrawn key live on: then neither is trusted.
     */
    private static List<String> combine(
            ConfiguredKeys configured, Map<String, TrustedKey> logged, Map<String, TrustedKey> keys) {
        List<String> contradictions = new ArrayList<>();
        Map<Ed25519PublicKey, String> kidOf = logged.values().stream()
                .filter(key -> key.life().added().isPresent())
                .collect(
                        Collectors.toMap(TrustedKey::publicKey, key -> key.kid().value(), (one, other) -> one));
        Set<String> distrusted = new HashSet<>();
        logged.values().stream()
                .filter(key -> key.life().added().isPresent())
                .forEach(key -> keys.put(key.kid().value(), key));
        for (TrustedKeyList.Entry entry : configured.entries()) {
            String kid = entry.kid().value();
            TrustedKey same = logged.get(kid);
            String other = kidOf.getOrDefault(entry.publicKey(), kid);
            if (same != null && !same.publicKey().equals(entry.publicKey())) {
                contradictions.add("the key " + kid + " is another one in the configuration than in the journal");
                distrusted.add(kid);
            } else if (!other.equals(kid)) {
                contradictions.add("the configured key " + kid + " is in the journal as " + other);
                distrusted.addAll(List.of(kid, other));
            } else {
                keys.put(
                        kid,
                        same == null
                                ? new TrustedKey(entry.kid(), entry.publicKey())
                                : same.living(same.life().configured()));
            }
        }
        distrusted.forEach(keys::remove);
        return List.copyOf(contradictions);
    }
}
