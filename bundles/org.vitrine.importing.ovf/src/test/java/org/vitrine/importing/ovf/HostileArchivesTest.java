package org.vitrine.importing.ovf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.FakeImportContext;

/** Archives by somebody who means no good: each is refused with its reason, and nothing is written anywhere. */
public class HostileArchivesTest {
    private static final byte[] DISK = "a disk".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GOOD = Archives.entry("vm.ovf", Archives.descriptor("disk1.vmdk"));
    private static final byte[] GOOD_DISK = Archives.entry("disk1.vmdk", DISK);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private ImportSource process(byte[] archive) throws IOException {
        Path directory = folder.getRoot().toPath();
        Path file = Files.write(directory.resolve("image"), archive);
        FakeImportContext context = FakeImportContext.of(directory, "vmdk");
        Image image = context.image().toBuilder().containerFormat("ova").build();
        Path names = Files.writeString(directory.resolve("names.json"), "{\"cim_pasd\": [\"InstructionSet\"]}");
        FakeConfiguration<OvfProcessConfig> config =
                FakeConfiguration.of(OvfProcessConfig.class).with("ovf_metadata_file", names.toString());
        return new OvfProcess(config.build()).rewrite(context.image(image), file);
    }

    private void assertRefused(String reason, byte[]... entries) throws IOException {
        assertDataRefused(reason, Archives.archive(entries));
    }

    private void assertDataRefused(String reason, byte[] archive) throws IOException {
        VitrineException refusal = assertThrows(reason, VitrineException.class, () -> process(archive));
        assertEquals(ErrorKind.INVALID, refusal.kind());
        assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
        assertTrue(refusal.getMessage(), refusal.getMessage().length() < 250);
        try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
            Set<String> left = files.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toSet());
            assertEquals(Set.of("image", "names.json"), left);
        }
    }

    private static byte[] ovf(String text) {
        return Archives.entry("vm.ovf", text);
    }

    @Test
    @Covers("op:TASK-12")
    public void archivesWithoutOneDescriptorAndOneDisk() throws Exception {
        assertRefused("no file ending with .ovf", GOOD_DISK);
        assertRefused("several files ending with .ovf", GOOD, Archives.entry("vn.ovf", "<a/>"), GOOD_DISK);
        assertRefused("no file named disk1.vmdk", GOOD);
        assertRefused("several files named disk1.vmdk", GOOD, GOOD_DISK, Archives.entry("./disk1.vmdk", "other"));
        String two = "<File ovf:href=\"disk1.vmdk\" ovf:id=\"file1\"/><File ovf:href=\"disk2.vmdk\" ovf:id=\"file2\"/>";
        assertRefused("several disks", ovf(Archives.descriptor(two, Archives.disk(1) + Archives.disk(2))), GOOD_DISK);
        assertRefused("no disk", ovf(Archives.descriptor(two, "")), GOOD_DISK);
        assertRefused("refers to no file", ovf(Archives.descriptor("", Archives.disk(1))), GOOD_DISK);
        assertRefused("refers to no file", ovf(Archives.descriptor(two, "<Disk ovf:capacity=\"1\"/>")), GOOD_DISK);
        assertRefused("has no id", ovf(Archives.descriptor("<File ovf:href=\"x\"/>", Archives.disk(1))), GOOD_DISK);
        assertRefused("has no name", ovf(Archives.descriptor("<File ovf:id=\"x\"/>", Archives.disk(1))), GOOD_DISK);
        assertRefused(
                "the same id", ovf(Archives.descriptor(two.replace("file2", "file1"), Archives.disk(1))), GOOD_DISK);
    }

    @Test
    public void disksInAnotherForm() throws Exception {
        for (String form : List.of("ovf:compression=\"gzip\"", "ovf:chunkSize=\"1000\"")) {
            String file = "<File ovf:href=\"disk1.vmdk\" ovf:id=\"file1\" " + form + "/>";
            assertRefused("compressed or in pieces", ovf(Archives.descriptor(file, Archives.disk(1))), GOOD_DISK);
        }
        String plain = "<File ovf:href=\"disk1.vmdk\" ovf:id=\"file1\" ovf:compression=\"identity\"/>";
        process(Archives.archive(ovf(Archives.descriptor(plain, Archives.disk(1))), GOOD_DISK))
                .close();
        assertRefused("sparse", Archives.entry("x", 'S', "0", new byte[0]), GOOD, GOOD_DISK);
        byte[] sparse = "22 GNU.sparse.major=1\n".getBytes(StandardCharsets.US_ASCII);
        assertRefused(
                "sparse", Archives.entry("x", 'x', Integer.toOctalString(sparse.length), sparse), GOOD, GOOD_DISK);
    }

    /** Neither a name in the archive nor one in the descriptor is ever a path. */
    @Test
    public void namesThatLeadElsewhere() throws Exception {
        Path secret = Files.writeString(folder.newFolder().toPath().resolve("secret"), "secret");
        for (String name : List.of(
                secret.toString(),
                "../../../../../../etc/passwd",
                "file:///etc/passwd",
                "http://127.0.0.1:1/x",
                "/dev/zero")) {
            VitrineException refusal = assertThrows(
                    VitrineException.class, () -> process(Archives.archive(ovf(Archives.descriptor(name)), GOOD_DISK)));
            assertTrue(refusal.getMessage(), refusal.getMessage().contains("no file named"));
            byte[] evil = Archives.entry(name, DISK);
            try (ImportSource source = process(Archives.archive(ovf(Archives.descriptor(name)), evil))) {
                assertEquals(name, "a disk", new String(source.open().readAllBytes(), StandardCharsets.US_ASCII));
            }
        }
        assertEquals("secret", Files.readString(secret));
        for (char type : "1236".toCharArray()) {
            byte[] link = Archives.entry("disk1.vmdk", type, "0", new byte[0]);
            VitrineException refusal =
                    assertThrows(VitrineException.class, () -> process(Archives.archive(GOOD, link)));
            assertTrue(refusal.getMessage(), refusal.getMessage().contains("no file named disk1.vmdk"));
        }
        VitrineException shown = assertThrows(
                VitrineException.class,
                () -> process(Archives.archive(
                        ovf(Archives.descriptor("\u001b[31m" + "x".repeat(9000).replace("\u001b", "&#27;"))),
                        GOOD_DISK)));
        assertTrue(shown.getMessage(), shown.getMessage().length() < 250);
    }

    @Test
    public void sizesThatLie() throws Exception {
        byte[] whole = Archives.archive(GOOD, GOOD_DISK);
        for (String size : List.of("77777777777", "1000000", "\200" + "\0".repeat(4) + "\77" + "\377".repeat(6))) {
            assertRefused("ends before its files", GOOD, Archives.entry("disk1.vmdk", '0', size, DISK));
        }
        for (String size : List.of("\200\177" + "\377".repeat(10), "\377".repeat(12))) {
            assertRefused("too large", GOOD, Archives.entry("disk1.vmdk", '0', size, DISK));
        }
        for (String size : List.of("-1", "9", "0x10", "x")) {
            assertRefused("no tar archive", GOOD, Archives.entry("disk1.vmdk", '0', size, DISK));
        }
        assertPaxRefused("ends before its files", "18 size=100000000\n");
        assertPaxRefused("no number", "11 size=-1\n");
        assertPaxRefused("extended header", "99 size=1\n");
        assertPaxRefused("extended header", "8 size=1\n");
        assertPaxRefused("extended header", "999999999999 size=1\n");
        assertPaxRefused("extended header", "no pax");
        byte[] name = Archives.entry("x", 'L', "4000000", new byte[1 << 20]);
        assertRefused("name of an entry is too long", name, GOOD, GOOD_DISK);
        // Cut off anywhere, it is refused, or whole but for what ends archives.
        for (int length = 0; length < whole.length; length += 256) {
            byte[] cut = Arrays.copyOf(whole, length);
            boolean inEnd = length > GOOD.length + 1024 && length < GOOD.length + 1536;
            if (length < GOOD.length + 512 + DISK.length || inEnd) {
                assertThrows("cut at " + length, VitrineException.class, () -> process(cut));
            } else {
                process(cut).close();
            }
        }
    }

    private void assertPaxRefused(String reason, String records) throws IOException {
        byte[] bytes = records.getBytes(StandardCharsets.US_ASCII);
        byte[] header = Archives.entry("x", 'x', Integer.toOctalString(bytes.length), bytes);
        assertRefused(reason, GOOD, header, GOOD_DISK);
    }

    @Test
    public void noArchivesAtAll() throws Exception {
        assertDataRefused("no tar archive", new byte[100_000]);
        assertDataRefused("no tar archive", new byte[0]);
        byte[] random = new byte[100_000];
        new Random(7).nextBytes(random);
        assertDataRefused("no tar archive", random);
        byte[] spoiled = Archives.archive(GOOD, GOOD_DISK);
        spoiled[GOOD.length + 3] ^= 1;
        assertDataRefused("no tar archive", spoiled);
    }

    @Test
    public void tooManyEntries() throws Exception {
        var many = new ByteArrayOutputStream();
        for (int i = 0; i < 1001; i++) {
            many.writeBytes(Archives.entry("x" + i, new byte[0]));
        }
        assertRefused("more than 1000 entries", many.toByteArray(), GOOD, GOOD_DISK);
    }

    /** A document type is enough; nothing of what it says is looked at. */
    @Test
    public void descriptorsWithEntities() throws Exception {
        Path secret = Files.writeString(folder.newFolder().toPath().resolve("secret"), "disk1.vmdk");
        String laughs = Stream.iterate(1, n -> n + 1)
                .limit(9)
                .map(n -> "<!ENTITY l" + n + " \"" + ("&l" + (n - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining("\n", "<!ENTITY l0 \"ha\">", ""));
        List<String> types = List.of(
                "<!DOCTYPE Envelope [" + laughs + "]>",
                "<!DOCTYPE Envelope [<!ENTITY l9 SYSTEM \"file://" + secret + "\">]>",
                "<!DOCTYPE Envelope [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\"> %x;]>",
                "<!DOCTYPE Envelope SYSTEM \"http://127.0.0.1:1/x.dtd\">",
                "<!DOCTYPE Envelope>");
        for (String type : types) {
            for (String use : List.of("&l9;", "disk1.vmdk")) {
                String text = Archives.descriptor("disk1.vmdk")
                        .replace("<Envelope", type + "<Envelope")
                        .replace("DMTF:x86:", use);
                VitrineException refusal = assertThrows(
                        type, VitrineException.class, () -> process(Archives.archive(ovf(text), GOOD_DISK)));
                assertTrue(refusal.getMessage(), refusal.getMessage().contains("document type"));
            }
        }
        String undeclared = Archives.descriptor("disk1.vmdk").replace("DMTF:x86:", "&l9;");
        assertThrows(VitrineException.class, () -> process(Archives.archive(ovf(undeclared), GOOD_DISK)));
    }

    @Test
    public void descriptorsThatAreNone() throws Exception {
        for (String text : List.of("", "text", "<a>", "<a></b>", "{}", "<Envelope><References/><Envelope/>")) {
            assertRefused("no XML", ovf(text), GOOD_DISK);
        }
        assertRefused("no disk", ovf("<html/>"), GOOD_DISK);
        assertRefused("nested too deeply", ovf("<a>".repeat(100_000)), GOOD_DISK);
        assertRefused("larger than", ovf("<a>" + " ".repeat(5 << 20) + "</a>"), GOOD_DISK);
        assertRefused("larger than", ovf("<a b='" + "x".repeat(5 << 20) + "'/>"), GOOD_DISK);
        String good = Archives.descriptor("disk1.vmdk");
        assertRefused("too long", ovf(good.replace("DMTF:x86:", "x".repeat(70_000))), GOOD_DISK);
        assertRefused("beyond U+FFFF", ovf(good.replace("DMTF:x86:", "\ud83d\ude00")), GOOD_DISK);
        assertFalse(good.contains("DOCTYPE"));
    }
}
