package health.lode.deidentify.dicom.part10;

import java.io.IOException;

/** Told the elements of a data set in the order in which they stand. */
public interface DataSetVisitor {
  /** An element with a value of its own. */
  default void element(Element element) throws IOException {}

  /** A sequence begins; where the answer is false it is passed over without a word. */
  default boolean sequence(Element element) throws IOException {
    return true;
  }

  /** An item of the sequence at hand begins; the first has number 0. */
  default void item(int number) throws IOException {}

  default void endItem() throws IOException {}

  default void endSequence() throws IOException {}

  /** Encapsulated fragments begin (PS3.5 A.4); false passes over them. */
  default boolean fragments(Element element) throws IOException {
    return true;
  }

  /** A fragment; the first, number 0, is the offset table. */
  default void fragment(int number, long offset, long length) throws IOException {}

  default void endFragments() throws IOException {}
}
