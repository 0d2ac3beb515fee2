package health.lode.deidentify.dicom.part10;

import health.lode.deidentify.dicom.part10.TransferSyntax.Encoding;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM file, with or without preamble and meta information. A deflated data set is inflated into
 * the scratch file, so that everything can be read at its place.
 */
public final class DicomFile implements Closeable {
  /** A deflated data set may grow to this and no further. */
  static final long WIDEST_INFLATED = 8L << 30;

  private static final int PREAMBLE = 128;
  private final DicomInput in;
  private final Map<Integer, String> meta;
  private final TransferSyntax syntax;
  private final long start;
  private final @Nullable Path inflated;
  private final long size;

  private DicomFile(
      long size,
      DicomInput in,
      Map<Integer, String> meta,
      TransferSyntax syntax,
      long start,
      @Nullable Path inflated) {
    this.size = size;
    this.in = in;
    this.meta = meta;
    this.syntax = syntax;
    this.start = start;
    this.inflated = inflated;
  }

  /** Names a file that may be made; asked only where one is needed. */
  public interface ScratchFile {
    Path path() throws IOException;
  }

  /**
   * Opens a file and finds how it is written.
   *
   * @param scratch a file that may be made and is removed by {@link #close}
   */
  public static DicomFile open(Path file, Path scratch) throws IOException {
    return open(file, () -> scratch);
  }

  /** As above, for a caller that makes the scratch file's folder only where it is needed. */
  public static DicomFile open(Path file, ScratchFile scratch) throws IOException {
    DicomInput in = DicomInput.open(file);
    try {
      return of(in, scratch);
    } catch (EOFException e) {
      in.close();
      throw notDicom();
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static DicomFile of(DicomInput in, ScratchFile scratch) throws IOException {
    long metaStart = metaStart(in);
    Map<Integer, String> meta = new HashMap<>();
    long start = metaStart < 0 ? 0 : readMeta(in, metaStart, meta);
    String uid = meta.getOrDefault(Tags.TRANSFER_SYNTAX_UID, "");
    TransferSyntax syntax;
    if (uid.isEmpty()) {
      syntax = TransferSyntax.of(guessed(in, start, metaStart >= 0));
    } else {
      syntax =
          TransferSyntax.of(uid)
              .orElseThrow(
                  () ->
                      BrokenDicom.refused(
                          DicomReason.DICOM_SYNTAX_UNKNOWN,
                          "The transfer syntax is not one of the standard that is read here.",
                          "传输语法不是此处可读的标准语法。",
                          "Have the archive send it in explicit VR little endian.",
                          "请让影像系统以显式小端语法发送。"));
    }
    if (syntax.deflated()) {
      Path inflated = scratch.path();
      inflate(in, start, inflated);
      in.close();
      return new DicomFile(in.size(), DicomInput.open(inflated), meta, syntax, 0, inflated);
    }
    return new DicomFile(in.size(), in, meta, believed(in, start, syntax), start, null);
  }

  private static long metaStart(DicomInput in) throws IOException {
    if (in.size() >= PREAMBLE + 4 && isMagic(in.bytes(PREAMBLE, 4))) {
      return PREAMBLE + 4;
    }
    if (in.size() < 8) {
      throw notDicom();
    }
    byte[] first = in.bytes(0, 8);
    if (isMagic(first)) {
      return 4;
    }
    return first[0] == 2 && first[1] == 0 ? 0 : -1;
  }

  private static boolean isMagic(byte[] bytes) {
    return bytes[0] == 'D' && bytes[1] == 'I' && bytes[2] == 'C' && bytes[3] == 'M';
  }

  /** Reads group 0002, whatever its group length claims; returns where the data set begins. */
  private static long readMeta(DicomInput in, long start, Map<Integer, String> meta)
      throws IOException {
    DataSetReader reader = new DataSetReader(in);
    long at = start;
    while (in.size() - at >= 8) {
      ByteBuffer bytes = in.at(at, 8, false);
      if (Short.toUnsignedInt(bytes.getShort()) != 2) {
        return at;
      }
      Element element = reader.header(at, Encoding.EXPLICIT_LITTLE, in.size());
      if (element.undefinedLength() || element.length() > in.size() - element.offset()) {
        throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, element.offset(), element.tag());
      }
      if (element.vr() == Vr.UI && element.length() <= 256) {
        byte[] value = in.bytes(element.offset(), (int) element.length());
        meta.put(element.tag(), new String(value, StandardCharsets.US_ASCII).trim());
      }
      at = element.offset() + element.length();
    }
    return at;
  }

  /**
   * What the first element looks like.
   *
   * @param marked whether the file says that it is DICOM; one that does not, and begins with no
   *     attribute of the standard, is refused
   */
  private static Encoding guessed(DicomInput in, long start, boolean marked) throws IOException {
    if (in.size() - start < 8) {
      throw notDicom();
    }
    byte[] b = in.bytes(start, 8);
    ByteBuffer bytes = ByteBuffer.wrap(b);
    int little = tag(bytes.order(ByteOrder.LITTLE_ENDIAN));
    int big = tag(bytes.order(ByteOrder.BIG_ENDIAN));
    boolean letters = Vr.of(b[4] & 0xFF, b[5] & 0xFF) != null;
    if (known(little)) {
      return letters ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
    }
    if (known(big) && letters) {
      return Encoding.EXPLICIT_BIG;
    }
    if (marked) {
      return letters ? Encoding.EXPLICIT_LITTLE : Encoding.IMPLICIT_LITTLE;
    }
    throw notDicom();
  }

  private static int tag(ByteBuffer bytes) {
    return bytes.getShort(0) << 16 | Short.toUnsignedInt(bytes.getShort(2));
  }

  private static boolean known(int tag) {
    return Tags.group(tag) >= 8
        && !Tags.isPrivate(tag)
        && (Dictionary.vr(tag) != null || (Tags.element(tag) == 0 && Tags.group(tag) <= 0x28));
  }

  /** Some writers announce one encoding and use the other: the first element shows which. */
  private static TransferSyntax believed(DicomInput in, long start, TransferSyntax said)
      throws IOException {
    if (in.size() - start < 8) {
      return said;
    }
    byte[] b = in.bytes(start, 8);
    boolean letters = Vr.of(b[4] & 0xFF, b[5] & 0xFF) != null;
    boolean little = known(tag(ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN)));
    if (little && letters && !said.encoding().explicit()) {
      return TransferSyntax.EXPLICIT_LITTLE;
    }
    return little && !letters && said.encoding() == Encoding.EXPLICIT_LITTLE && !said.encapsulated()
        ? TransferSyntax.IMPLICIT_LITTLE
        : said;
  }

  private static void inflate(DicomInput in, long start, Path scratch) throws IOException {
    Inflater inflater = new Inflater(true);
    ByteBuffer source = ByteBuffer.allocate(DicomInput.SMALL);
    ByteBuffer sink = ByteBuffer.allocate(DicomInput.SMALL);
    try (FileChannel out =
        FileChannel.open(scratch, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long at = start;
      long written = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int length = (int) Math.min(source.capacity(), in.size() - at);
          if (length <= 0 || inflater.needsDictionary()) {
            throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, at, 0);
          }
          in.readInto(at, source.clear().limit(length));
          at += length;
          inflater.setInput(source.flip());
        }
        sink.clear();
        inflater.inflate(sink);
        sink.flip();
        written += sink.remaining();
        if (written > WIDEST_INFLATED) {
          throw BrokenDicom.at(DicomReason.DICOM_INFLATES_TOO_FAR, at, 0);
        }
        while (sink.hasRemaining()) {
          out.write(sink);
        }
      }
    } catch (DataFormatException e) {
      throw BrokenDicom.at(DicomReason.DICOM_BROKEN, start, 0);
    } finally {
      inflater.end();
    }
  }

  private static health.lode.refusal.RefusedException notDicom() {
    return BrokenDicom.refused(
        DicomReason.DICOM_NOT,
        "The file is no DICOM file.",
        "该文件不是 DICOM 文件。",
        "Leave such files out of the folder; other kinds have commands of their own.",
        "请不要把此类文件放入该目录；其他类型的数据有各自的命令。");
  }

  /** Bytes of the file as it was opened, deflated or not. */
  public long size() {
    return size;
  }

  /** Where values are read. */
  public DicomInput in() {
    return in;
  }

  public TransferSyntax syntax() {
    return syntax;
  }

  /** A text of the file meta information; empty where it is missing. */
  public String meta(int tag) {
    return meta.getOrDefault(tag, "");
  }

  /** Walks the data set. */
  public void read(DataSetVisitor visitor) throws IOException {
    new DataSetReader(in).read(start, syntax.encoding(), visitor);
  }

  @Override
  public void close() throws IOException {
    in.close();
    if (inflated != null) {
      Files.deleteIfExists(inflated);
    }
  }
}
