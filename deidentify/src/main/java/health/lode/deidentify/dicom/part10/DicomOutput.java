package health.lode.deidentify.dicom.part10;

import health.lode.deidentify.dicom.part10.TransferSyntax.Encoding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;

/**
 * Writes a Part 10 file: zero preamble, meta information, data set. Sequences and items get
 * undefined lengths, so that nothing need be known before it is written.
 */
public final class DicomOutput implements Closeable {
  /** What wrote the file: a UID under 2.25 made once for this product. */
  public static final String IMPLEMENTATION_CLASS_UID =
      "2.25.127583921764605228437120946281550673311";

  public static final String IMPLEMENTATION_VERSION = "LODE_1";

  private static final int PREAMBLE = 128;
  private static final int UNDEFINED = -1;
  private static final int WIDEST_SHORT = 0xFFFE;

  /** What is likely to stand in the input's window already. */
  private static final int SHORT = 4096;

  private final FileChannel file;
  private final ByteBuffer buffer;
  private final Encoding encoding;
  private final boolean deflated;
  private WritableByteChannel sink;
  private long passed;
  private boolean closed;

  /**
   * @param place must not be there yet
   * @param sopClass written into the meta information, empty where unknown; as is {@code
   *     sopInstance}
   */
  public DicomOutput(Path place, TransferSyntax syntax, String sopClass, String sopInstance)
      throws IOException {
    this.file =
        FileChannel.open(
            place,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ);
    this.sink = file;
    this.buffer = Buffers.take();
    this.encoding = syntax.encoding();
    this.deflated = syntax.deflated();
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    try {
      meta(syntax, sopClass, sopInstance);
      if (deflated) {
        flush();
        sink = new Deflating(file);
      }
      buffer.order(encoding.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void meta(TransferSyntax syntax, String sopClass, String sopInstance) {
    buffer.position(PREAMBLE);
    for (int i = 0; i < PREAMBLE; i++) {
      buffer.put(i, (byte) 0); // the buffer was another file's
    }
    buffer.put("DICM".getBytes(StandardCharsets.US_ASCII));
    header(0x00020000, Vr.UL, 4, Encoding.EXPLICIT_LITTLE);
    int lengthAt = buffer.position();
    buffer.putInt(0);
    header(0x00020001, Vr.OB, 2, Encoding.EXPLICIT_LITTLE);
    buffer.put((byte) 0).put((byte) 1);
    uid(Tags.MEDIA_STORAGE_SOP_CLASS_UID, sopClass);
    uid(Tags.MEDIA_STORAGE_SOP_INSTANCE_UID, sopInstance);
    uid(Tags.TRANSFER_SYNTAX_UID, syntax.uid());
    uid(0x00020012, IMPLEMENTATION_CLASS_UID);
    byte[] version = padded(Vr.SH, IMPLEMENTATION_VERSION.getBytes(StandardCharsets.US_ASCII));
    header(0x00020013, Vr.SH, version.length, Encoding.EXPLICIT_LITTLE);
    buffer.put(version);
    buffer.putInt(lengthAt, buffer.position() - lengthAt - 4);
  }

  private void uid(int tag, String uid) {
    if (!uid.isEmpty()) {
      byte[] value = padded(Vr.UI, uid.getBytes(StandardCharsets.US_ASCII));
      header(tag, Vr.UI, value.length, Encoding.EXPLICIT_LITTLE);
      buffer.put(value);
    }
  }

  private static byte[] padded(Vr vr, byte[] value) {
    if (value.length % 2 == 0) {
      return value;
    }
    byte[] even = java.util.Arrays.copyOf(value, value.length + 1);
    even[value.length] = vr.padding();
    return even;
  }

  /** An element with a value of the caller's; made even here. */
  public void element(int tag, Vr vr, byte[] value) throws IOException {
    byte[] even = padded(vr, value);
    Vr fitting =
        encoding.explicit() && !vr.hasLongLength() && even.length > WIDEST_SHORT ? Vr.UN : vr;
    begin(tag, fitting, even.length);
    if (even.length <= buffer.remaining()) {
      buffer.put(even);
    } else {
      flush();
      write(ByteBuffer.wrap(even));
    }
  }

  /** An element whose value passes as it stands. */
  public void copy(Element element, DicomInput in) throws IOException {
    long even = element.length() + (element.length() & 1);
    Vr vr = element.written() == Vr.UN ? element.vr() : element.written();
    if (vr == Vr.SQ || (encoding.explicit() && !vr.hasLongLength() && even > WIDEST_SHORT)) {
      vr = Vr.UN;
    }
    begin(element.tag(), vr, even);
    transfer(in, element.offset(), element.length());
    if (even > element.length()) {
      put(element.vr().padding());
    }
  }

  /** The header of a value that {@link #transfer} or {@link #bytes} brings. */
  public void begin(int tag, Vr vr, long evenLength) throws IOException {
    room(16);
    header(tag, vr, (int) evenLength, encoding);
  }

  /** Bytes of a value that was begun, as they stand elsewhere. */
  public void transfer(DicomInput in, long offset, long length) throws IOException {
    if (length <= buffer.remaining() && length <= SHORT) {
      buffer.put(in.bytes(offset, (int) length));
      return;
    }
    long at = offset;
    long end = offset + length;
    while (at < end) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      at += in.readSome(at, end, buffer);
    }
  }

  /** Bytes of a value that was begun. */
  public void bytes(ByteBuffer bytes) throws IOException {
    flush();
    write(bytes);
  }

  /** Where in the file the next byte goes; of no meaning in a deflated data set. */
  public long position() {
    return passed + buffer.position();
  }

  /** Writes over bytes that were written before. Not in a deflated data set. */
  public void overwrite(long at, ByteBuffer bytes) throws IOException {
    if (deflated) {
      throw new IllegalStateException("a deflated data set cannot be written over");
    }
    flush();
    long place = at;
    while (bytes.hasRemaining()) {
      place += file.write(bytes, place);
    }
  }

  /** Reads back bytes that were written before. */
  public void reread(long at, ByteBuffer into) throws IOException {
    flush();
    long place = at;
    while (into.hasRemaining()) {
      int read = file.read(into, place);
      if (read < 0) {
        throw new java.io.EOFException();
      }
      place += read;
    }
  }

  public void beginSequence(int tag) throws IOException {
    begin(tag, Vr.SQ, UNDEFINED);
  }

  public void beginItem() throws IOException {
    mark(Tags.ITEM, UNDEFINED);
  }

  public void endItem() throws IOException {
    mark(Tags.ITEM_END, 0);
  }

  public void endSequence() throws IOException {
    mark(Tags.SEQUENCE_END, 0);
  }

  /** Encapsulated pixel data; fragments follow, and {@link #endSequence}. */
  public void beginFragments(int tag, Vr vr) throws IOException {
    begin(tag, vr, UNDEFINED);
  }

  /** The header of a fragment, whose bytes follow. */
  public void beginFragment(long evenLength) throws IOException {
    mark(Tags.ITEM, (int) evenLength);
  }

  public void put(byte value) throws IOException {
    room(1);
    buffer.put(value);
  }

  private void mark(int tag, int length) throws IOException {
    room(8);
    buffer.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
  }

  private void header(int tag, Vr vr, int length, Encoding by) {
    buffer.putShort((short) (tag >>> 16)).putShort((short) tag);
    if (!by.explicit()) {
      buffer.putInt(length);
      return;
    }
    buffer.put((byte) vr.name().charAt(0)).put((byte) vr.name().charAt(1));
    if (vr.hasLongLength()) {
      buffer.putShort((short) 0).putInt(length);
    } else {
      buffer.putShort((short) length);
    }
  }

  private void room(int length) throws IOException {
    if (buffer.remaining() < length) {
      flush();
    }
  }

  /**
   * Writes what is buffered. The next piece ends at a multiple of the buffer's size in the file
   * again: a page cache takes whole pieces in large folios, and broken ones page by page.
   */
  private void flush() throws IOException {
    buffer.flip();
    write(buffer);
    buffer.clear();
    int left = buffer.capacity() - (int) (passed % buffer.capacity());
    if (left >= SHORT) {
      buffer.limit(left);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    passed += bytes.remaining();
    while (bytes.hasRemaining()) {
      sink.write(bytes);
    }
  }

  /** Writes what is left; the file is whole only after this. */
  public void finish() throws IOException {
    flush();
    if (sink instanceof Deflating deflating) {
      deflating.finish();
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    Buffers.giveBack(buffer);
    if (sink instanceof Deflating deflating) {
      deflating.close();
    }
    file.close();
  }

  /** A channel that deflates what passes (RFC 1951, PS3.5 A.5). */
  private static final class Deflating implements WritableByteChannel {
    private final FileChannel to;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private static final byte[] NOTHING = {};
    private final ByteBuffer out = ByteBuffer.allocate(DicomInput.SMALL);
    private long written;

    Deflating(FileChannel to) {
      this.to = to;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      deflater.setInput(bytes);
      while (!deflater.needsInput()) {
        drain();
      }
      deflater.setInput(NOTHING); // it holds on to the buffer, which its owner fills anew
      return length;
    }

    private void drain() throws IOException {
      out.clear();
      deflater.deflate(out);
      out.flip();
      written += out.remaining();
      while (out.hasRemaining()) {
        to.write(out);
      }
    }

    void finish() throws IOException {
      deflater.finish();
      while (!deflater.finished()) {
        drain();
      }
      if (written % 2 == 1) {
        to.write(ByteBuffer.allocate(1));
      }
    }

    @Override
    public boolean isOpen() {
      return to.isOpen();
    }

    @Override
    public void close() {
      deflater.end();
    }
  }
}
