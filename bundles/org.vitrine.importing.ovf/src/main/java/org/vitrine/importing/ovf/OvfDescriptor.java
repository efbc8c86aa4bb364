package org.vitrine.importing.ovf;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.vitrine.spi.importing.CheckedStream;

/**
 * What an OVF descriptor says that matters here (TASK-12).
 *
 * @param disk the name of the file of its only disk; not to be used as a path
 * @param properties of its processors, of those that are wanted; the last one counts where there are several
 */
record OvfDescriptor(String disk, Map<String, String> properties) {
    private static final String PROCESSOR =
            "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ProcessorAllocationSettingData";
    private static final String PREFIX = "cim_pasd_";
    private static final long LARGEST = 4L << 20;
    private static final int DEEPEST = 64;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VALUE = 65_535;

    /** Reads it; {@code INVALID} when it is no descriptor, or has a document type, no disk, or more than one. */
    static OvfDescriptor read(InputStream descriptor, Set<String> wanted) throws IOException {
        // The runtime's own, whatever other bundles brought; without anything that would read files or addresses.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            Reading reading = new Reading(factory.createXMLStreamReader(new Bounded(descriptor)), wanted);
            reading.all();
            return new OvfDescriptor(reading.disk(), reading.properties);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException cause) {
                throw cause;
            }
            throw TarIndex.invalid("its descriptor is no XML without a document type");
        }
    }

    /** A file that the descriptor refers to. */
    private record Reference(String name, Optional<String> compression, boolean inChunks) {}

    /** A descriptor on its way. */
    private static final class Reading {
        private final XMLStreamReader reader;
        private final Set<String> wanted;
        private final Map<String, Reference> files = new HashMap<>();
        private final List<Optional<String>> disks = new ArrayList<>();
        private final Map<String, String> properties = new TreeMap<>();
        /** The names of the elements around. */
        private final List<String> open = new ArrayList<>();

        private final StringBuilder text = new StringBuilder();
        private Optional<String> property = Optional.empty();

        Reading(XMLStreamReader reader, Set<String> wanted) {
            this.reader = reader;
            this.wanted = wanted;
        }

        void all() throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        finishProperty();
                        open.remove(open.size() - 1);
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw TarIndex.invalid("its descriptor has a document type");
                    default -> {}
                }
            }
        }

        private void begin() {
            finishProperty();
            String name = reader.getLocalName();
            element(open.isEmpty() ? "" : open.get(open.size() - 1), name);
            boolean is = PROCESSOR.equals(reader.getNamespaceURI()) && wanted.contains(name);
            property = is ? Optional.of(PREFIX + name) : Optional.empty();
            text.setLength(0);
            open.add(name);
            if (open.size() > DEEPEST) {
                throw TarIndex.invalid("its descriptor is nested too deeply");
            }
        }

        /** A property is the text at the beginning of its element. */
        private void finishProperty() {
            property.ifPresent(name -> keep(name, text.toString().strip()));
            property = Optional.empty();
            text.setLength(0);
        }

        private void element(String parent, String name) {
            if (name.equals("File") && parent.equals("References")) {
                String id = attribute("id").orElseThrow(() -> TarIndex.invalid("a file in its descriptor has no id"));
                String href =
                        attribute("href").orElseThrow(() -> TarIndex.invalid("a file in its descriptor has no name"));
                Reference file = new Reference(
                        href,
                        attribute("compression").filter(method -> !method.isEmpty() && !method.equals("identity")),
                        attribute("chunkSize").isPresent());
                if (files.put(id, file) != null) {
                    throw TarIndex.invalid("two files in its descriptor have the same id");
                }
            } else if (name.equals("Disk") && parent.equals("DiskSection")) {
                disks.add(attribute("fileRef"));
            }
        }

        /** Of any namespace, as the versions of OVF have several. */
        private Optional<String> attribute(String name) {
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                if (reader.getAttributeLocalName(i).equals(name)) {
                    return Optional.of(reader.getAttributeValue(i));
                }
            }
            return Optional.empty();
        }

        private void keep(String name, String value) {
            if (name.length() > LONGEST_NAME || value.length() > LONGEST_VALUE || !isStorable(value)) {
                throw TarIndex.invalid("a property in its descriptor is too long, or has characters beyond U+FFFF");
            }
            properties.put(name, value);
        }

        /** As the databases want it (LIM-33). */
        private static boolean isStorable(String text) {
            return text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
        }

        String disk() {
            if (disks.isEmpty()) {
                throw TarIndex.invalid("its descriptor has no disk");
            }
            if (disks.size() > 1) {
                throw TarIndex.invalid("its descriptor has several disks");
            }
            Reference file = disks.get(0)
                    .map(files::get)
                    .orElseThrow(() -> TarIndex.invalid("the disk in its descriptor refers to no file"));
            if (file.compression().isPresent() || file.inChunks()) {
                throw TarIndex.invalid("its disk is compressed or in pieces");
            }
            return file.name();
        }
    }

    /** A descriptor as long as it is not too large. */
    private static final class Bounded extends CheckedStream {
        private long left = LARGEST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        protected void passing(byte[] bytes, int offset, int length) {
            left -= length;
            if (left < 0) {
                throw TarIndex.invalid("its descriptor is larger than " + LARGEST + " bytes");
            }
        }

        /** Whether that was a whole descriptor, its reader says. */
        @Override
        protected void passed() {}
    }
}
