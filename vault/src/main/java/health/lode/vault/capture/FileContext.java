package health.lode.vault.capture;

import health.lode.vault.journal.JournalPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the records of a file share, as its FILE record in the journal holds it.
 *
 * @param position of the FILE record; {@link JournalPosition#NONE} before it is journaled
 * @param receivedAt epoch milliseconds
 * @param name path within what was captured
 * @param context see {@link RecordConsumer#context}
 */
record FileContext(
    JournalPosition position,
    long receivedAt,
    String source,
    String format,
    String name,
    byte[] context) {

  FileContext at(JournalPosition place) {
    return new FileContext(place, receivedAt, source, format, name, context);
  }

  String fileName() {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(receivedAt);
      out.writeUTF(source);
      out.writeUTF(format);
      out.writeUTF(name);
      out.writeInt(context.length);
      out.write(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static FileContext decode(JournalPosition position, byte[] body) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      long receivedAt = in.readLong();
      String source = in.readUTF();
      String format = in.readUTF();
      String name = in.readUTF();
      byte[] context = in.readNBytes(in.readInt());
      return new FileContext(position, receivedAt, source, format, name, context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
