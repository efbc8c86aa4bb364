package org.vitrine.shell.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.vitrine.config.oslo.report.ConfigurationReport;
import org.vitrine.config.oslo.report.Finding;
import org.vitrine.shell.Console;

public class ConfigReportTest {
    private final Console console = new Console();

    private record Report(List<String> files, Optional<String> error, List<Finding> findings)
            implements ConfigurationReport {}

    private ConfigReport command(ConfigurationReport report) {
        ConfigReport command = new ConfigReport();
        command.report = report;
        command.session = console.session;
        return command;
    }

    @Test
    public void tellsFilesAndFindings() {
        command(new Report(
                        List.of("glance-api.conf", "policy.yaml"),
                        Optional.empty(),
                        List.of(new Finding(Finding.Kind.UNKNOWN, "[DEFAULT] colour (glance-api.conf:3)", ""))))
                .execute();
        assertEquals(
                "In force, the strongest last: glance-api.conf, policy.yaml\n"
                        + "unknown: [DEFAULT] colour (glance-api.conf:3)\n",
                console.text());
    }

    @Test
    public void brokenFilesEndWithAnError() {
        ConfigReport command = command(new Report(List.of(), Optional.of("glance-api.conf:7: nonsense"), List.of()));
        IllegalStateException e = assertThrows(IllegalStateException.class, command::execute);
        assertTrue(e.getMessage(), e.getMessage().endsWith("glance-api.conf:7: nonsense"));
        assertEquals("No Glance configuration: the server has its own settings.\n", console.text());
    }
}
