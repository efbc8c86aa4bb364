package org.vitrine.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Images of every format, kind and size that qemu-img makes, and what must be seen in them. */
final class QemuImages {
    /**
     * An image.
     *
     * @param file its name is the image's name in this test
     * @param qemuFormat what QEMU calls its format
     * @param format what it is of; empty for raw
     * @param subtype or empty
     * @param dangers of these kinds and no other
     */
    record Sample(
            Path file,
            String qemuFormat,
            Optional<DiskFormat> format,
            Optional<String> subtype,
            Set<Danger.Kind> dangers) {
        String name() {
            return file.getFileName().toString();
        }
    }

    private static final List<String> SIZES = List.of("512", "65536", "1M", "100000000", "128M", "2G", "10G");
    private static final Set<Danger.Kind> SAFE = Set.of();

    private final Path directory;
    private final List<Sample> samples = new ArrayList<>();

    private QemuImages(Path directory) {
        this.directory = directory;
    }

    /** Makes all of them in an empty directory. */
    static List<Sample> create(Path directory) throws IOException {
        QemuImages images = new QemuImages(directory);
        images.writeSource();
        images.qcow2();
        images.vmdk();
        images.vhd();
        images.vhdx();
        images.vdi();
        images.others();
        return images.samples;
    }

    /** Two MiB of data, holes and zeros. */
    private void writeSource() throws IOException {
        byte[] data = new byte[2 * Inspection.MIB];
        new Random(11).nextBytes(data);
        Arrays.fill(data, 300_000, 900_000, (byte) 0);
        Arrays.fill(data, 1_200_000, 1_500_000, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(directory.resolve("source"))) {
            out.write(data);
        }
        add("source", "raw", null, null, SAFE);
    }

    private void add(String name, String qemuFormat, DiskFormat format, String subtype, Set<Danger.Kind> dangers) {
        samples.add(new Sample(
                directory.resolve(name),
                qemuFormat,
                Optional.ofNullable(format),
                Optional.ofNullable(subtype),
                dangers));
    }

    private void create(String name, String format, String size, String... options) {
        List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", format));
        command.addAll(List.of(options));
        command.add(name);
        if (!size.isEmpty()) {
            command.add(size);
        }
        Program.run(directory, "", command);
    }

    private void encrypted(String name, String format, String options) {
        create(name, format, "1M", "--object", "secret,id=s,data=abc", "-o", options);
    }

    private void convert(String name, String format, String... options) {
        List<String> command = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", format));
        command.addAll(List.of(options));
        command.addAll(List.of("source", name));
        Program.run(directory, "", command);
    }

    private void qcow2() {
        for (String size : SIZES) {
            for (String cluster : List.of("512", "64K", "2M")) {
                String name = "qcow2-" + cluster + "-" + size;
                create(name, "qcow2", size, "-o", "cluster_size=" + cluster);
                add(name, "qcow2", DiskFormat.QCOW2, null, SAFE);
            }
            create("qcow2-v2-" + size, "qcow2", size, "-o", "compat=0.10");
            add("qcow2-v2-" + size, "qcow2", DiskFormat.QCOW2, null, SAFE);
        }
        qcow2("qcow2-preallocated", SAFE, "100M", "-o", "preallocation=metadata");
        qcow2("qcow2-lazy", SAFE, "100M", "-o", "lazy_refcounts=on,refcount_bits=64");
        qcow2("qcow2-zstd", SAFE, "100M", "-o", "compression_type=zstd");
        qcow2("qcow2-extended", Set.of(Danger.Kind.UNKNOWN_FEATURE), "100M", "-o", "extended_l2=on");
        qcow2("qcow2-data-file", Set.of(Danger.Kind.OTHER_FILES), "1M", "-o", "data_file=elsewhere.raw");
        qcow2("qcow2-backed", Set.of(Danger.Kind.PARENT), "", "-b", "qcow2-zstd", "-F", "qcow2");
        qcow2("qcow2-v2-backed", Set.of(Danger.Kind.PARENT), "", "-b", "source", "-F", "raw", "-o", "compat=0.10");
        encrypted("qcow2-encrypted", "qcow2", Program.QCOW2_ENCRYPTION);
        add("qcow2-encrypted", "qcow2", DiskFormat.QCOW2, null, SAFE);
        convert("qcow2-full", "qcow2");
        add("qcow2-full", "qcow2", DiskFormat.QCOW2, null, SAFE);
        convert("qcow2-compressed", "qcow2", "-c");
        Program.run(directory, "qemu-img", "snapshot", "-c", "first", "qcow2-compressed");
        Program.run(directory, "qemu-img", "resize", "-q", "-f", "qcow2", "qcow2-compressed", "3M");
        add("qcow2-compressed", "qcow2", DiskFormat.QCOW2, null, SAFE);
    }

    private void qcow2(String name, Set<Danger.Kind> dangers, String size, String... options) {
        create(name, "qcow2", size, options);
        add(name, "qcow2", DiskFormat.QCOW2, null, dangers);
    }

    private void vmdk() {
        for (String size : SIZES) {
            for (String type : List.of("monolithicSparse", "streamOptimized")) {
                create("vmdk-" + type + "-" + size, "vmdk", size, "-o", "subformat=" + type);
                add("vmdk-" + type + "-" + size, "vmdk", DiskFormat.VMDK, type, SAFE);
            }
        }
        for (String type : List.of("monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat")) {
            create("vmdk-" + type, "vmdk", "5M", "-o", "subformat=" + type);
            add("vmdk-" + type, "vmdk", DiskFormat.VMDK, type, Set.of(Danger.Kind.OTHER_FILES));
        }
        create("vmdk-many-files", "vmdk", "5G", "-o", "subformat=twoGbMaxExtentSparse");
        add("vmdk-many-files", "vmdk", DiskFormat.VMDK, "twoGbMaxExtentSparse", Set.of(Danger.Kind.OTHER_FILES));
        create("vmdk-lsilogic", "vmdk", "1M", "-o", "adapter_type=lsilogic,zeroed_grain=on,hwversion=13");
        add("vmdk-lsilogic", "vmdk", DiskFormat.VMDK, "monolithicSparse", SAFE);
        create("vmdk-backed", "vmdk", "", "-b", "vmdk-lsilogic", "-F", "vmdk");
        add("vmdk-backed", "vmdk", DiskFormat.VMDK, "monolithicSparse", Set.of(Danger.Kind.PARENT));
        convert("vmdk-full", "vmdk");
        add("vmdk-full", "vmdk", DiskFormat.VMDK, "monolithicSparse", SAFE);
        convert("vmdk-stream-full", "vmdk", "-o", "subformat=streamOptimized");
        add("vmdk-stream-full", "vmdk", DiskFormat.VMDK, "streamOptimized", SAFE);
    }

    private void vhd() {
        for (String size : SIZES) {
            create("vhd-" + size, "vpc", size);
            add("vhd-" + size, "vpc", DiskFormat.VHD, "dynamic", SAFE);
            create("vhd-exact-" + size, "vpc", size, "-o", "force_size=on");
            add("vhd-exact-" + size, "vpc", DiskFormat.VHD, "dynamic", SAFE);
        }
        create("vhd-fixed", "vpc", "5M", "-o", "subformat=fixed");
        add("vhd-fixed", "vpc", DiskFormat.VHD, "fixed", SAFE);
        create("vhd-fixed-exact", "vpc", "5M", "-o", "subformat=fixed,force_size=on");
        add("vhd-fixed-exact", "vpc", DiskFormat.VHD, "fixed", SAFE);
        convert("vhd-full", "vpc");
        add("vhd-full", "vpc", DiskFormat.VHD, "dynamic", SAFE);
    }

    private void vhdx() {
        for (String size : SIZES) {
            create("vhdx-" + size, "vhdx", size);
            add("vhdx-" + size, "vhdx", DiskFormat.VHDX, null, SAFE);
        }
        create("vhdx-fixed", "vhdx", "5M", "-o", "subformat=fixed");
        add("vhdx-fixed", "vhdx", DiskFormat.VHDX, null, SAFE);
        create("vhdx-long-log", "vhdx", "100M", "-o", "log_size=4M,block_size=2M");
        add("vhdx-long-log", "vhdx", DiskFormat.VHDX, null, SAFE);
        convert("vhdx-full", "vhdx");
        add("vhdx-full", "vhdx", DiskFormat.VHDX, null, SAFE);
    }

    private void vdi() {
        for (String size : SIZES) {
            create("vdi-" + size, "vdi", size);
            add("vdi-" + size, "vdi", DiskFormat.VDI, "dynamic", SAFE);
        }
        create("vdi-fixed", "vdi", "5M", "-o", "static=on");
        add("vdi-fixed", "vdi", DiskFormat.VDI, "fixed", SAFE);
        convert("vdi-full", "vdi");
        add("vdi-full", "vdi", DiskFormat.VDI, "dynamic", SAFE);
    }

    private void others() {
        create("qcow-1", "qcow", "100M");
        add("qcow-1", "qcow", DiskFormat.QCOW2, null, Set.of(Danger.Kind.UNSUPPORTED));
        create("qed", "qed", "100M");
        add("qed", "qed", DiskFormat.QED, null, Set.of(Danger.Kind.UNSUPPORTED));
        create("qed-backed", "qed", "", "-b", "source", "-F", "raw");
        add("qed-backed", "qed", DiskFormat.QED, null, Set.of(Danger.Kind.UNSUPPORTED, Danger.Kind.PARENT));
        encrypted("luks", "luks", "key-secret=s,iter-time=10,hash-alg=sha512");
        add("luks", "luks", DiskFormat.LUKS, "luks1", SAFE);
        create("parallels", "parallels", "100M");
        add("parallels", "parallels", null, null, SAFE);
    }
}
