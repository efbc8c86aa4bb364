package org.vitrine.importing.conversion;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.importing.FakeImportContext;
import org.vitrine.spi.testkit.store.PatternSource;

/** Images that want to be more than they seem. Each must be refused, in words that its owner may read. */
public class HostileImagesTest {
    private static final String SECRET = "the secret of somebody else";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ImageConversion plugin = new ImageConversion(
            FakeConfiguration.of(ImageConversionConfig.class).build());
    private final ImageConversion toQcow2 = new ImageConversion(FakeConfiguration.of(ImageConversionConfig.class)
            .with("output_format", "qcow2")
            .build());
    private final Map<String, Path> images = new LinkedHashMap<>();
    private Disks disks;
    private Path secret;
    private int count;

    @Before
    public void setUp() throws IOException {
        disks = new Disks(folder.getRoot().toPath());
        secret = disks.file("secret", Arrays.copyOf(SECRET.getBytes(StandardCharsets.US_ASCII), 1 << 20));
    }

    private interface Maker {
        Path make(Path image) throws IOException;
    }

    private void add(String what, byte[] disk, String[] options, Maker maker) throws IOException {
        images.put(what, maker.make(disks.image("image-" + ++count, disk, options)));
    }

    private void add(String what, String format, Maker maker) throws IOException {
        add(what, Disks.raw(), new String[] {format}, maker);
    }

    /** Everything is refused, as a whole or while it is read, whatever it shall become. */
    private void assertAllRefused(String declared) throws IOException {
        for (Map.Entry<String, Path> image : images.entrySet()) {
            for (ImageConversion conversion : List.of(plugin, toQcow2)) {
                boolean stays = conversion == toQcow2 && declared.equals("qcow2");
                if (!stays) {
                    assertRefused(conversion, image.getKey(), image.getValue(), declared);
                }
            }
        }
        images.clear();
    }

    private void assertRefused(ImageConversion conversion, String what, Path image, String declared)
            throws IOException {
        var context = FakeImportContext.of(folder.newFolder().toPath(), declared);
        VitrineException refusal = assertThrows(what, VitrineException.class, () -> {
            try (ImportSource result = conversion.rewrite(context, image);
                    InputStream stream = result.open()) {
                byte[] all = stream.readAllBytes();
                assertFalse(what, new String(all, StandardCharsets.ISO_8859_1).contains(SECRET));
            }
        });
        assertEquals(what + ": " + refusal.getMessage(), ErrorKind.INVALID, refusal.kind());
        assertFalse(
                refusal.getMessage(),
                refusal.getMessage().contains(folder.getRoot().getPath()));
        assertFalse(refusal.getMessage(), refusal.getMessage().contains("json:{\""));
    }

    @Test
    @Covers("IMP-85")
    public void readsNoOtherFilesForQcow2() throws Exception {
        for (String backing : List.of(secret.toString(), "secret", "json:{\"driver\":\"raw\"}", "nbd://127.0.0.1/x")) {
            Path image = folder.getRoot().toPath().resolve("backed-" + ++count);
            disks.qemu("create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b", backing, image.toString(), "1M");
            images.put("backing file " + backing, image);
        }
        Path image = folder.getRoot().toPath().resolve("external");
        disks.qemu("create", "-q", "-f", "qcow2", "-o", "data_file=other,data_file_raw=on", image.toString(), "1M");
        images.put("data file", image);
        add("feature of a data file", "qcow2", i -> Disks.spoil(i, b -> b.putLong(72, 1 << 2)));
        assertAllRefused("qcow2");
    }

    @Test
    @Covers("IMP-85")
    public void refusesQcow2ThatContradictsItself() throws Exception {
        add("unknown feature", "qcow2", i -> Disks.spoil(i, b -> b.putLong(72, 1L << 5)));
        add("all features", "qcow2", i -> Disks.spoil(i, b -> b.putLong(72, -1)));
        add("extended entries", Disks.raw(), new String[] {"qcow2", "-o", "extended_l2=on"}, i -> i);
        add("version 9", "qcow2", i -> Disks.spoil(i, b -> b.putInt(4, 9)));
        add("clusters of one byte", "qcow2", i -> Disks.spoil(i, b -> b.putInt(20, 0)));
        add("clusters of 2 GiB", "qcow2", i -> Disks.spoil(i, b -> b.putInt(20, 31)));
        add("disk of 8 EiB", "qcow2", i -> Disks.spoil(i, b -> b.putLong(24, Long.MAX_VALUE)));
        add("disk of 2 TiB", "qcow2", i -> Disks.spoil(i, b -> b.putLong(24, 2L << 40)));
        add("disk of -1", "qcow2", i -> Disks.spoil(i, b -> b.putLong(24, -1)));
        add("table of nothing", "qcow2", i -> Disks.spoil(i, b -> b.putInt(36, 0)));
        add("table without end", "qcow2", i -> Disks.spoil(i, b -> b.putInt(36, -1)));
        add("table beyond the end", "qcow2", i -> Disks.spoil(i, b -> b.putLong(40, 1L << 40)));
        add("table off the grid", "qcow2", i -> Disks.spoil(i, b -> b.putLong(40, 12345)));
        add(
                "second table beyond the end",
                "qcow2",
                i -> Disks.spoil(i, b -> {
                    b.putLong((int) b.getLong(40), 1L << 63 | 1L << 40);
                }));
        add(
                "second table is the first one",
                "qcow2",
                i -> Disks.spoil(i, b -> {
                    b.putLong((int) b.getLong(40), 1L << 63 | b.getLong(40) | 0x200);
                }));
        add("cut in the header", "qcow2", i -> Disks.cut(i, 40));
        add("cut in the table", "qcow2", i -> Disks.cut(i, 100_000));
        add("cut in the data", "qcow2", i -> Disks.cut(i, 700_000));
        add("encrypted of old", "qcow2", i -> Disks.spoil(i, b -> b.putInt(32, 1)));
        add("encrypted with LUKS", "qcow2", i -> Disks.spoil(i, b -> b.putInt(32, 2)));
        add(
                "garbage that is compressed",
                Disks.raw(),
                new String[] {"qcow2", "-c"},
                i -> Disks.spoil(i, b -> {
                    for (int at = 5 * 65536; at < b.capacity(); at += 100) {
                        b.put(at, (byte) ~b.get(at));
                    }
                }));
        images.put("empty", disks.file("empty", new byte[0]));
        assertAllRefused("qcow2");
    }

    @Test
    @Covers("IMP-87")
    public void makesNoDisksThatAreTrapsThemselves() throws Exception {
        String[][] kinds = {{"qcow2"}, {"qcow2", "-c", "-o", "compression_type=zstd"}, {"vdi"}, {"vmdk"}};
        byte[] inner = Files.readAllBytes(disks.image("inner", Disks.raw(), "qcow2"));
        byte[] flat = ("# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\n"
                        + "createType=\"monolithicFlat\"\n\nRW 2048 FLAT \"" + secret + "\" 0\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (String[] kind : kinds) {
            add("qcow2 in " + kind[0], inner, kind, i -> i);
            add("descriptor in " + kind[0], Arrays.copyOf(flat, 1 << 20), kind, i -> i);
            add("disc in " + kind[0], Disks.iso(), kind, i -> i);
            for (Map.Entry<String, Path> image : images.entrySet()) {
                assertRefused(plugin, image.getKey(), image.getValue(), kind[0]);
            }
            images.clear();
        }
    }

    @Test
    @Covers({"IMP-85", "IMP-86"})
    public void readsNoOtherFilesForVmdk() throws Exception {
        for (String type : List.of("monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat")) {
            add(type, Disks.raw(), new String[] {"vmdk", "-o", "subformat=" + type}, i -> i);
        }
        add("path in the text", "vmdk", i -> Disks.replace(i, "\"" + i.getFileName() + "\"", "\"/etc/h\""));
        add("other type in the text", "vmdk", i -> Disks.replace(i, "monolithicSparse", "monolithicFlat\" "));
        add("unknown type", "vmdk", i -> Disks.replace(i, "monolithicSparse", "monolithicSpars3"));
        add("no type", "vmdk", i -> Disks.replace(i, "createType=", "createTyp3="));
        add("type of text twice", "vmdk", i -> Disks.replace(i, "parentCID=ffffffff", "createType=\"vmfs\""));
        add("parent", "vmdk", i -> Disks.replace(i, "parentCID=ffffffff", "parentCID=12345678"));
        add("text that is none", "vmdk", i -> Disks.replace(i, "# The Disk Data Base", "\u00e4 The Disk Data Base"));
        add("text elsewhere", "vmdk", i -> Disks.spoilLittle(i, b -> b.putLong(28, 0)));
        add("text beyond the end", "vmdk", i -> Disks.spoilLittle(i, b -> b.putLong(28, 1L << 40)));
        add("text without end", "vmdk", i -> Disks.spoilLittle(i, b -> b.putLong(36, 1L << 40)));
        add("disk of nothing", "vmdk", i -> Disks.spoilLittle(i, b -> b.putLong(12, 0)));
        add("disk of 8 ZiB", "vmdk", i -> Disks.spoilLittle(i, b -> b.putLong(12, Long.MAX_VALUE)));
        add("version 9", "vmdk", i -> Disks.spoilLittle(i, b -> b.putInt(4, 9)));
        add("cut in the text", "vmdk", i -> Disks.cut(i, 600));
        assertAllRefused("vmdk");
        Path good = disks.image("good", Disks.raw(), "vmdk");
        var none = new ImageConversion(FakeConfiguration.of(ImageConversionConfig.class)
                .with("vmdk_allowed_types", new String[0])
                .build());
        assertRefused(none, "no type is allowed", good, "vmdk");
    }

    @Test
    @Covers("IMP-85")
    public void refusesOtherFormatsThatContradictThemselves() throws Exception {
        add("vdi cut in the header", "vdi", i -> Disks.cut(i, 300));
        add("vdi with a parent", "vdi", i -> Disks.spoilLittle(i, b -> b.putInt(0x4c, 4)));
        add("vdi of 8 EiB", "vdi", i -> Disks.spoilLittle(i, b -> b.putLong(0x170, Long.MAX_VALUE)));
        assertAllRefused("vdi");
        add(
                "vhd with a parent",
                "vpc",
                i -> Disks.spoil(i, b -> {
                    b.putInt(60, 4);
                    b.putInt(b.capacity() - 512 + 60, 4);
                }));
        add("vhd cut", "vpc", i -> Disks.cut(i, 400));
        assertAllRefused("vhd");
        add("vhdx cut", "vhdx", i -> Disks.cut(i, 70_000));
        add(
                "vhdx without regions",
                "vhdx",
                i -> Disks.spoilLittle(i, b -> b.putInt(192 * 1024, 0).putInt(256 * 1024, 0)));
        assertAllRefused("vhdx");
        Path qed = folder.getRoot().toPath().resolve("qed");
        disks.qemu("create", "-q", "-f", "qed", qed.toString(), "1M");
        images.put("qed", qed);
        assertAllRefused("qed");
    }

    @Test
    @Covers("IMP-84")
    public void refusesWhatIsNotWhatItClaims() throws Exception {
        Path qcow2 = disks.image("a.qcow2", Disks.raw(), "qcow2");
        Path vmdk = disks.image("a.vmdk", Disks.raw(), "vmdk");
        Path iso = disks.file("a.iso", Disks.iso());
        Path raw = disks.file("a.raw", Disks.raw());
        byte[] both = Files.readAllBytes(qcow2);
        byte[] disc = Disks.iso();
        System.arraycopy(disc, 32 * 1024, both, 32 * 1024, 8 * 1024);
        Path polyglot = disks.file("polyglot", both);
        String[][] lies = {
            {"raw", "qcow2"},
            {"raw", "vmdk"},
            {"raw", "iso"},
            {"raw", "polyglot"},
            {"qcow2", "raw"},
            {"qcow2", "vmdk"},
            {"qcow2", "iso"},
            {"qcow2", "polyglot"},
            {"vmdk", "qcow2"},
            {"vmdk", "raw"},
            {"vdi", "raw"},
            {"vhd", "raw"},
            {"vhdx", "qcow2"},
            {"iso", "qcow2"},
            {"iso", "raw"},
            {"iso", "polyglot"}
        };
        Map<String, Path> files = Map.of("qcow2", qcow2, "vmdk", vmdk, "iso", iso, "raw", raw, "polyglot", polyglot);
        for (String[] lie : lies) {
            assertRefused(plugin, lie[1] + " as " + lie[0], files.get(lie[1]), lie[0]);
            assertRefused(toQcow2, lie[1] + " as " + lie[0], files.get(lie[1]), lie[0]);
        }
        for (String format : Arrays.asList("ami", "ploop", "luks", "gpt", "json:{}", "-O", null)) {
            assertRefused(plugin, "raw as " + format, raw, format);
        }
    }

    @Test(timeout = 120_000)
    public void survivesAnyBytes() throws Exception {
        for (String[] kind : new String[][] {{"qcow2"}, {"qcow2", "-c"}, {"vmdk"}, {"vdi"}, {"vhdx"}}) {
            byte[] good = Files.readAllBytes(disks.image("good", Disks.raw(), kind));
            byte[] noise = PatternSource.bytes(9, 0, 4096);
            for (int i = 0; i < 12; i++) {
                byte[] bad = good.clone();
                for (int j = 0; j < 8; j++) {
                    int at = (noise[i * 32 + j * 4] & 0xff) << 8 | noise[i * 32 + j * 4 + 1] & 0xff;
                    bad[(j % 2 == 0 ? at % 512 : at * 7) % bad.length] = noise[i * 32 + j * 4 + 2];
                }
                var context = FakeImportContext.of(folder.newFolder().toPath(), kind[0]);
                try (ImportSource result = plugin.rewrite(context, disks.file("bad", bad));
                        InputStream stream = result.open()) {
                    stream.transferTo(OutputStream.nullOutputStream());
                } catch (VitrineException refused) {
                    assertEquals(refused.getMessage(), ErrorKind.INVALID, refused.kind());
                }
            }
        }
    }
}
