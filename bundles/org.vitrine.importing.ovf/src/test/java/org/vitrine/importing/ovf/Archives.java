package org.vitrine.importing.ovf;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** OVA archives in a directory: made by tar and qemu-img, or byte by byte where no tool makes what a test wants. */
final class Archives {
    static final String PROCESSOR =
            "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ProcessorAllocationSettingData";
    private static final int BLOCK = 512;

    private final Path directory;

    Archives(Path directory) {
        this.directory = directory;
    }

    /** The descriptor of a machine with that disk, as VMware's tools write them. */
    static String descriptor(String disk) {
        return descriptor("<File ovf:href=\"" + disk + "\" ovf:id=\"file1\" ovf:size=\"1\"/>", disk(1));
    }

    static String disk(int number) {
        return "<Disk ovf:capacity=\"1\" ovf:diskId=\"vmdisk" + number + "\" ovf:fileRef=\"file" + number + "\"/>";
    }

    static String descriptor(String files, String disks) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common"
                    xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:pasd="%s"
                    xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
                  <References>%s</References>
                  <DiskSection><Info>Virtual disks</Info>%s</DiskSection>
                  <VirtualSystem ovf:id="vm">
                    <Name>vm</Name>
                    <VirtualHardwareSection>
                      <Item>
                        <rasd:InstructionSet>not this one</rasd:InstructionSet>
                        <pasd:ProcessorArchitecture> x86 </pasd:ProcessorArchitecture>
                        <pasd:InstructionSet>DMTF:x86:<!-- - -->AES</pasd:InstructionSet>
                        <pasd:Unwanted>no</pasd:Unwanted>
                        <pasd:Empty/>
                      </Item>
                    </VirtualHardwareSection>
                  </VirtualSystem>
                </Envelope>
                """.formatted(PROCESSOR, files, disks);
    }

    /** A file in the directory. */
    Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A streamOptimized VMDK of a small disk, as they are in archives. */
    byte[] vmdk() throws IOException {
        byte[] disk = new byte[1 << 20];
        Arrays.fill(disk, 4096, 70_000, (byte) 0xa5);
        file("disk.raw", disk);
        run(
                "qemu-img",
                "convert",
                "-f",
                "raw",
                "-O",
                "vmdk",
                "-o",
                "subformat=streamOptimized",
                "disk.raw",
                "made.vmdk");
        return Files.readAllBytes(directory.resolve("made.vmdk"));
    }

    /** An archive made by tar of files in the directory. */
    Path tar(String format, String... names) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar", "--format=" + format, "-cf", "made.ova"));
        command.addAll(Arrays.asList(names));
        run(command.toArray(String[]::new));
        return directory.resolve("made.ova");
    }

    /** Runs it in the directory, insists that it succeeds, and gives what it prints. */
    String run(String... command) throws IOException {
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(said + Files.readString(errors), 0, process.waitFor());
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** An archive of entries one after the other, and what it should end with. */
    static byte[] archive(byte[]... entries) {
        var archive = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            archive.writeBytes(entry);
        }
        archive.writeBytes(new byte[2 * BLOCK]);
        return archive.toByteArray();
    }

    static byte[] entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] entry(String name, byte[] content) {
        return entry(name, '0', Long.toOctalString(content.length), content);
    }

    /** An entry whose header says of its size whatever is given. */
    static byte[] entry(String name, char type, String size, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name.getBytes(StandardCharsets.UTF_8));
        put(header, 100, "0000644".getBytes(StandardCharsets.US_ASCII));
        put(header, 124, size.getBytes(StandardCharsets.ISO_8859_1));
        header[156] = (byte) type;
        put(header, 157, "../../../../etc/passwd".getBytes(StandardCharsets.US_ASCII));
        put(header, 257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
        seal(header);
        var entry = new ByteArrayOutputStream();
        entry.writeBytes(header);
        entry.writeBytes(content);
        entry.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return entry.toByteArray();
    }

    private static void seal(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII));
    }

    private static void put(byte[] header, int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
