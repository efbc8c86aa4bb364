package org.vitrine.shell.metadefs;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.vitrine.core.metadefs.MetadefLoading;
import org.vitrine.core.metadefs.MetadefLoading.Existing;

/** The command that loads definition files. */
@Service
@Command(
        scope = "vitrine",
        name = "metadefs-load",
        description = "Loads metadata definitions from files; a namespace that is there stays unless told otherwise.")
public final class MetadefsLoad implements Action {
    @Option(name = "--path", description = "A directory of *.json files, or one file", valueToShowInHelp = "configured")
    String path;

    @Option(name = "--merge", description = "Add what namespaces lack that are there already")
    boolean merge;

    @Option(
            name = "--prefer-new",
            aliases = "--prefer_new",
            description = "With --merge: also replace what they have by what the files say")
    boolean preferNew;

    @Option(
            name = "--overwrite",
            description = "With --merge: delete namespaces that are there already and create them anew")
    boolean overwrite;

    @Reference
    MetadefLoading loading;

    @Reference
    Session session;

    @Override
    public Object execute() throws Exception {
        Existing existing = existing();
        Path source = path == null ? loading.source() : Path.of(path);
        new DefinitionLoad(loading, session.getConsole()).load(source, existing);
        return null;
    }

    private Existing existing() {
        if (!merge && (preferNew || overwrite)) {
            throw new IllegalArgumentException("--prefer-new and --overwrite need --merge.");
        }
        if (preferNew && overwrite) {
            throw new IllegalArgumentException("--prefer-new and --overwrite exclude each other.");
        }
        if (overwrite) {
            return Existing.OVERWRITE;
        }
        if (preferNew) {
            return Existing.PREFER_NEW;
        }
        return merge ? Existing.MERGE : Existing.SKIP;
    }
}
