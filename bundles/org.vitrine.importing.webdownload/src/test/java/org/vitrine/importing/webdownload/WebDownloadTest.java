package org.vitrine.importing.webdownload;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.After;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.json.JsonObject;
import org.vitrine.importing.download.Downloads;
import org.vitrine.importing.download.OpenDownloads;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.importing.FakeImportContext;
import org.vitrine.spi.testkit.server.RawHttpServer;
import org.vitrine.spi.testkit.store.PatternSource;

public class WebDownloadTest {
    private static final byte[] DATA = PatternSource.bytes(1, 0, 300_000);

    private final FakeImportContext context = FakeImportContext.of(Path.of("unused"), "raw");
    private RawHttpServer server;
    private Downloads downloads;
    private WebDownload method;

    private void start(RawHttpServer.Handler handler) throws IOException {
        server = new RawHttpServer(handler);
        downloads = OpenDownloads.of("127.0.0.1");
        method = new WebDownload(downloads);
    }

    @After
    public void close() throws IOException {
        if (server != null) {
            server.close();
            method.deactivate();
            downloads.deactivate();
        }
    }

    private static JsonObject parameters(Object uri) {
        return new JsonObject(Map.of("name", "web-download", "uri", uri));
    }

    private static VitrineException assertFails(ErrorKind kind, ThrowingRunnable work) {
        VitrineException failure = assertThrows(VitrineException.class, work);
        assertEquals(failure.getMessage(), kind, failure.kind());
        return failure;
    }

    @Test
    @Covers("IMP-51")
    public void importsFromTheWeb() throws Exception {
        start(e -> e.answer(200, DATA));
        JsonObject parameters = parameters(server.uri() + "/image?sig=secret");
        assertSame(parameters, method.accept(Callers.member("p"), context.image(), parameters));
        try (ImportSource source = method.open(context.parameters(parameters));
                InputStream stream = source.open()) {
            assertEquals(OptionalLong.of(DATA.length), source.size());
            assertArrayEquals(DATA, stream.readAllBytes());
        }
        assertEquals(List.of("Downloading from " + server.uri() + "/image?..."), context.said());
    }

    @Test
    @Covers({"IMP-2", "IMP-20", "IMP-25"})
    public void needsAnAddress() throws Exception {
        start(e -> e.answer(200, DATA));
        for (JsonObject wrong : List.of(JsonObject.EMPTY, parameters(""), parameters(" "), parameters(7))) {
            assertFails(ErrorKind.INVALID, () -> method.accept(Callers.member("p"), context.image(), wrong));
            assertFails(ErrorKind.INVALID, () -> method.open(context.parameters(wrong)));
        }
    }

    @Test
    @Covers({"IMP-25", "IMP-29", "IMP-40", "GOTCHA-30"})
    public void refusesAddressesThatAreNotAllowedAndNamesThem() throws Exception {
        start(e -> e.answer(200, DATA));
        String uri = "http://me:password@127.0.0.2/image?sig=secret";
        VitrineException refusal = assertFails(
                ErrorKind.INVALID, () -> method.accept(Callers.member("p"), context.image(), parameters(uri)));
        assertTrue(
                refusal.getMessage(), refusal.getMessage().contains("does not pass filtering: http://127.0.0.2/image"));
        assertFalse(refusal.getMessage(), refusal.getMessage().matches(".*(password|secret).*"));
        assertFails(ErrorKind.INVALID, () -> method.open(context.parameters(parameters(uri))));
        assertFails(
                ErrorKind.INVALID,
                () -> method.accept(Callers.member("p"), context.image(), parameters("file:///etc")));
        assertEquals(0, server.requests().size());
    }

    @Test
    @Covers("IMP-51")
    public void failsWhenTheDataIsCutOffOrMissing() throws Exception {
        start(e -> {
            if (e.request().target().equals("/short")) {
                e.head(200, DATA.length);
                e.out().write(DATA, 0, 1000);
                e.drop();
            } else {
                e.answer(404, "");
            }
        });
        assertFails(ErrorKind.BAD_GATEWAY, () -> {
            try (ImportSource source = method.open(context.parameters(parameters(server.uri() + "/short")))) {
                source.open().readAllBytes();
            }
        });
        VitrineException missing = assertFails(
                ErrorKind.NOT_FOUND, () -> method.open(context.parameters(parameters(server.uri() + "/none"))));
        assertTrue(missing.getMessage(), missing.getMessage().contains(server.uri() + "/none"));
    }
}
