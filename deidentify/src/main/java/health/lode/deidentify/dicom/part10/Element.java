package health.lode.deidentify.dicom.part10;

import health.lode.deidentify.dicom.part10.TransferSyntax.Encoding;

/**
 * One data element as it stands in a file; its value stays there until asked for.
 *
 * @param vr what it is by its header, or by the dictionary where the header does not say
 * @param written what the header says; {@code UN} where it says nothing better
 * @param offset of the value's first byte
 * @param length of the value in bytes; {@link #UNDEFINED} where delimiters end it
 * @param encoding of this element's value
 */
public record Element(int tag, Vr vr, Vr written, long offset, long length, Encoding encoding) {
  public static final long UNDEFINED = -1;

  public boolean undefinedLength() {
    return length == UNDEFINED;
  }
}
