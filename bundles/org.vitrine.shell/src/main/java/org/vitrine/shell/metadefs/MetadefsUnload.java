package org.vitrine.shell.metadefs;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.vitrine.core.metadefs.MetadefLoading;

/** The command that deletes all metadata definitions. */
@Service
@Command(
        scope = "vitrine",
        name = "metadefs-unload",
        description = "Deletes all metadata definitions, those that clients made too.")
public final class MetadefsUnload implements Action {
    @Reference
    MetadefLoading loading;

    @Reference
    Session session;

    @Override
    public Object execute() {
        loading.unload();
        session.getConsole().println("All metadata definitions are deleted.");
        return null;
    }
}
