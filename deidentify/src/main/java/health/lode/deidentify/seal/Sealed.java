package health.lode.deidentify.seal;

import health.lode.deidentify.StagedOutput;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/**
 * Sealed files: header in the clear, the encapsulated key, frames. Inside the frames each file
 * stands with its name and size, and an end mark. Any size in the memory of one frame.
 *
 * <p>Who sealed a file is not proved by the seal: anybody may seal to a public key. The sender's
 * ledger enters {@link Receipt#sha256}, and that entry is what is signed.
 */
public final class Sealed {
  private static final int FILE = 'F';
  private static final int END = 'E';
  private static final int BUFFER = 64 * 1024;

  private Sealed() {}

  /**
   * What was sealed, for the ledger.
   *
   * @param sha256 hex hash of the sealed file
   * @param files how many files are inside
   * @param bytes their bytes together, unsealed
   */
  public record Receipt(SealHeader header, String sha256, int files, long bytes) {}

  /**
   * Seals a file or a folder for one recipient. The output appears whole or not at all.
   *
   * @param release the release's id
   * @param recipient the recipient's name
   * @throws health.lode.refusal.RefusedException {@code SEAL_CONTENT_REFUSED}, {@code
   *     RECIPIENT_KEY_UNREADABLE} for a weak key, {@code OUTPUT_REFUSED}
   */
  public static Receipt seal(
      Path plain, String release, String recipient, RecipientPublicKey key, Path out)
      throws IOException {
    Contents contents = Contents.of(plain);
    SealHeader.Form form = Files.isDirectory(plain) ? SealHeader.Form.FOLDER : SealHeader.Form.FILE;
    SealHeader header;
    try {
      header = new SealHeader(release, recipient, key.fingerprint(), form, contents.manifest());
    } catch (IllegalArgumentException e) {
      throw SealRefusals.content(
          "The release or the recipient has no name that may be written.", "发布编号或接收方名称不可用。", e);
    }
    byte[] info = header.encoded();
    SealKeys.Fresh fresh;
    try {
      fresh = SealKeys.fresh(key, info);
    } catch (IllegalArgumentException e) {
      throw SealRefusals.key(out, "would be sealed to a weak key", "的接收方公钥不安全", e);
    }
    MessageDigest whole = Contents.sha256();
    Contents.Manifest written = new Contents.Manifest();
    try (StagedOutput staged = StagedOutput.at(out)) {
      try (OutputStream file =
          new BufferedOutputStream(
              new DigestOutputStream(Files.newOutputStream(staged.path()), whole), BUFFER)) {
        file.write(info);
        file.write(fresh.encapsulation());
        try (Frames.Out frames = new Frames.Out(file, fresh.frames());
            DataOutputStream data = new DataOutputStream(frames)) {
          for (Map.Entry<String, Path> each : contents.files().entrySet()) {
            writeFile(each.getKey(), each.getValue(), data, written);
          }
          data.writeByte(END);
          data.writeInt(written.count());
        }
      }
      if (!written.hash().equals(header.manifest())) {
        throw changed();
      }
      staged.publish();
    }
    return new Receipt(
        header, HexFormat.of().formatHex(whole.digest()), written.count(), written.bytes());
  }

  private static health.lode.refusal.RefusedException changed() {
    return SealRefusals.content("A file changed while it was being sealed.", "有文件在密封期间被修改。", null);
  }

  private static void writeFile(
      String name, Path file, DataOutputStream data, Contents.Manifest manifest)
      throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    long size = Files.size(file);
    data.writeByte(FILE);
    data.writeShort(utf8.length);
    data.write(utf8);
    data.writeLong(size);
    MessageDigest hash = Contents.sha256();
    byte[] buffer = new byte[BUFFER];
    long left = size;
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw changed();
        }
        hash.update(buffer, 0, read);
        data.write(buffer, 0, read);
        left -= read;
      }
    }
    manifest.add(name, size, hash.digest());
  }

  /**
   * The header of a sealed file, without a key: who may open it. Not proved until it is opened.
   *
   * @throws health.lode.refusal.RefusedException {@code SEAL_UNREADABLE}
   */
  public static SealHeader header(Path sealed) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(sealed))) {
      return SealHeader.read(in);
    }
  }

  /**
   * Opens a sealed file. What was inside appears whole, or not at all.
   *
   * @param out where the file or folder goes; must not be there yet
   * @throws health.lode.refusal.RefusedException {@code SEAL_UNREADABLE}, {@code
   *     SEAL_NOT_FOR_THIS_KEY}, {@code SEAL_DAMAGED}, {@code OUTPUT_REFUSED}
   */
  public static Receipt open(Path sealed, RecipientKey key, Path out) throws IOException {
    MessageDigest whole = Contents.sha256();
    try (InputStream file =
            new java.security.DigestInputStream(
                new BufferedInputStream(Files.newInputStream(sealed), BUFFER), whole);
        StagedOutput staged = StagedOutput.at(out)) {
      SealHeader header = SealHeader.read(file);
      if (!header.key().equals(key.publicKey().fingerprint())) {
        throw SealRefusals.otherKey(header, key);
      }
      byte[] encapsulation = file.readNBytes(SealKeys.ENCAPSULATION);
      if (encapsulation.length < SealKeys.ENCAPSULATION) {
        throw SealRefusals.damaged(new EOFException());
      }
      Frames.In frames = new Frames.In(file, SealKeys.again(key, encapsulation, header.encoded()));
      Contents.Manifest manifest = new Contents.Manifest();
      if (header.form() == SealHeader.Form.FOLDER) {
        Files.createDirectory(staged.path());
      }
      readFiles(frames, header, staged.path(), manifest);
      if (!manifest.hash().equals(header.manifest())) {
        throw SealRefusals.damaged(null);
      }
      staged.publish();
      return new Receipt(
          header, HexFormat.of().formatHex(whole.digest()), manifest.count(), manifest.bytes());
    } catch (FileAlreadyExistsException e) {
      // A name that is a file and a folder at once, or two names that this disk holds for one.
      throw SealRefusals.damaged(e);
    }
  }

  private static void readFiles(
      Frames.In frames, SealHeader header, Path place, Contents.Manifest manifest)
      throws IOException {
    String before = "";
    while (true) {
      int kind = frames.exactly(1)[0];
      if (kind == END) {
        int count = ByteBuffer.wrap(frames.exactly(Integer.BYTES)).getInt();
        if (count != manifest.count() || frames.read() >= 0) {
          throw SealRefusals.damaged(null);
        }
        return;
      }
      if (kind != FILE) {
        throw SealRefusals.damaged(null);
      }
      int length = Short.toUnsignedInt(ByteBuffer.wrap(frames.exactly(Short.BYTES)).getShort());
      String name = utf8(frames.exactly(length));
      long size = ByteBuffer.wrap(frames.exactly(Long.BYTES)).getLong();
      boolean single = header.form() == SealHeader.Form.FILE;
      // Whoever sealed it may be hostile: names must stay inside and come in order, once each.
      if (!Contents.nameIsPlain(name)
          || size < 0
          || name.compareTo(before) <= 0
          || (single && (manifest.count() > 0 || name.contains("/")))) {
        throw SealRefusals.damaged(null);
      }
      before = name;
      Path file = single ? place : place.resolve(name);
      if (!single) {
        Files.createDirectories(file.getParent());
      }
      copy(frames, file, name, size, manifest);
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw SealRefusals.damaged(e);
    }
  }

  private static void copy(
      Frames.In frames, Path file, String name, long size, Contents.Manifest manifest)
      throws IOException {
    MessageDigest hash = Contents.sha256();
    byte[] buffer = new byte[BUFFER];
    long left = size;
    try (OutputStream out =
        Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW)) {
      while (left > 0) {
        int read = frames.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw SealRefusals.damaged(new EOFException());
        }
        hash.update(buffer, 0, read);
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    manifest.add(name, size, hash.digest());
  }
}
