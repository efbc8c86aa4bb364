package org.vitrine.format;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.spi.testkit.Covers;

/** Of images, well made or not, we say what Glance says, except where a reason is given. */
public class ReferenceImagesTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final String QED_SIZE = "Glance takes the size of the file for that of the disk inside";
    private static final String FIXED_VHD =
            "Glance does not look at the end of the data, where a fixed VHD has its only header";
    private static final String TEXT = "Glance does not know a VMDK that is a text alone; refused all the same";
    private static final String PARENT = "Glance does not look for a parent, which QEMU or Hyper-V would open";
    private static final String VERSION = "Glance does not look at the version, and QEMU refuses it";

    /** Where we differ, and why. */
    private static final Map<String, String> DIFFERENCES = new TreeMap<>(Map.ofEntries(
            Map.entry("qcow-1 as qcow2", VERSION),
            Map.entry("qcow2 larger as qcow2", "no database holds a size of 2^64 - 1: Glance's upload fails on it"),
            Map.entry("qcow2 largest long as qcow2", "no disk is that large, and QEMU refuses it"),
            Map.entry("qcow2 table missing as qcow2", "cut off, which Glance does not see"),
            Map.entry("qcow2 v2 extension as qcow2", "Glance reads features where version 2 has extensions"),
            Map.entry("qcow2 version 4 as qcow2", VERSION),
            Map.entry("qed as qed", QED_SIZE),
            Map.entry("qed-backed as qed", QED_SIZE),
            Map.entry("vdi parent as vdi", PARENT),
            Map.entry("vhd fixed as vhd", FIXED_VHD),
            Map.entry("vhd parent as vhd", PARENT),
            Map.entry("vhd resized as vhd", "Glance reads the size that the disk had when it was made"),
            Map.entry("vhd-fixed as vhd", FIXED_VHD),
            Map.entry("vhd-fixed-exact as vhd", FIXED_VHD),
            Map.entry("vhdx many items as vhdx", "more items than the format allows: Glance then forgets to fail"),
            Map.entry("vhdx parent as vhdx", PARENT),
            Map.entry("vmdk flat as vmdk", "refused by its type, which Glance leaves to another check (op:IMP-86)"),
            Map.entry("vmdk no capacity as vmdk", "QEMU takes the data from the files that its descriptor names"),
            Map.entry("vmdk no type as vmdk", "Glance's upload fails on it"),
            Map.entry("vmdk stream as vmdk", "Glance gives up at a footer; ours must say what the header says"),
            Map.entry("vmdk text as vmdk", TEXT),
            Map.entry("vmdk two extents as vmdk", "the second one is another file"),
            Map.entry("vmdk-backed as vmdk", PARENT),
            Map.entry("vmdk-many-files as vmdk", TEXT),
            Map.entry("vmdk-monolithicFlat as vmdk", TEXT),
            Map.entry("vmdk-twoGbMaxExtentFlat as vmdk", TEXT),
            Map.entry("vmdk-twoGbMaxExtentSparse as vmdk", TEXT)));

    /**
     * QEMU draws a number for a disk that it writes to. Where it has fewer digits than the one before, a rest of that stays
     * in a line of its own, which Glance refuses; so it goes once in some fifty times.
     */
    private static final Set<String> AT_TIMES = Set.of("vmdk-full as vmdk", "vmdk-stream-full as vmdk");

    @Test
    @Covers({"FMT-1", "FMT-2", "op:FMT-9", "op:IMP-85"})
    public void weSayWhatGlanceSays() throws IOException {
        Program.requireQemu();
        ReferenceInspector.assumePresent();
        Path directory = FOLDER.getRoot().toPath();
        List<ReferenceInspector.Question> questions = new ArrayList<>();
        for (Path file : files(directory)) {
            for (DiskFormat format : ReferenceInspector.FORMATS) {
                questions.add(new ReferenceInspector.Question(file, format));
            }
        }
        List<ReferenceInspector.Answer> answers = ReferenceInspector.ask(directory, questions);
        Map<String, String> differences = new TreeMap<>();
        for (int i = 0; i < questions.size(); i++) {
            ReferenceInspector.Question question = questions.get(i);
            ReferenceInspector.Answer ours = ours(question);
            if (!ours.equals(answers.get(i))) {
                differences.put(
                        question.file().getFileName() + " as "
                                + question.format().label(),
                        "ours " + ours + ", Glance's " + answers.get(i));
            }
        }
        differences.keySet().removeAll(AT_TIMES);
        assertEquals(differences.toString(), DIFFERENCES.keySet(), differences.keySet());
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        QemuImages.create(directory).forEach(sample -> files.add(sample.file()));
        Map<String, byte[]> crafted = new TreeMap<>(Craft.all());
        crafted.putAll(spoilt());
        for (Map.Entry<String, byte[]> image : crafted.entrySet()) {
            Path file = directory.resolve(image.getKey());
            Files.write(file, image.getValue());
            files.add(file);
        }
        return files;
    }

    /** What an attacker would try, and what happens to images on their way. */
    private static Map<String, byte[]> spoilt() {
        Map<String, byte[]> images = new TreeMap<>();
        byte[] qcow2 = Craft.qcow2(3);
        images.put("qcow2 backing file", Craft.big(qcow2, bytes -> bytes.putLong(8, 512)));
        images.put("qcow2 data file", Craft.big(qcow2, bytes -> bytes.putLong(72, 4)));
        images.put("qcow2 feature 4", Craft.big(qcow2, bytes -> bytes.putLong(72, 16)));
        images.put("qcow2 feature 63", Craft.big(qcow2, bytes -> bytes.putLong(72, Long.MIN_VALUE)));
        images.put("qcow2 dirty and corrupt", Craft.big(qcow2, bytes -> bytes.putLong(72, 3)));
        images.put("qcow2 v2 extension", Craft.big(Craft.qcow2(2), bytes -> bytes.putLong(72, 0xe2792acaL << 32)));
        images.put("qcow2 version 4", Craft.big(qcow2, bytes -> bytes.putInt(4, 4)));
        images.put("qcow2 largest long", Craft.big(qcow2, bytes -> bytes.putLong(24, Long.MAX_VALUE)));
        images.put("qcow2 larger", Craft.big(qcow2, bytes -> bytes.putLong(24, -1)));
        images.put("qcow2 table missing", Craft.cut(qcow2, 1024));
        images.put("qcow2 header cut", Craft.cut(qcow2, 511));
        String descriptor = Craft.descriptor("monolithicSparse");
        images.put("vmdk elsewhere", Craft.vmdkOf(descriptor.replace("disk.vmdk", "/etc/passwd")));
        images.put("vmdk no extent", Craft.vmdkOf(descriptor.replace("RW ", "# RW ")));
        images.put("vmdk two extents", Craft.vmdkOf(descriptor.replace("RW ", "RW 1 FLAT \"passwd\" 0\nRW ")));
        images.put("vmdk flat", Craft.vmdk("monolithicFlat"));
        images.put("vmdk no type", Craft.vmdkOf(descriptor.replace("createType", "makeType")));
        images.put("vmdk odd line", Craft.vmdkOf(descriptor.replace("version=1", "version 1")));
        images.put("vmdk spaced field", Craft.vmdkOf(descriptor.replace("version=1", "version = 1")));
        images.put("vmdk not ASCII", Craft.vmdkOf(descriptor.replace("version=1", "version=\u00e4")));
        images.put("vmdk upper case", Craft.vmdkOf(descriptor.replace("RW ", "rw ")));
        images.put("vmdk descriptor cut", Craft.cut(Craft.vmdk("monolithicSparse"), 4096));
        images.put("vmdk descriptor later", Craft.little(Craft.vmdk("x"), bytes -> bytes.putLong(28, 2)));
        images.put("vmdk no capacity", Craft.little(Craft.vmdkOf(descriptor), bytes -> bytes.putLong(12, 0)));
        images.put("vmdk version 4", Craft.little(Craft.vmdkOf(descriptor), bytes -> bytes.putInt(4, 4)));
        images.put("vhd parent", Craft.big(Craft.vhd(), bytes -> bytes.putInt(60, 4)));
        images.put(
                "vhd resized",
                Craft.big(Craft.vhd(), bytes -> bytes.putLong(48, 1 << 20).putLong(4 * Craft.SECTOR + 48, 1 << 20)));
        images.put("vhdx parent", Craft.little(Craft.vhdx(), bytes -> bytes.putInt(Craft.VHDX_ITEMS + 4, 2)));
        images.put(
                "vhdx many items",
                Craft.little(Craft.vhdx(), bytes -> bytes.putShort(Craft.VHDX_METADATA + 10, (short) 2048)));
        images.put("vdi parent", Craft.little(Craft.vdi(), bytes -> bytes.putInt(76, 4)));
        images.put("iso and qcow2", Craft.overlay(Craft.iso(), qcow2, 0));
        return images;
    }

    private static ReferenceInspector.Answer ours(ReferenceInspector.Question question) throws IOException {
        FormatReport report = Inspection.of(question.file(), Inspection.MIB);
        OptionalLong size = report.virtualSize(question.format().label());
        Optional<Finding> finding = report.finding(question.format());
        boolean safe = finding.isPresent() && finding.get().dangers().isEmpty();
        return new ReferenceInspector.Answer(
                size.orElse(0) > 0 ? Long.toString(size.getAsLong()) : "none", safe ? "safe" : "refused");
    }
}
