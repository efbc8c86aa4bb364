package org.vitrine.domain.metadef;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;
import org.vitrine.spi.testkit.Covers;

public class MetadefNamespaceTest {
    private static MetadefNamespace owned(MetadefVisibility visibility, String owner) {
        return new MetadefNamespace("n", null, null, visibility, false, owner);
    }

    @Test
    @Covers("MD-2")
    public void whoMaySeeIt() {
        Viewer owner = new Viewer("p1", false);
        Viewer stranger = new Viewer("p2", false);
        Viewer nobody = new Viewer(null, false);
        assertTrue(owned(MetadefVisibility.PRIVATE, "p1").visibleTo(owner));
        assertFalse(owned(MetadefVisibility.PRIVATE, "p1").visibleTo(stranger));
        assertFalse(owned(MetadefVisibility.PRIVATE, "p1").visibleTo(nobody));
        assertTrue(owned(MetadefVisibility.PRIVATE, "p1").visibleTo(new Viewer(null, true)));
        assertTrue(owned(MetadefVisibility.PUBLIC, "p1").visibleTo(stranger));
        assertTrue(owned(MetadefVisibility.PRIVATE, null).visibleTo(nobody));
    }

    @Test
    @Covers("MD-8")
    public void protectionForbidsDeletion() {
        owned(MetadefVisibility.PUBLIC, "p").requireDeletable("namespace n");
        MetadefNamespace safe = new MetadefNamespace("n", null, null, MetadefVisibility.PUBLIC, true, "p");
        VitrineException refusal = assertThrows(VitrineException.class, () -> safe.requireDeletable("object o"));
        assertEquals(ErrorKind.FORBIDDEN, refusal.kind());
        assertEquals("Metadata definition object o is protected and cannot be deleted.", refusal.getMessage());
    }
}
