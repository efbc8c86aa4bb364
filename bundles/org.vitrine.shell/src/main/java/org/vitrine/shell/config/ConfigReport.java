package org.vitrine.shell.config;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.vitrine.config.oslo.report.ConfigurationReport;
import org.vitrine.config.oslo.report.Finding;

/** The command that says what became of an operator's Glance configuration. */
@Service
@Command(
        scope = "vitrine",
        name = "config-report",
        description =
                "Says which Glance configuration files are in force, what is wrong with them, and what of them has"
                        + " no effect.")
public final class ConfigReport implements Action {
    @Reference
    ConfigurationReport report;

    @Reference
    Session session;

    /** Ends with an error while the files as they are now are broken. */
    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        List<String> files = report.files();
        out.println(
                files.isEmpty()
                        ? "No Glance configuration: the server has its own settings."
                        : "In force, the strongest last: " + String.join(", ", files));
        for (Finding finding : report.findings()) {
            out.println(finding);
        }
        Optional<String> error = report.error();
        if (error.isPresent()) {
            throw new IllegalStateException("The files as they are now are broken: " + error.get());
        }
        return null;
    }
}
