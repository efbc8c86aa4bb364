package org.vitrine.format;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Assume;

/** The inspector of the Glance that is installed on this machine, if one is. */
final class ReferenceInspector {
    /** The formats of which it has an opinion. */
    static final List<DiskFormat> FORMATS =
            List.of(DiskFormat.QCOW2, DiskFormat.QED, DiskFormat.VHD, DiskFormat.VHDX, DiskFormat.VMDK, DiskFormat.VDI);

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path MODULE = Path.of("/usr/lib/python3/dist-packages/glance/common/format_inspector.py");

    /**
     * A file and the format that it is said to be of.
     *
     * @param file to look at
     * @param format said to be of
     */
    record Question(Path file, DiskFormat format) {}

    /**
     * What there is to say of an image.
     *
     * @param virtualSize bytes that an upload records, {@code none}, or {@code failure}
     * @param verdict {@code safe} or {@code refused}
     */
    record Answer(String virtualSize, String verdict) {}

    private ReferenceInspector() {}

    static void assumePresent() {
        Assume.assumeTrue("Glance is not installed", Files.isReadable(MODULE) && Files.isExecutable(PYTHON));
    }

    static List<Answer> ask(Path directory, List<Question> questions) throws IOException {
        Path script = directory.resolve("reference.py");
        try (InputStream in = ReferenceInspector.class.getResourceAsStream("reference.py")) {
            Files.copy(in, script);
        }
        String input = questions.stream()
                .map(question -> question.format().label() + "\t" + question.file() + "\n")
                .collect(Collectors.joining());
        // Its log goes where nobody reads it.
        String printed =
                Program.run(directory, input, List.of("/bin/sh", "-c", PYTHON + " -I reference.py 2>/dev/null"));
        Files.delete(script);
        List<Answer> answers = printed.lines()
                .map(line -> line.split("\t"))
                .map(words -> new Answer(words[0], words[1]))
                .toList();
        assertEquals(printed, questions.size(), answers.size());
        return answers;
    }
}
