package org.vitrine.shell.metadefs;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.vitrine.core.metadefs.MetadefLoading;

/** The command that writes definition files. */
@Service
@Command(
        scope = "vitrine",
        name = "metadefs-export",
        description = "Writes all metadata definitions into files, one for each namespace.")
public final class MetadefsExport implements Action {
    @Option(
            name = "--path",
            description = "A directory; it is made where it is missing",
            valueToShowInHelp = "configured")
    String path;

    @Reference
    MetadefLoading loading;

    @Reference
    Session session;

    @Override
    public Object execute() throws Exception {
        Path directory = path == null ? loading.source() : Path.of(path);
        new DefinitionExport(loading, session.getConsole()).export(directory);
        return null;
    }
}
