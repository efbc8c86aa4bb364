package org.vitrine.config.oslo.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a bundle says in {@code OSGI-INF/metatype} of its configurations. Read here instead of asked of a Metatype Service,
 * as bundles that are not resolved count too, and shall not be resolved by being asked.
 *
 * @param keys the keys by PID
 * @param open PIDs that are named without their keys
 */
record Metatype(Map<String, Set<String>> keys, Set<String> open) {
    private static final Logger LOG = LoggerFactory.getLogger(Metatype.class);
    private static final String FOLDER = "OSGI-INF/metatype/";
    private static final XMLInputFactory XML = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Of a bundle or a fragment; what cannot be read of it counts as not there. */
    static Metatype of(Bundle bundle) {
        Documents documents = new Documents();
        try {
            var paths = bundle.getEntryPaths(FOLDER);
            for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
                if (path.endsWith(".xml")) {
                    documents.add(bundle, path);
                }
            }
        } catch (IllegalStateException e) {
            LOG.debug("{} has gone since it was listed", bundle, e);
        }
        return documents.metatype();
    }

    /** The documents of one bundle: a configuration may be named in one and described in another. */
    private static final class Documents {
        private final Map<String, Set<String>> definitions = new HashMap<>();
        private final Map<String, Set<String>> designates = new HashMap<>();

        /** Takes all of a document, or nothing. */
        void add(Bundle bundle, String path) {
            Documents read = new Documents();
            URL entry = bundle.getEntry(path);
            if (entry == null) {
                return;
            }
            try (InputStream in = entry.openStream()) {
                read.read(XML.createXMLStreamReader(in));
            } catch (IOException | XMLStreamException e) {
                LOG.debug("{} of {} is no metatype", path, bundle, e);
                return;
            }
            read.definitions.forEach((id, keys) -> set(definitions, id).addAll(keys));
            read.designates.forEach((pid, ids) -> set(designates, pid).addAll(ids));
        }

        private void read(XMLStreamReader xml) throws XMLStreamException {
            String definition = "";
            String pid = "";
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "OCD" -> {
                        definition = attribute(xml, "id");
                        set(definitions, definition);
                    }
                    case "AD" -> set(definitions, definition).add(attribute(xml, "id"));
                    case "Designate" -> {
                        String factory = attribute(xml, "factoryPid");
                        pid = factory.isEmpty() ? attribute(xml, "pid") : factory;
                        set(designates, pid);
                    }
                    case "Object" -> set(designates, pid).add(attribute(xml, "ocdref"));
                    default -> {
                        // Icons, options and what later versions may bring.
                    }
                }
            }
        }

        private static String attribute(XMLStreamReader xml, String name) {
            String value = xml.getAttributeValue(null, name);
            return value == null ? "" : value.strip();
        }

        private static Set<String> set(Map<String, Set<String>> map, String key) {
            return map.computeIfAbsent(key, missing -> new HashSet<>());
        }

        Metatype metatype() {
            Map<String, Set<String>> keys = new HashMap<>();
            Set<String> open = new HashSet<>();
            designates.forEach((pid, ids) -> {
                if (!ids.isEmpty() && definitions.keySet().containsAll(ids)) {
                    ids.forEach(id -> set(keys, pid).addAll(definitions.get(id)));
                } else {
                    open.add(pid);
                }
            });
            return new Metatype(keys, open);
        }
    }
}
