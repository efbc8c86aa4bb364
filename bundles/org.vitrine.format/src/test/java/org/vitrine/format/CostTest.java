package org.vitrine.format;

import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

/** What an inspector costs: memory that nobody can make it exceed, and next to no time. */
public class CostTest {
    /** What package-info promises, in bytes. */
    private static final int MOST_MEMORY = 32 << 10;

    private static final int CHUNK = 256 << 10;
    private static final int CHUNKS = 1024;

    @Test
    public void noDataMakesItHoldMore() throws Exception {
        for (Map.Entry<String, byte[]> image : hostile().entrySet()) {
            FormatInspector inspector = new FormatInspector();
            int most = 0;
            int step = Math.max(1, image.getValue().length / 200);
            for (int at = 0; at < image.getValue().length; at += step) {
                inspector.accept(ByteBuffer.wrap(image.getValue(), at, Math.min(step, image.getValue().length - at)));
                most = Math.max(most, footprint(inspector, new IdentityHashMap<>()));
            }
            assertTrue(image.getKey() + " held " + most, most <= MOST_MEMORY);
        }
    }

    private static Map<String, byte[]> hostile() {
        Map<String, byte[]> images = new TreeMap<>(Craft.all());
        images.put("vmdk text of one line", text("# Disk DescriptorFile" + "x".repeat(3 << 20)));
        images.put("vmdk text of many lines", text("version=1\n" + "parentCID=1\ncreateType=\"x\"\n".repeat(100_000)));
        images.put(
                "vmdk descriptor",
                Craft.little(
                        Craft.join(Craft.vmdk("monolithicSparse"), text("RW 1 FLAT \"/a\"\n".repeat(70_000))),
                        bytes -> bytes.putLong(36, 2048)));
        images.put("vhdx", Craft.little(Craft.vhdx(), bytes -> bytes.putShort(Craft.VHDX_METADATA + 10, (short) 2047)));
        byte[] luks = Craft.big(
                Craft.join(Craft.luks2("{\"a" + "\\\"".repeat(6000)), text("a".repeat(4 << 20))),
                bytes -> bytes.putLong(8, 4 << 20));
        images.put("luks", luks);
        byte[] random = new byte[1 << 20];
        new Random(1).nextBytes(random);
        images.put("random", random);
        return images;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes that an object of ours and all that it refers to hold, about. */
    private static int footprint(Object object, Map<Object, Object> seen) throws IllegalAccessException {
        if (object == null || object instanceof Enum || seen.put(object, object) != null) {
            return 0;
        }
        if (object instanceof byte[] bytes) {
            return 16 + bytes.length;
        }
        if (object instanceof CharSequence text) {
            return 40 + 2 * text.length();
        }
        int sum = 32;
        for (Object part : parts(object)) {
            sum += 8 + footprint(part, seen);
        }
        return sum;
    }

    private static List<Object> parts(Object object) throws IllegalAccessException {
        List<Object> parts = new ArrayList<>();
        if (object instanceof Object[] array) {
            parts.addAll(Arrays.asList(array));
        } else if (object instanceof Collection<?> collection) {
            parts.addAll(collection);
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(parts::add);
        } else if (object.getClass().getPackageName().equals("org.vitrine.format")) {
            for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        parts.add(field.get(object));
                    }
                }
            }
        }
        return parts;
    }

    /** An upload at least hashes its data: twice. */
    @Test
    public void itTakesLessThanTwoPercentOfTheHashesTime() throws Exception {
        byte[] chunk = new byte[CHUNK];
        new Random(2).nextBytes(chunk);
        inspecting(chunk, CHUNKS);
        long inspecting = inspecting(chunk, CHUNKS);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        long start = cpuTime();
        for (int i = 0; i < CHUNKS; i++) {
            md5.update(chunk);
            sha512.update(chunk);
        }
        long hashing = cpuTime() - start;
        assertTrue(inspecting + " ns beside " + hashing, inspecting * 50 < hashing);
    }

    private static long inspecting(byte[] chunk, int chunks) {
        long start = cpuTime();
        FormatInspector inspector = new FormatInspector();
        for (int i = 0; i < chunks; i++) {
            inspector.accept(ByteBuffer.wrap(chunk).asReadOnlyBuffer());
        }
        inspector.finish();
        return cpuTime() - start;
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
