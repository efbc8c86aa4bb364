package org.vitrine.store.filesystem;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.vitrine.store.filesystem.DirectBlocks.BLOCK_BYTES;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;
import org.vitrine.spi.store.WriteHints;

/** Which files go past the page cache. */
public class DirectIoTest {
    private static final WriteHints FIRST = WriteHints.NONE;
    private static final WriteHints FURTHER = new WriteHints(OptionalLong.empty(), Optional.empty(), true);
    private static final WriteHints SMALL = new WriteHints(OptionalLong.of(BLOCK_BYTES - 1), Optional.empty(), true);
    private static final WriteHints LARGE = new WriteHints(OptionalLong.of(BLOCK_BYTES), Optional.empty(), true);

    private static boolean isDirect(Config config, WriteHints hints) {
        return new Setup(config.build())
                .options(new DirectBlocks(), Runnable::run)
                .direct(hints)
                .isPresent();
    }

    private static Config with(String word) {
        return Config.of("/images").with("direct_io", word);
    }

    @Test
    public void isForFurtherCopiesUnlessToldOtherwise() {
        for (Config config : new Config[] {Config.of("/images"), with("copies")}) {
            assertEquals(false, isDirect(config, FIRST));
            assertEquals(true, isDirect(config, FURTHER));
        }
        assertEquals(true, isDirect(with("always"), FIRST));
        assertEquals(false, isDirect(with("never"), FURTHER));
    }

    @Test
    public void isForLargeFiles() {
        for (String word : new String[] {"copies", "always"}) {
            assertEquals(false, isDirect(with(word), SMALL));
            assertEquals(true, isDirect(with(word), LARGE));
        }
    }

    @Test
    public void isForDataThatMustBeOnTheDiskWithoutHoles() {
        assertEquals(false, isDirect(with("always").with("fsync", false), FIRST));
        assertEquals(false, isDirect(with("always").with("filesystem_thin_provisioning", true), FIRST));
    }

    @Test
    public void refusesOtherWords() {
        Config config = with("true");
        assertThrows(IllegalArgumentException.class, () -> isDirect(config, FIRST));
    }
}
