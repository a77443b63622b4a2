package org.actionregistry.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.actionregistry.action.ActionName;
import org.actionregistry.client.Lock;
import org.actionregistry.client.Resolved;
import org.actionregistry.json.CanonicalJson;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "lock",
        description = {
            "Resolve requirements, {\"requirements\":[{\"name\":\"files.move\",\"range\":\"^1.2\"}]}, to exact versions and"
                    + " digests.",
            "The lock is written whole or not at all: exit code 1 and no lock when a requirement cannot be resolved."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LockVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Purpose purpose = new Purpose();

    private static final class Purpose {
        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE",
                description = "Write the lock to this file; default: standard output.")
        private Optional<Path> out = Optional.empty();

        @Option(
                names = "--check",
                description = "FILE is a lock: resolve what it was made from again, and exit with 1 when that comes to"
                        + " anything else now.")
        private boolean check;
    }

    @Parameters(paramLabel = "FILE|-", description = "The requirements, or with --check a lock; - for standard input.")
    private String file;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        InputDocument document = InputDocument.read(file, terminal);
        return (purpose.check ? check(terminal, document.read(Lock::parse)) : lock(terminal, document)).code();
    }

    private ExitCode lock(Terminal terminal, InputDocument document) {
        Lock lock = server.resolveClient(terminal).lock(document.read(Lock::parseRequirements));
        lock.resolved().forEach(each -> warn(terminal, each));
        if (!lock.unresolved().isEmpty()) {
            lock.unresolved().forEach(each -> terminal.error(reason(each), List.of()));
            return ExitCode.NO;
        }
        byte[] text = text(lock);
        purpose.out.ifPresentOrElse(path -> FileOutput.replace(path, text), () -> {
            terminal.out().writeBytes(text);
            terminal.out().flush();
        });
        return ExitCode.YES;
    }

    private ExitCode check(Terminal terminal, Lock locked) {
        if (locked.requirements().isEmpty()) {
            return ExitCode.YES;
        }
        Lock now = server.resolveClient(terminal).lock(locked.requirements());
        now.resolved().forEach(each -> warn(terminal, each));
        List<String> drift = drift(locked, now);
        drift.forEach(line -> terminal.out().println(Printable.of(line)));
        return drift.isEmpty() ? ExitCode.YES : ExitCode.NO;
    }

    private static List<String> drift(Lock locked, Lock now) {
        Map<ActionName, Resolved> before = locked.resolved().stream()
                .collect(Collectors.toMap(each -> each.requirement().name(), Function.identity(), (one, other) -> one));
        List<String> drift = new ArrayList<>();
        for (Resolved each : now.resolved()) {
            Resolved old = before.get(each.requirement().name());
            if (old == null) {
                drift.add(each.requirement() + ": was not resolved, is " + each.version());
            } else if (!old.sameVersionAs(each)) {
                drift.add(each.requirement() + ": " + describe(old, each) + " -> " + describe(each, old));
            }
        }
        now.unresolved().stream()
                .filter(each -> before.containsKey(each.requirement().name()))
                .forEach(each -> drift.add(each.requirement() + ": is resolved no more: " + reason(each)));
        return drift;
    }

    /** The same version with other bytes, or another entry, is what must not be: then all of it is shown. */
    private static String describe(Resolved one, Resolved other) {
        return one.version().equals(other.version())
                ? one.version() + " " + one.hash() + " signed by " + one.kid().orElse("nobody") + ", entry "
                        + one.logIndex()
                : one.version().toString();
    }

    private static String reason(Lock.Unresolved unresolved) {
        return unresolved.message() + " (" + unresolved.reason() + ")";
    }

    /** A line for each action, so that a comparison of two locks shows what has changed. */
    private static byte[] text(Lock lock) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(ascii("{\"lock_version\":1,\"resolved\":["));
        String separator = "\n";
        for (Resolved each : lock.resolved()) {
            text.writeBytes(ascii(separator));
            text.writeBytes(CanonicalJson.encode(each.json()));
            separator = ",\n";
        }
        text.writeBytes(ascii("\n],\"unresolved\":[]}\n"));
        return text.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Deprecated versions resolve; whoever depends on them should know. */
    static void warn(Terminal terminal, Resolved found) {
        if (!found.status().equals("active")) {
            terminal.note("warning: " + found.coordinate() + " is " + found.status());
        }
    }
}
