package org.vitrine.shell.metadefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.vitrine.core.TestCore;
import org.vitrine.core.metadefs.TestMetadefs;
import org.vitrine.domain.metadef.MetadefDefinition;
import org.vitrine.domain.metadef.MetadefVisibility;
import org.vitrine.shell.Console;
import org.vitrine.spi.metadata.MetadefRepository;
import org.vitrine.spi.testkit.Covers;

public class MetadefCommandsTest {
    private static final String FULL =
            "{\"namespace\":\"OS::A\",\"display_name\":\"My *Ä* name_1\",\"visibility\":\"public\","
                    + "\"protected\":true,\"extra\":1,\"resource_type_associations\":[{\"name\":\"R\",\"prefix\":\"r_\"}],"
                    + "\"properties\":{\"p\":{\"title\":\"T\",\"type\":\"integer\",\"default\":5,\"enum\":[1]}},"
                    + "\"objects\":[{\"name\":\"o\",\"required\":[\"q\"],\"properties\":{\"q\":{\"title\":\"T\",\"type\":\"string\"}}},"
                    + "{\"name\":\"bare\"}],\"tags\":[{\"name\":\"t\"}]}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final TestCore core = new TestCore(Map.of(), "main");
    private final TestMetadefs metadefs = new TestMetadefs(core);
    private final MetadefRepository records = core.records.metadefs();
    private Console console;

    @After
    public void close() {
        core.close();
    }

    private Path file(String name, String json) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve(name), json);
    }

    private MetadefsLoad load(Path path) {
        console = new Console();
        MetadefsLoad command = new MetadefsLoad();
        command.loading = metadefs.loading;
        command.session = console.session;
        command.path = path.toString();
        return command;
    }

    private void export(Path path) throws Exception {
        console = new Console();
        MetadefsExport command = new MetadefsExport();
        command.loading = metadefs.loading;
        command.session = console.session;
        command.path = path.toString();
        command.execute();
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void aDirectoryIsLoadedAndLoadedAgain() throws Exception {
        file("a.json", FULL);
        file("b.json", "{\"namespace\":\"OS::B\",\"owner\":\"me\"}");
        file("c.txt", "no definition");
        load(folder.getRoot().toPath()).execute();
        assertEquals(
                "a.json: OS::A created" + System.lineSeparator() + "b.json: OS::B created" + System.lineSeparator()
                        + "2 files: 2 created" + System.lineSeparator(),
                console.text());
        assertEquals("me", records.find("OS::B").orElseThrow().value().owner());
        assertEquals(
                MetadefVisibility.PRIVATE,
                records.find("OS::B").orElseThrow().value().visibility());
        load(folder.getRoot().toPath()).execute();
        assertTrue(console.text(), console.text().contains("2 files: 2 skipped"));
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void optionsSayWhatBecomesOfWhatIsThere() throws Exception {
        Path file = file("a.json", "{\"namespace\":\"A\",\"description\":\"one\"}");
        load(file).execute();
        file("a.json", "{\"namespace\":\"A\",\"description\":\"two\",\"tags\":[{\"name\":\"t\"}]}");
        MetadefsLoad merge = load(file);
        merge.merge = true;
        merge.execute();
        assertTrue(console.text().contains("A merged"));
        assertEquals("one", records.find("A").orElseThrow().value().description());
        MetadefsLoad preferNew = load(file);
        preferNew.merge = true;
        preferNew.preferNew = true;
        preferNew.execute();
        assertTrue(console.text().contains("A updated"));
        assertEquals("two", records.find("A").orElseThrow().value().description());
        MetadefsLoad overwrite = load(file);
        overwrite.merge = true;
        overwrite.overwrite = true;
        overwrite.execute();
        assertTrue(console.text().contains("A overwritten"));
        overwrite.preferNew = true;
        assertThrows(IllegalArgumentException.class, overwrite::execute);
        overwrite.merge = false;
        overwrite.preferNew = false;
        assertThrows(IllegalArgumentException.class, overwrite::execute);
    }

    @Test
    @Covers("op:CLI-MGR-8")
    public void badFilesDoNotStopTheOthers() throws Exception {
        String[] bad = {
            "",
            "[]",
            "{\"namespace\":",
            "{}",
            "{\"namespace\":\"\"}",
            "{\"namespace\":\"" + "n".repeat(81) + "\"}",
            "{\"namespace\":\"n\",\"protected\":1}",
            "{\"namespace\":\"n\",\"visibility\":\"shared\"}",
            "{\"namespace\":\"n\",\"display_name\":1}",
            "{\"namespace\":\"n\",\"properties\":[]}",
            "{\"namespace\":\"n\",\"properties\":{\"p\":1}}",
            "{\"namespace\":\"n\",\"properties\":{\"p\":{\"type\":\"string\"}}}",
            "{\"namespace\":\"n\",\"objects\":{}}",
            "{\"namespace\":\"n\",\"objects\":[{}]}",
            "{\"namespace\":\"n\",\"tags\":[{\"name\":\"t\"},{\"name\":\"t\"}]}"
        };
        for (int i = 0; i < bad.length; i++) {
            file("bad" + i + ".json", bad[i]);
        }
        file("good.json", "{\"namespace\":\"good\"}");
        MetadefsLoad command = load(folder.getRoot().toPath());
        IOException failure = assertThrows(IOException.class, command::execute);
        assertEquals(bad.length + " of " + (bad.length + 1) + " files could not be loaded.", failure.getMessage());
        assertTrue(console.text(), console.text().contains("1 created, " + bad.length + " failed"));
        assertTrue(console.text(), console.text().contains("bad11.json: failed: the property p: "));
        assertTrue(records.find("good").isPresent());
        assertTrue(records.find("n").isEmpty());
    }

    @Test
    public void aSourceWithoutDefinitionsIsAnError() throws Exception {
        assertThrows(IOException.class, load(folder.newFolder().toPath())::execute);
        assertThrows(IOException.class, load(Path.of("/none"))::execute);
    }

    @Test
    @Covers("op:CLI-MGR-9")
    public void whatIsExportedIsWhatWasLoaded() throws Exception {
        Path given = file("a.json", FULL);
        load(given).execute();
        Path target = folder.getRoot().toPath().resolve("new/directory");
        export(target);
        Path written = target.resolve("MyÄname1.json");
        assertTrue(console.text(), console.text().contains("OS::A: MyÄname1.json"));
        MetadefDefinition before = DefinitionFile.read(given);
        MetadefDefinition after = DefinitionFile.read(written);
        assertEquals(before.contents(), after.contents());
        assertEquals("admin", after.namespace().owner());
        MetadefsUnload unload = new MetadefsUnload();
        unload.loading = metadefs.loading;
        unload.session = console.session;
        unload.execute();
        assertTrue(records.find("OS::A").isEmpty());
        load(target).execute();
        export(target);
        assertEquals(after, DefinitionFile.read(written));
    }

    @Test
    @Covers("op:CLI-MGR-9")
    public void filesHaveNamesOfTheirOwn() throws Exception {
        file("a.json", "{\"namespace\":\"A\",\"display_name\":\"Same\"}");
        file("b.json", "{\"namespace\":\"B\",\"display_name\":\"same!\"}");
        file("c.json", "{\"namespace\":\"::C::\"}");
        file("d.json", "{\"namespace\":\"::\"}");
        file("e.json", "{\"namespace\":\"E\",\"display_name\":\"../..\"}");
        load(folder.getRoot().toPath()).execute();
        Path target = folder.newFolder("out").toPath();
        export(target);
        try (Stream<Path> files = Files.list(target)) {
            assertEquals(
                    List.of("C.json", "Same.json", "namespace-2.json", "namespace.json", "same-2.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
