package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/** Whatever the bytes are and however they come, the inspector says something, and says the same. Seeded. */
public class AnyBytesTest {
    private static final int RANDOM = 2000;
    private static final int SPOILT = 400;
    private static final int LARGE = 100_000;
    private static final int SPOILT_LARGE = 40;

    private final Random random = new Random(20231004);

    @Test
    public void randomBytes() {
        for (int i = 0; i < RANDOM; i++) {
            byte[] data = new byte[random.nextInt(6000)];
            random.nextBytes(data);
            assertSame("random " + i, data);
        }
    }

    /** Random bytes behind every magic: so the readers have something to read. */
    @Test
    public void randomHeaders() {
        for (Map.Entry<String, byte[]> good : Craft.all().entrySet()) {
            byte[] image = good.getValue();
            for (int i = 0; i < iterations(image) / 2; i++) {
                byte[] data = image.clone();
                int kept = random.nextInt(16);
                int from = image.length > Craft.DISC + 4096 && random.nextBoolean() ? Craft.DISC + kept : kept;
                byte[] noise = new byte[Math.min(600, image.length - from)];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, data, from, noise.length);
                assertSame(good.getKey() + " noise " + i, data);
            }
        }
    }

    @Test
    public void flippedBits() {
        for (Map.Entry<String, byte[]> good : Craft.all().entrySet()) {
            for (int i = 0; i < iterations(good.getValue()); i++) {
                byte[] data = good.getValue().clone();
                for (int flips = random.nextInt(8); flips >= 0; flips--) {
                    int at = interesting(data);
                    data[at] ^= (byte) (1 << random.nextInt(8));
                }
                assertSame(good.getKey() + " flipped " + i, data);
            }
        }
    }

    /** Numbers that programmers forget, wherever a number may be. */
    @Test
    public void extremeNumbers() {
        long[] numbers = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE - 511};
        for (Map.Entry<String, byte[]> good : Craft.all().entrySet()) {
            for (int i = 0; i < iterations(good.getValue()); i++) {
                long number = numbers[random.nextInt(numbers.length)];
                byte[] data = Craft.big(good.getValue(), bytes -> {
                    int at = Math.min(interesting(bytes.array()) & ~3, bytes.capacity() - Long.BYTES);
                    if (random.nextBoolean()) {
                        bytes.putLong(at, number);
                    } else {
                        bytes.putInt(at, (int) number);
                    }
                });
                assertSame(good.getKey() + " number " + i, data);
            }
        }
    }

    @Test
    public void everyLengthOfTheShortOnes() {
        for (Map.Entry<String, byte[]> good : Craft.all().entrySet()) {
            for (int length = 0; length < Math.min(1200, good.getValue().length); length++) {
                assertSame(good.getKey() + " cut to " + length, Craft.cut(good.getValue(), length));
            }
        }
    }

    /** A large image takes longer, so it gets fewer tries. */
    private static int iterations(byte[] image) {
        return image.length > LARGE ? SPOILT_LARGE : SPOILT;
    }

    /** A place near the start of something, most of the time. */
    private int interesting(byte[] data) {
        int[] starts = {
            0, 0, 512, Craft.DISC, 4096, 64 << 10, 192 << 10, Craft.VHDX_METADATA, Craft.VHDX_ITEMS, data.length - 600
        };
        int start = starts[random.nextInt(starts.length)];
        return start < 0 || start >= data.length
                ? random.nextInt(data.length)
                : start + random.nextInt(Math.min(160, data.length - start));
    }

    /** The same report however it is cut, and what was foreseen on the way comes true. */
    private void assertSame(String what, byte[] data) {
        try {
            FormatReport report = Inspection.of(data);
            assertEquals(what, report, inspectInOddChunks(data));
            if (data.length < 3000) {
                assertEquals(what, report, Inspection.of(data, 1));
            }
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private FormatReport inspectInOddChunks(byte[] data) {
        FormatInspector inspector = new FormatInspector();
        List<DiskFormat> foreseen = new ArrayList<>();
        int at = 0;
        while (at < data.length) {
            int length = Math.min(data.length - at, random.nextInt(data.length / 3 + 2));
            inspector.accept(ByteBuffer.wrap(data, at, length));
            at += length;
            Arrays.stream(DiskFormat.values())
                    .filter(format -> inspector.foreseenRefusal(format.label()).isPresent())
                    .forEach(foreseen::add);
        }
        FormatReport report = inspector.finish();
        foreseen.forEach(format ->
                assertTrue(format.label(), report.refusal(format.label()).isPresent()));
        return report;
    }
}
