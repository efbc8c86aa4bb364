package org.vitrine.core.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.vitrine.core.TestCore;
import org.vitrine.core.images.ImageChange;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.identity.RequestContext;
import org.vitrine.domain.image.Image;
import org.vitrine.domain.image.Visibility;
import org.vitrine.spi.store.BlobName;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.store.TenantStore;

/** Data that is stored, read, shared and removed with the rights of whoever calls. */
@Covers({"STORE-14", "STORE-SWIFT-40", "STORE-SWIFT-41"})
public class TenantStoreTest {
    private static final RequestContext OWNER = Callers.member("p1");
    private static final RequestContext MEMBER = Callers.member("p2");
    private static final UploadRequest PLAIN = new UploadRequest(Optional.empty(), OptionalLong.empty());

    private final TestCore core = new TestCore(Map.of(), "main");
    private final TenantStore store = new TenantStore("main");
    private final Image image = Image.builder(UUID.randomUUID().toString(), Instant.parse("2030-01-02T03:04:05Z"))
            .owner("p1")
            .diskFormat("raw")
            .containerFormat("bare")
            .visibility(Visibility.SHARED)
            .build();

    @Before
    public void bind() {
        core.plugins.unbind(core.stores.get("main"));
        core.plugins.bind(store);
        core.records.images().create(image);
    }

    @After
    public void stop() {
        core.close();
    }

    private void upload() {
        core.upload.upload(OWNER, image.id(), PLAIN, () -> new ByteArrayInputStream(new byte[1000]));
    }

    private int download(RequestContext caller) {
        try (Download download = core.download.open(caller, image.id(), Optional.empty(), Optional.empty())) {
            return download.read(ByteBuffer.allocate(2000));
        }
    }

    private Optional<Set<String>> readers() {
        return store.readers(new BlobName(image.id()));
    }

    @Test
    public void isUsedInTheCallersName() {
        upload();
        assertEquals(1000, download(OWNER));
        core.deletion.delete(OWNER, image.id());
        assertEquals(Set.of(), store.names());
    }

    @Test
    public void isClearedInTheCallersNameWhenAnUploadBreaks() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client went away");
            }
        };
        assertThrows(VitrineException.class, () -> core.upload.upload(OWNER, image.id(), PLAIN, () -> broken));
        assertEquals(Set.of(), store.names());
        assertEquals(List.of(), core.records.intents().ofNode(TestCore.NODE));
    }

    @Test
    public void isToldWhoTheMembersAre() {
        core.members.add(OWNER, image.id(), "p2");
        upload();
        assertEquals(Optional.of(Set.of("p2")), readers());
        assertEquals(1000, download(MEMBER));

        core.members.add(OWNER, image.id(), "p3");
        assertEquals(Optional.of(Set.of("p2", "p3")), readers());
        core.members.remove(OWNER, image.id(), "p2");
        assertEquals(Optional.of(Set.of("p3")), readers());
    }

    @Test
    public void isToldWhenTheVisibilityChanges() {
        upload();
        for (String[] change : new String[][] {{"community", "*"}, {"private", ""}}) {
            core.update.update(
                    OWNER,
                    image.id(),
                    List.of(new ImageChange(ImageChange.Operation.REPLACE, List.of("visibility"), change[0], false)));
            assertEquals(
                    change[1].isEmpty() ? Set.of() : Set.of(change[1]),
                    readers().orElseThrow());
        }
    }

    @Test
    public void keepsARecordThatItCannotBeToldOf() {
        upload();
        core.plugins.unbind(store);
        core.members.add(OWNER, image.id(), "p2");
        core.plugins.bind(store);

        VitrineException refused = assertThrows(VitrineException.class, () -> download(MEMBER));
        assertEquals(ErrorKind.FORBIDDEN, refused.kind());
    }
}
