package health.lode.deidentify.markup;

import health.lode.deidentify.markup.Markup.Attribute;
import health.lode.deidentify.markup.Markup.Element;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads markup fail closed: a DTD, an entity that is not XML's own, an undeclared prefix or more
 * than {@link #DEEPEST} levels refuse the whole. Comments and processing instructions are left out.
 */
public final class MarkupReader {
  public static final int DEEPEST = 200;
  private static final XMLInputFactory FACTORY = factory();

  private MarkupReader() {}

  /** Why markup was refused. */
  public enum Fault {
    NOT_XML,
    HAS_DTD,
    TOO_DEEP
  }

  /** Markup that cannot be taken; never says what it held. */
  public static final class RefusedMarkup extends Exception {
    private static final long serialVersionUID = 1L;
    private final Fault fault;

    RefusedMarkup(Fault fault) {
      super(fault.name(), null, false, false);
      this.fault = fault;
    }

    public Fault fault() {
      return fault;
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("no entity is fetched");
        });
    return factory;
  }

  public static Element read(byte[] document) throws RefusedMarkup {
    try {
      return read(open(document));
    } catch (XMLStreamException | RuntimeException e) {
      throw new RefusedMarkup(Fault.NOT_XML);
    }
  }

  public static Element read(String document) throws RefusedMarkup {
    try {
      XMLStreamReader reader;
      synchronized (FACTORY) { // the JDK's factory reuses its last reader
        reader = FACTORY.createXMLStreamReader(new StringReader(document));
      }
      return read(reader);
    } catch (XMLStreamException | RuntimeException e) {
      throw new RefusedMarkup(Fault.NOT_XML);
    }
  }

  private static XMLStreamReader open(byte[] document) throws XMLStreamException {
    synchronized (FACTORY) {
      return FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
    }
  }

  private static Element read(XMLStreamReader reader) throws XMLStreamException, RefusedMarkup {
    Deque<Element> open = new ArrayDeque<>();
    Element root = Element.of("none", "");
    while (true) {
      switch (reader.getEventType()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new RefusedMarkup(Fault.HAS_DTD);
        case XMLStreamConstants.START_ELEMENT -> {
          Element element = element(reader);
          if (open.isEmpty()) {
            root = element;
          } else {
            open.getLast().inside().add(element);
          }
          open.addLast(element);
          if (open.size() > DEEPEST) {
            throw new RefusedMarkup(Fault.TOO_DEEP);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            open.getLast().inside().add(new Markup.Text(reader.getText()));
          }
        }
        default -> {
          // Comments and processing instructions are not carried over.
        }
      }
      if (!reader.hasNext()) {
        return root;
      }
      reader.next();
    }
  }

  private static Element element(XMLStreamReader reader) {
    ArrayList<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      String prefix = reader.getNamespacePrefix(i);
      String uri = reader.getNamespaceURI(i);
      attributes.add(
          new Attribute(prefix == null ? "xmlns" : "xmlns:" + prefix, uri == null ? "" : uri));
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i));
      attributes.add(new Attribute(name, reader.getAttributeValue(i)));
    }
    String uri = reader.getNamespaceURI();
    return new Element(
        qualified(reader.getPrefix(), reader.getLocalName()),
        uri == null ? "" : uri,
        attributes,
        new ArrayList<>());
  }

  private static String qualified(@org.jspecify.annotations.Nullable String prefix, String local) {
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }
}
