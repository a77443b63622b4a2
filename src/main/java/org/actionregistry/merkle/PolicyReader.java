package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.StrictUtf8;
import org.actionregistry.signing.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads one policy file (C2SP tlog-policy, "Policy file syntax and structure").
 *
 * <p>Items are handled as ISO 8859-1, one character an octet, since names are opaque octets ("Character set").
 */
final class PolicyReader {
    /** The most bytes of a file. */
    static final int MAX_BYTES = 1 << 20;

    /** The most logs, witnesses and groups, of each; the specification advises at least 32. */
    static final int MAX_OF_EACH = 256;

    private static final String NONE = "none";
    private static final String ITEM_ENDS = " \t";
    private static final Pattern THRESHOLD = Pattern.compile("[1-9][0-9]{0,3}");

    private final List<LogPolicy.Log> logs = new ArrayList<>();
    private final List<LogPolicy.Witness> witnesses = new ArrayList<>();
    private final Set<Ed25519PublicKey> logKeys = new HashSet<>();
    private final Set<Ed25519PublicKey> witnessKeys = new HashSet<>();

    /** Witnesses and groups, which share their names. */
    private final Map<String, Quorum> defined = new HashMap<>();

    private final Set<String> members = new HashSet<>();
    private int groups;
    private @Nullable Quorum quorum;

    LogPolicy read(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new IllegalArgumentException("the policy is longer than " + MAX_BYTES + " bytes");
        }
        String[] lines = new String(file, ISO_8859_1).split("\n", -1);
        int last = lines.length - 1;
        // Of a file that was cut off, the last line could mean something else than it did.
        if (!lines[last].isEmpty()) {
            throw new IllegalArgumentException("the policy's last line does not end with a newline");
        }
        for (int i = 0; i < last; i++) {
            try {
                line(lines[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " of the policy: " + e.getMessage(), e);
            }
        }
        if (quorum == null) {
            throw new IllegalArgumentException("the policy has no quorum line");
        }
        return new LogPolicy(logs, witnesses, quorum);
    }

    private void line(String line) {
        if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
            throw new IllegalArgumentException("the only control characters allowed are tab and newline");
        }
        List<String> items = items(line);
        if (items.isEmpty() || items.get(0).startsWith("#")) {
            return;
        }
        switch (items.get(0)) {
            case "log" -> log(items);
            case "witness" -> witness(items);
            case "group" -> group(items);
            case "quorum" -> quorum(items);
            default -> throw new IllegalArgumentException("it does not start with log, witness, group or quorum");
        }
    }

    private static List<String> items(String line) {
        StringTokenizer tokens = new StringTokenizer(line, ITEM_ENDS);
        List<String> items = new ArrayList<>();
        while (tokens.hasMoreTokens()) {
            items.add(tokens.nextToken());
        }
        return items;
    }

    private void log(List<String> items) {
        require(items.size() == 2 || items.size() == 3, "expected: log <vkey> [<url>]");
        VerifierKey key = key(items.get(1));
        require(logKeys.add(key.publicKey()), "this log's public key stands on another log line");
        logs.add(new LogPolicy.Log(key, url(items, 2)));
        require(logs.size() <= MAX_OF_EACH, "there are more than " + MAX_OF_EACH + " logs");
    }

    private void witness(List<String> items) {
        require(items.size() == 3 || items.size() == 4, "expected: witness <name> <vkey> [<url>]");
        VerifierKey key = key(items.get(2));
        require(witnessKeys.add(key.publicKey()), "this witness's public key stands on another witness line");
        define(items.get(1), new Quorum.Witness(key));
        witnesses.add(new LogPolicy.Witness(utf8(items.get(1)), key, url(items, 3)));
        require(witnesses.size() <= MAX_OF_EACH, "there are more than " + MAX_OF_EACH + " witnesses");
    }

    private void group(List<String> items) {
        require(items.size() >= 4, "expected: group <name> all|any|<k> <name>...");
        List<Quorum> group = new ArrayList<>();
        for (String name : items.subList(3, items.size())) {
            group.add(named(name));
            require(members.add(name), "\"" + utf8(name) + "\" is a member already; a name may be one only once");
        }
        define(items.get(1), new Quorum.Group(threshold(items.get(2), group.size()), group));
        groups++;
        require(groups <= MAX_OF_EACH, "there are more than " + MAX_OF_EACH + " groups");
    }

    private static int threshold(String text, int members) {
        return switch (text) {
            case "all" -> members;
            case "any" -> 1;
            default -> {
                require(THRESHOLD.matcher(text).matches(), "the threshold is all, any or a decimal number from 1");
                yield Integer.parseInt(text);
            }
        };
    }

    private void quorum(List<String> items) {
        require(items.size() == 2, "expected: quorum <name>");
        require(quorum == null, "there is a quorum line already");
        quorum = items.get(1).equals(NONE) ? new Quorum.None() : named(items.get(1));
    }

    private void define(String name, Quorum meaning) {
        require(!name.equals(NONE), "the name \"none\" is predefined");
        require(defined.putIfAbsent(name, meaning) == null, "the name \"" + utf8(name) + "\" is defined already");
    }

    private Quorum named(String name) {
        Quorum meaning = defined.get(name);
        if (meaning == null) {
            throw new IllegalArgumentException("no line before this one defines \"" + utf8(name) + "\"");
        }
        return meaning;
    }

    private static VerifierKey key(String item) {
        return VerifierKey.parse(StrictUtf8.decode(item.getBytes(ISO_8859_1)));
    }

    private static Optional<String> url(List<String> items, int position) {
        return items.size() > position ? Optional.of(utf8(items.get(position))) : Optional.empty();
    }

    private static String utf8(String item) {
        return new String(item.getBytes(ISO_8859_1), UTF_8);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
