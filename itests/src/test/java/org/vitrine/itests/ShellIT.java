package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The commands of the console, in the server as it is shipped. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ShellIT extends AbstractContainerIT {
    private static final long PATIENCE_SECONDS = 120;
    private static final String NAMESPACES = "/v2/metadefs/namespaces?limit=1000";

    @Inject
    private SessionFactory sessions;

    @Test
    public void standardDefinitionsAreLoadedExportedAndUnloaded() throws Exception {
        await(
                "the commands are there",
                PATIENCE_SECONDS,
                () -> sessions.getRegistry().getCommand("vitrine", "metadefs-export") != null);
        assertTrue(run("vitrine:metadefs-load").contains("33 files: 33 created"));
        assertTrue(run("vitrine:metadefs-load").contains("33 files: 33 skipped"));
        String listed = client().get(NAMESPACES);
        assertEquals(33, listed.split("\"visibility\"", -1).length - 1);
        assertTrue(client().get("/v2/metadefs/namespaces/OS::Compute::CPUMode").contains("host-passthrough"));
        Path directory = Files.createTempDirectory("vitrine-metadefs");
        assertTrue(run("vitrine:metadefs-export --path " + directory).contains("33 namespaces"));
        run("vitrine:metadefs-unload");
        assertFalse(client().get(NAMESPACES).contains("\"visibility\""));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(33, files.count());
        }
        assertTrue(run("vitrine:metadefs-load --path " + directory).contains("33 files: 33 created"));
        assertEquals(listed.length(), client().get(NAMESPACES).length());
    }

    private String run(String command) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), console, console);
        try {
            session.execute(command);
        } finally {
            session.close();
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
