package org.vitrine.domain.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

public class ViewerTest {
    private static final Viewer OWNER = new Viewer("owner", false);
    private static final Viewer STRANGER = new Viewer("stranger", false);
    private static final Viewer NOBODY = new Viewer(null, false);
    private static final Viewer ADMIN = new Viewer("admins", true);

    private static Image image(String owner, Visibility visibility) {
        return Image.builder("i", Instant.EPOCH)
                .owner(owner)
                .visibility(visibility)
                .build();
    }

    private static Set<Visibility> seen(Viewer viewer, boolean member) {
        EnumSet<Visibility> seen = EnumSet.allOf(Visibility.class);
        seen.removeIf(visibility -> !viewer.maySee(image("owner", visibility), member));
        return seen;
    }

    @Test
    @Covers("VIS-1")
    public void ownersAndAdministratorsSeeAll() {
        for (boolean member : new boolean[] {true, false}) {
            assertEquals(EnumSet.allOf(Visibility.class), seen(OWNER, member));
            assertEquals(EnumSet.allOf(Visibility.class), seen(ADMIN, member));
            assertEquals(EnumSet.allOf(Visibility.class), seen(Viewer.SERVER, member));
        }
    }

    @Test
    @Covers({"VIS-1", "VIS-2"})
    public void strangersSeeWhatIsForAll() {
        assertEquals(EnumSet.of(Visibility.PUBLIC, Visibility.COMMUNITY), seen(STRANGER, false));
        assertEquals(EnumSet.of(Visibility.PUBLIC, Visibility.COMMUNITY), seen(NOBODY, false));
    }

    @Test
    @Covers({"VIS-1", "VIS-4"})
    public void membersSeeWhatIsSharedAndNothingElseBesides() {
        assertEquals(EnumSet.of(Visibility.PUBLIC, Visibility.COMMUNITY, Visibility.SHARED), seen(STRANGER, true));
        assertFalse(STRANGER.maySee(image("owner", Visibility.PRIVATE), true));
    }

    @Test
    @Covers("VIS-1")
    public void whatNobodyOwnsIsSeenByAll() {
        for (Visibility visibility : Visibility.values()) {
            assertTrue(STRANGER.maySee(image(null, visibility), false));
            assertTrue(NOBODY.maySee(image(null, visibility), false));
        }
    }
}
