package org.vitrine.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CleanLogIT extends AbstractContainerIT {
    @Test
    public void normalUseLogsNoWarning() throws IOException, InterruptedException {
        ImageClient client = client();
        String id = client.create("clean");
        client.upload(id, BodyPublishers.ofByteArray(new byte[1 << 16]));
        client.download(id).close();
        client.rename(id, "cleaner");
        client.delete(id);
        client.expect(404, client.request("/v2/images/" + id));

        List<String> log = Files.readAllLines(Path.of(System.getProperty("karaf.log"), "vitrine.log"));
        List<String> loud = log.stream()
                .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                .filter(line -> !ofThePlatform(line))
                .toList();
        assertTrue("the log is where it is looked for", log.size() > 10);
        assertEquals(List.of(), loud);
    }

    /** What Karaf and its libraries warn of at every start, with no effect on the service. */
    private static boolean ofThePlatform(String line) {
        return !line.contains("vitrine-") && !line.contains("org.vitrine");
    }
}
