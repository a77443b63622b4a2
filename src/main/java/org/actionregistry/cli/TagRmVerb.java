package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.client.TagReceipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "rm",
        description = "Remove a tag; the version stays.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TagRmVerb implements Callable<Integer> {
    @ParentCommand
    private TagVerb tags;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(index = "0", paramLabel = "NAME", description = "The action.")
    private ActionName name;

    @Parameters(index = "1", paramLabel = "TAG", description = "The tag.")
    private DistTag tag;

    @Override
    public Integer call() {
        Terminal terminal = tags.terminal();
        TagReceipt receipt = server.maintenance(terminal).removeTag(name, tag);
        if (output.json()) {
            terminal.json(receipt.json());
        } else {
            terminal.note("removed " + tag + " from " + name);
        }
        return ExitCode.YES.code();
    }
}
