package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.action.DistTag;
import org.actionregistry.client.TagReceipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "add",
        description = "Point a tag to a version, wherever it pointed before.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TagAddVerb implements Callable<Integer> {
    @ParentCommand
    private TagVerb tags;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(index = "0", paramLabel = "NAME@VERSION", description = "The version.")
    private ActionReference action;

    @Parameters(index = "1", paramLabel = "TAG", description = "The tag.")
    private DistTag tag;

    @Override
    public Integer call() {
        Terminal terminal = tags.terminal();
        TagReceipt receipt = server.maintenance(terminal)
                .setTag(
                        action.name(),
                        tag,
                        action.version().orElseThrow(() -> VerbFailure.usage("name one version: NAME@VERSION")));
        if (output.json()) {
            terminal.json(receipt.json());
        } else if (receipt.changed()) {
            terminal.note(tag + " is " + action.name() + "@" + action.version().get());
        } else {
            terminal.note("it was so before");
        }
        return ExitCode.YES.code();
    }
}
