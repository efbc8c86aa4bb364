package org.vitrine.store.s3;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of S3's answers, which are small.
 *
 * @param name without namespace
 * @param text directly in it
 * @param children in order
 */
record XmlNode(String name, String text, List<XmlNode> children) {
    private static final int DEEPEST = 10;

    /** Reads a document; document types, and what they can do, are refused. */
    static XmlNode parse(String document) throws IOException {
        // The runtime's own, whatever other bundles brought; without anything that would read files or addresses.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document.strip()));
            reader.nextTag();
            return element(reader, 0);
        } catch (XMLStreamException e) {
            throw new IOException("the answer is no XML", e);
        }
    }

    private static XmlNode element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("too deep");
        }
        String name = reader.getLocalName();
        var text = new StringBuilder();
        List<XmlNode> children = new ArrayList<>();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(reader, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new XMLStreamException("it ends too early");
            }
        }
        return new XmlNode(name, text.toString().strip(), List.copyOf(children));
    }

    /** The text of the first child of that name. */
    Optional<String> textOf(String child) {
        return children.stream()
                .filter(node -> node.name.equals(child))
                .map(XmlNode::text)
                .findFirst();
    }

    /** The children of that name. */
    List<XmlNode> all(String child) {
        return children.stream().filter(node -> node.name.equals(child)).toList();
    }
}
