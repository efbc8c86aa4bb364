package org.vitrine.config.oslo.check;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

public class UnknownSettingsTest {
    private static final String STORES = document("""
            <OCD id="stores" name="Stores">
              <AD id="default.backend" type="String"/>
              <AD id="enabled.backends" type="String" cardinality="-1"><Option label="a" value="b"/></AD>
            </OCD>
            <OCD id="file" name="File store"><AD id="directories" type="String" cardinality="5"/></OCD>
            <Designate pid="org.vitrine.core.stores"><Object ocdref="stores"/></Designate>
            <Designate factoryPid="org.vitrine.store.file" bundle="*"><Object ocdref="file"/></Designate>
            """);

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final List<Bundle> bundles = new ArrayList<>();
    private final List<ComponentDescriptionDTO> components = new ArrayList<>();
    private final UnknownSettings unknown = new UnknownSettings(bundles::stream, () -> components);

    private static String document(String elements) {
        return "<?xml version=\"1.0\"?><m:MetaData xmlns:m=\"http://www.osgi.org/xmlns/metatype/v1.4.0\">" + elements
                + "</m:MetaData>";
    }

    private static URL url(String text) throws IOException {
        return new URL(null, "memory:entry", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                    }
                };
            }
        });
    }

    private void bundle(String... documents) {
        Map<String, String> entries = new TreeMap<>();
        for (String document : documents) {
            entries.put("OSGI-INF/metatype/" + entries.size() + ".xml", document);
        }
        entries.put("OSGI-INF/metatype/words.properties", "a = b");
        long id = bundles.size();
        bundles.add((Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getBundleId" -> id;
                    case "getLastModified" -> 7L;
                    case "getEntryPaths" -> documents.length == 0 ? null : Collections.enumeration(entries.keySet());
                    case "getEntry" -> url(entries.get(arguments[0]));
                    case "toString" -> "bundle " + id;
                    default -> throw new AssertionError("not asked of a bundle that may not be resolved: " + method);
                }));
        unknown.refresh();
    }

    private void component(String symbolicName, String... pids) {
        var component = new ComponentDescriptionDTO();
        component.bundle = new BundleDTO();
        component.bundle.id = bundles.size() - 1;
        component.bundle.symbolicName = symbolicName;
        component.configurationPid = pids;
        component.properties = Map.of("fixed", 1);
        var reference = new ReferenceDTO();
        reference.name = "driver";
        component.references = new ReferenceDTO[] {reference};
        components.add(component);
    }

    private List<String> in(String name, String... lines) throws IOException {
        Path file = Files.write(folder.getRoot().toPath().resolve(name), List.of(lines), StandardCharsets.ISO_8859_1);
        return unknown.in(file, name.replace(".cfg", "").replaceFirst("-", "~"));
    }

    @Test
    public void namesTheLineAndTheNearestKey() throws IOException {
        bundle(STORES);
        assertEquals(
                List.of("org.vitrine.core.stores.cfg:4: no installed bundle knows the key defualt.backend"
                        + " (did you mean default.backend?)"),
                in("org.vitrine.core.stores.cfg", "# stores", "enabled.backends = \\\n a,b", "defualt.backend = a"));
        assertEquals(
                List.of("org.vitrine.core.stores.cfg:1: no installed bundle knows the key quite?different"),
                in("org.vitrine.core.stores.cfg", "quite\\u0007different: 1"));
    }

    @Test
    public void namesTheNearestFileWhereNothingIsConfigured() throws IOException {
        bundle(STORES);
        assertEquals(
                List.of("org.vitrine.stor.file-x.cfg: no installed bundle is configured by org.vitrine.stor.file"
                        + " (did you mean org.vitrine.store.file-x.cfg?)"),
                in("org.vitrine.stor.file-x.cfg", "directories = /a"));
        assertEquals(
                List.of("org.vitrine.absent.cfg: no installed bundle is configured by org.vitrine.absent"),
                in("org.vitrine.absent.cfg"));
    }

    @Test
    public void knowsInstancesArraysAndWhatTheFrameworkReads() throws IOException {
        bundle(STORES);
        assertEquals(List.of(), in("org.vitrine.store.file-x.cfg", "directories = /a,/b", "service.ranking = 7"));
    }

    @Test
    public void aFragmentSpeaksForItsHost() throws IOException {
        bundle();
        bundle(
                document("<Designate pid=\"org.vitrine.late\"><Object ocdref=\"late\"/></Designate>"),
                document("<OCD id=\"late\"><AD id=\"a\"/></OCD>"));
        assertEquals(List.of(), in("org.vitrine.late.cfg", "a = 1"));
        assertEquals(1, in("org.vitrine.late.cfg", "b = 1").size());
    }

    @Test
    public void aMalformedMetatypeIsNone() throws IOException {
        bundle(
                "<MetaData><OCD id=\"a\"",
                "",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><MetaData><OCD id=\"&x;\"/></MetaData>",
                STORES,
                document("<Designate pid=\"org.vitrine.unsaid\"><Object ocdref=\"nowhere\"/></Designate><AD/>"));
        assertEquals(1, in("org.vitrine.core.stores.cfg", "a = 1").size());
        assertEquals("its keys are not told", List.of(), in("org.vitrine.unsaid.cfg", "a = 1"));
    }

    @Test
    public void componentsWithoutAMetatypeMayHaveAnyKeyUnlessTheyAreOurs() throws IOException {
        bundle();
        component("org.example", "org.vitrine.example");
        bundle(STORES);
        component("org.vitrine.core", "org.vitrine.core.policy", "org.vitrine.core.stores");
        assertEquals(List.of(), in("org.vitrine.example.cfg", "any = 1"));
        assertEquals(
                List.of(),
                in("org.vitrine.core.policy.cfg", "driver.target = (a=b)", "driver.cardinality.minimum=1", "fixed=2"));
        assertEquals(
                List.of("org.vitrine.core.policy.cfg:1: no installed bundle knows the key driver_target"
                        + " (did you mean driver.target?)"),
                in("org.vitrine.core.policy.cfg", "driver_target = (a=b)"));
    }

    @Test
    public void countsSlips() {
        assertEquals(0, Spelling.slips("", ""));
        assertEquals(3, Spelling.slips("abc", ""));
        assertEquals(1, Spelling.slips("defualt", "default"));
        assertEquals(2, Spelling.slips("kitten", "sittin"));
        assertEquals(Optional.empty(), Spelling.nearest("ab", List.of("cd")));
        assertEquals(Optional.of("aa"), Spelling.nearest("ab", List.of("cb", "aa")));
    }
}
