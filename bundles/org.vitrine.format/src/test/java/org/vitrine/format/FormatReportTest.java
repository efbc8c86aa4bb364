package org.vitrine.format;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.Test;
import org.vitrine.spi.testkit.Covers;

/** What follows from what was seen. */
public class FormatReportTest {
    private static final byte[] NOTHING_KNOWN = new byte[5000];

    @Test
    @Covers({"FMT-1", "FMT-2", "op:FMT-9"})
    public void theVirtualSizeIsThatOfTheDeclaredFormat() {
        FormatReport qcow2 = Inspection.of(Craft.qcow2(3));
        assertEquals(OptionalLong.of(Craft.DISK), qcow2.virtualSize("qcow2"));
        assertEquals(OptionalLong.of(qcow2.size()), qcow2.virtualSize("raw"));
        assertEquals(OptionalLong.empty(), qcow2.virtualSize("vmdk"));
        for (String format : List.of("ami", "ari", "aki", "ploop", "", "QCOW2")) {
            assertEquals(OptionalLong.empty(), qcow2.virtualSize(format));
        }
        FormatReport nothing = Inspection.of(NOTHING_KNOWN);
        assertEquals(OptionalLong.of(5000), nothing.virtualSize("raw"));
        assertEquals(OptionalLong.empty(), nothing.virtualSize("qcow2"));
        assertEquals(OptionalLong.of(40 * 2048), Inspection.of(Craft.iso()).virtualSize("iso"));
    }

    @Test
    @Covers("FMT-4")
    public void contentMustBeWhatItIsSaidToBe() {
        assertEquals(Optional.empty(), Inspection.of(Craft.qcow2(3)).refusal("qcow2"));
        assertEquals(
                Optional.of("The image data is qcow2, not vmdk"),
                Inspection.of(Craft.qcow2(3)).refusal("vmdk"));
        assertEquals(
                Optional.of("The image data is raw, not qcow2"),
                Inspection.of(NOTHING_KNOWN).refusal("qcow2"));
        assertEquals(
                Optional.of("The image data is qcow2, not what the disk format says"),
                Inspection.of(Craft.qcow2(3)).refusal("ami"));
    }

    @Test
    @Covers("FMT-5")
    public void rawDataMayBeAnything() {
        for (byte[] data : List.of(NOTHING_KNOWN, Craft.qcow2(3), Craft.iso(), Craft.gpt(512), Craft.luks1())) {
            assertEquals(Optional.empty(), Inspection.of(data).refusal("raw"));
        }
        byte[] oddTable = Craft.little(Craft.mbr(), bytes -> bytes.put(446, (byte) 1));
        assertEquals(Optional.empty(), Inspection.of(oddTable).refusal("raw"));
        assertTrue(Inspection.of(oddTable).refusal("gpt").isPresent());
        for (String format : List.of("ami", "ari", "aki", "ploop")) {
            assertEquals(Optional.empty(), Inspection.of(NOTHING_KNOWN).refusal(format));
        }
    }

    @Test
    @Covers("FMT-6")
    public void dangersAreRefusedWhateverIsDeclared() {
        FormatReport report = Inspection.of(Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(8, 512)));
        assertEquals(Optional.of("The qcow2 image has a backing file"), report.refusal("qcow2"));
        assertEquals(report.refusal("qcow2"), report.refusal("raw"));
        assertEquals(
                Danger.Kind.PARENT,
                report.danger(DiskFormat.QCOW2).orElseThrow().kind());
        assertEquals(Optional.empty(), report.danger(DiskFormat.VMDK));
        assertTrue(Inspection.of(Craft.qed()).refusal("qed").isPresent());
    }

    @Test
    @Covers("FMT-4")
    public void aRefusalIsForeseenAsSoonAsItIsSure() {
        FormatInspector inspector = new FormatInspector();
        inspector.accept(ByteBuffer.wrap(Craft.qcow2(3), 0, 100));
        assertEquals(Optional.empty(), inspector.foreseenRefusal("vmdk"));
        inspector.accept(ByteBuffer.wrap(Craft.qcow2(3), 100, 412));
        assertEquals(Optional.of("The image data is not vmdk"), inspector.foreseenRefusal("vmdk"));
        // Only the end tells whether it is a fixed VHD, and other bytes whether it is a disc.
        for (String format : List.of("qcow2", "raw", "ami", "vhd", "iso")) {
            assertEquals(format, Optional.empty(), inspector.foreseenRefusal(format));
        }
        inspector.accept(ByteBuffer.allocate(40_000));
        assertTrue(inspector.foreseenRefusal("iso").isPresent());
        FormatInspector backed = new FormatInspector();
        backed.accept(ByteBuffer.wrap(Craft.big(Craft.qcow2(3), bytes -> bytes.putLong(8, 512))));
        assertEquals(Optional.of("The qcow2 image has a backing file"), backed.foreseenRefusal("qcow2"));
    }

    @Test
    public void chunksAreNeitherChangedNorKept() {
        byte[] image = Craft.qcow2(3);
        ByteBuffer chunk = ByteBuffer.allocate(image.length + 20).put(10, image);
        chunk.position(10).limit(10 + image.length);
        FormatInspector inspector = new FormatInspector();
        inspector.accept(chunk);
        assertEquals(10, chunk.position());
        assertEquals(10 + image.length, chunk.limit());
        Arrays.fill(chunk.array(), (byte) 0);
        inspector.accept(ByteBuffer.allocateDirect(0));
        assertEquals(Inspection.of(image), inspector.finish());
    }

    @Test
    public void findingsAreCopies() {
        List<Danger> dangers = new ArrayList<>(List.of(new Danger(Danger.Kind.PARENT, "has one")));
        Finding finding = new Finding(DiskFormat.VDI, OptionalLong.empty(), Optional.empty(), dangers);
        dangers.clear();
        assertTrue(finding.has(Danger.Kind.PARENT));
        assertFalse(finding.has(Danger.Kind.TRUNCATED));
        assertThrows(
                UnsupportedOperationException.class, () -> finding.dangers().clear());
        List<Finding> findings = new ArrayList<>(List.of(finding));
        FormatReport report = new FormatReport(1, findings);
        findings.clear();
        assertEquals(Optional.of(finding), report.finding(DiskFormat.VDI));
    }

    @Test
    public void formatsHaveTheNamesOfTheApi() {
        assertEquals("qcow2", DiskFormat.QCOW2.label());
        for (DiskFormat format : DiskFormat.values()) {
            assertEquals(Optional.of(format), DiskFormat.of(format.label()));
        }
        assertEquals(Optional.empty(), DiskFormat.of("ami"));
        assertEquals(Optional.empty(), DiskFormat.of("RAW"));
    }
}
