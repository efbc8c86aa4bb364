package org.vitrine.importing.ovf;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Image;
import org.vitrine.spi.importing.ImageChanges;
import org.vitrine.spi.importing.ImportSource;
import org.vitrine.spi.testkit.Covers;
import org.vitrine.spi.testkit.config.FakeConfiguration;
import org.vitrine.spi.testkit.config.ShippedSample;
import org.vitrine.spi.testkit.identity.Callers;
import org.vitrine.spi.testkit.importing.FakeImportContext;

public class OvfProcessTest {
    private static final Path GLANCE = Path.of("/usr/lib/python3/dist-packages/glance/async_/flows/ovf_process.py");
    private static final String NAMES =
            "{\"cim_pasd\": [\"ProcessorArchitecture\", \"InstructionSet\", \"Empty\", \"None\"]}";
    private static final Map<String, String> PROPERTIES = Map.of(
            "cim_pasd_ProcessorArchitecture", "x86",
            "cim_pasd_InstructionSet", "DMTF:x86:AES",
            "cim_pasd_Empty", "");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeConfiguration<OvfProcessConfig> config = FakeConfiguration.of(OvfProcessConfig.class);
    private Archives archives;

    @Before
    public void setUp() {
        archives = new Archives(folder.getRoot().toPath());
    }

    private FakeImportContext context(String container) {
        FakeImportContext context = FakeImportContext.of(folder.getRoot().toPath(), "vmdk");
        Image image = context.image().toBuilder().containerFormat(container).build();
        return context.image(image);
    }

    private OvfProcess plugin() throws IOException {
        Path names = archives.file("ovf-metadata.json", NAMES);
        return new OvfProcess(config.with("ovf_metadata_file", names.toString()).build());
    }

    private ImportSource process(Path archive) throws IOException {
        return plugin().rewrite(context("ova"), archive);
    }

    private static byte[] read(ImportSource source) throws IOException {
        try (source;
                InputStream stream = source.open()) {
            return stream.readAllBytes();
        }
    }

    @Test
    @Covers({"op:TASK-11", "op:TASK-12"})
    public void takesTheDiskAndTheWantedProperties() throws Exception {
        byte[] disk = archives.vmdk();
        archives.file("disk1.vmdk", disk);
        archives.file("vm.ovf", Archives.descriptor("disk1.vmdk"));
        archives.file("vm.mf", "SHA1(vm.ovf)= 0");
        for (String format : List.of("ustar", "gnu", "pax", "v7")) {
            for (List<String> order :
                    List.of(List.of("vm.ovf", "vm.mf", "disk1.vmdk"), List.of("./disk1.vmdk", "./vm.mf", "./vm.ovf"))) {
                ImportSource source = process(archives.tar(format, order.toArray(String[]::new)));
                assertEquals(
                        new ImageChanges(Optional.empty(), Optional.of("bare"), OptionalLong.empty(), PROPERTIES),
                        source.changes());
                assertEquals(OptionalLong.of(disk.length), source.size());
                assertArrayEquals(disk, read(source));
            }
        }
    }

    @Test
    @Covers("op:TASK-12")
    public void takesWhatGlanceTakes() throws Exception {
        Assume.assumeTrue("Glance is not installed", Files.isReadable(GLANCE));
        archives.file("disk1.vmdk", archives.vmdk());
        archives.file("vm.ovf", Archives.descriptor("disk1.vmdk"));
        Path archive = archives.tar("gnu", "vm.ovf", "disk1.vmdk");
        Path script = folder.getRoot().toPath().resolve("reference.py");
        try (InputStream in = OvfProcessTest.class.getResourceAsStream("reference.py")) {
            Files.copy(in, script);
        }
        String properties = archives.run(
                "/usr/bin/python3",
                "-I",
                "reference.py",
                "made.ova",
                "reference.vmdk",
                "ProcessorArchitecture",
                "InstructionSet",
                "Empty",
                "None");
        ImportSource source = process(archive);
        assertEquals(
                new ObjectMapper().readValue(properties, Map.class),
                source.changes().properties());
        assertArrayEquals(Files.readAllBytes(folder.getRoot().toPath().resolve("reference.vmdk")), read(source));
    }

    @Test
    public void takesLongNamesAndLargeNumbers() throws Exception {
        String name = "d".repeat(90) + "/" + "\u00e9".repeat(60) + ".vmdk";
        Files.createDirectories(folder.getRoot().toPath().resolve(name).getParent());
        archives.file(name, "a disk");
        archives.file("vm.ovf", Archives.descriptor(name));
        for (String format : List.of("gnu", "pax")) {
            assertEquals("a disk", new String(read(process(archives.tar(format, "vm.ovf", name)))));
        }
        byte[] binary = Archives.entry("disk1.vmdk", '0', "\200" + "\0".repeat(10) + "\6", "a disk".getBytes());
        assertEquals(
                "a disk",
                new String(read(process(archives.file(
                        "image",
                        Archives.archive(Archives.entry("vm.ovf", Archives.descriptor("disk1.vmdk")), binary))))));
    }

    @Test
    @Covers("op:TASK-12")
    public void isForArchivesAndForAdministrators() throws Exception {
        assertTrue(plugin().concerns(context("ova")));
        for (String container : List.of("bare", "ovf", "docker")) {
            assertFalse(plugin().concerns(context(container)));
        }
        Path archive = archives.file("image", "whatever");
        FakeImportContext context = context("ova").caller(Callers.member("p1"));
        VitrineException refusal = assertThrows(VitrineException.class, () -> plugin().rewrite(context, archive));
        assertEquals(ErrorKind.FORBIDDEN, refusal.kind());
        assertTrue(refusal.getMessage().contains("limited to admin"));
    }

    @Test
    public void canBeClosedByAnotherThread() throws Exception {
        Path archive = archives.file(
                "image",
                Archives.archive(
                        Archives.entry("vm.ovf", Archives.descriptor("disk1.vmdk")),
                        Archives.entry("disk1.vmdk", new byte[100_000])));
        ImportSource source = process(archive);
        InputStream stream = source.open();
        assertEquals(0, stream.read());
        source.close();
        assertThrows(ClosedChannelException.class, stream::read);
    }

    @Test
    public void wantsNothingUnlessToldTo() throws Exception {
        Path archive = archives.file(
                "image",
                Archives.archive(
                        Archives.entry("vm.ovf", Archives.descriptor("disk1.vmdk")),
                        Archives.entry("disk1.vmdk", "a disk")));
        OvfProcess plugin =
                new OvfProcess(FakeConfiguration.of(OvfProcessConfig.class).build());
        try (ImportSource source = plugin.rewrite(context("ova"), archive)) {
            assertEquals(Map.of(), source.changes().properties());
        }
        Path silent = archives.file("silent.json", "{}");
        new OvfProcess(config.with("ovf_metadata_file", silent.toString()).build());
    }

    @Test
    public void refusesConfigurationsThatMeanNothing() throws Exception {
        for (String text : List.of("{\"cim_pasd\": \"x\"}", "{\"cim_pasd\": [1]}", "cim_pasd", "{")) {
            Path names = archives.file("wrong.json", text);
            String message = assertThrows(IllegalArgumentException.class, () -> MetadataFile.read(names))
                    .getMessage();
            assertTrue(message, message.startsWith("ovf.metadata.file: "));
        }
        config.with("ovf_metadata_file", "/no/such/file");
        assertThrows(IllegalArgumentException.class, () -> new OvfProcess(config.build()));
    }

    @Test
    public void isShownWithEveryKeyInItsSample() throws Exception {
        ShippedSample.read("org.vitrine.importing.ovf.cfg").assertShows(OvfProcessConfig.class);
    }
}
