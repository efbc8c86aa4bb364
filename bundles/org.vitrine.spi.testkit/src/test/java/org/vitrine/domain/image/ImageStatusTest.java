package org.vitrine.domain.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.vitrine.domain.image.ImageStatus.ACTIVE;
import static org.vitrine.domain.image.ImageStatus.DEACTIVATED;
import static org.vitrine.domain.image.ImageStatus.DELETED;
import static org.vitrine.domain.image.ImageStatus.IMPORTING;
import static org.vitrine.domain.image.ImageStatus.KILLED;
import static org.vitrine.domain.image.ImageStatus.PENDING_DELETE;
import static org.vitrine.domain.image.ImageStatus.QUEUED;
import static org.vitrine.domain.image.ImageStatus.SAVING;
import static org.vitrine.domain.image.ImageStatus.UPLOADING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

public class ImageStatusTest {
    /** All that an image of a status may become, out of every status there is. */
    private static void assertTargets(ImageStatus from, ImageStatus... targets) {
        Set<ImageStatus> allowed =
                Arrays.stream(ImageStatus.values()).filter(from::mayBecome).collect(Collectors.toSet());
        assertEquals(Set.of(targets), allowed);
    }

    @Test
    @Covers("STAT-11")
    public void fromQueued() {
        assertTargets(QUEUED, SAVING, UPLOADING, IMPORTING, ACTIVE, DELETED);
    }

    @Test
    @Covers("STAT-12")
    public void fromSaving() {
        assertTargets(SAVING, ACTIVE, KILLED, DELETED, QUEUED);
    }

    @Test
    @Covers("STAT-13")
    public void fromUploading() {
        assertTargets(UPLOADING, IMPORTING, QUEUED, DELETED);
    }

    @Test
    @Covers("STAT-14")
    public void fromImporting() {
        assertTargets(IMPORTING, ACTIVE, DELETED, QUEUED);
    }

    @Test
    @Covers("STAT-15")
    public void fromActive() {
        assertTargets(ACTIVE, PENDING_DELETE, DELETED, DEACTIVATED);
    }

    @Test
    @Covers("STAT-16")
    public void fromKilled() {
        assertTargets(KILLED, DELETED);
    }

    @Test
    @Covers("STAT-17")
    public void fromPendingDelete() {
        assertTargets(PENDING_DELETE, DELETED, ACTIVE);
    }

    @Test
    @Covers("STAT-18")
    public void fromDeactivated() {
        assertTargets(DEACTIVATED, ACTIVE, DELETED);
    }

    @Test
    @Covers("STAT-19")
    public void fromDeleted() {
        assertTargets(DELETED);
    }

    @Test
    @Covers("STAT-1")
    public void noStatusBecomesItself() {
        for (ImageStatus status : ImageStatus.values()) {
            assertFalse(status.wireName(), status.mayBecome(status));
        }
    }

    @Test
    @Covers("STAT-5")
    public void onlyAnUploadWasEverKilled() {
        EnumSet<ImageStatus> sources = EnumSet.allOf(ImageStatus.class);
        sources.removeIf(status -> !status.mayBecome(KILLED));
        assertEquals(EnumSet.of(SAVING), sources);
    }

    @Test
    public void wireNamesAreThoseOfTheDatabase() {
        assertEquals(
                List.of(
                        "queued",
                        "saving",
                        "uploading",
                        "importing",
                        "active",
                        "deactivated",
                        "killed",
                        "pending_delete",
                        "deleted"),
                Arrays.stream(ImageStatus.values()).map(ImageStatus::wireName).toList());
        for (ImageStatus status : ImageStatus.values()) {
            assertEquals(Optional.of(status), ImageStatus.of(status.wireName()));
        }
        for (String name : List.of("", "Active", "ACTIVE", "pending-delete", "unknown")) {
            assertEquals(Optional.empty(), ImageStatus.of(name));
        }
    }
}
