package health.lode.deidentify.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import health.lode.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on a sealed release: what is altered on the way does not open, and leaves nothing. */
class SealedTest {
  private static final int FRAME = Frames.PLAIN + Frames.TAG;
  private final RecipientKey key = RecipientKey.generate(new SecureRandom());
  @TempDir Path folder;
  private Path plain;

  @BeforeEach
  void aRelease() throws IOException {
    plain = folder.resolve("plain");
    Files.createDirectories(plain.resolve("images"));
    byte[] rows = new byte[3 * Frames.PLAIN + 777];
    new Random(5).nextBytes(rows);
    Files.write(plain.resolve("rows.csv"), rows);
    Files.writeString(plain.resolve("images/一.txt"), "影像");
    Files.createFile(plain.resolve("empty"));
  }

  private Path sealed() throws IOException {
    Path sealed = folder.resolve("sealed");
    if (!Files.exists(sealed)) {
      Sealed.seal(plain, "R-1", "institute", key.publicKey(), sealed);
    }
    return sealed;
  }

  private int framesBegin() throws IOException {
    return Sealed.header(sealed()).encoded().length + SealKeys.ENCAPSULATION;
  }

  private void refused(byte[] bytes, String code) throws IOException {
    Path altered = folder.resolve("altered");
    Files.write(altered, bytes);
    Path out = folder.resolve("opened");
    assertThatThrownBy(() -> Sealed.open(altered, key, out))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(code);
    assertThat(out).doesNotExist();
    try (var left = Files.list(folder)) {
      assertThat(left.filter(p -> p.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  @Test
  void whatWasSealedOpens() throws IOException {
    Path out = folder.resolve("opened");
    Sealed.Receipt opened = Sealed.open(sealed(), key, out);
    assertThat(opened.header().release()).isEqualTo("R-1");
    assertThat(opened.header().recipient()).isEqualTo("institute");
    assertThat(opened.files()).isEqualTo(3);
    assertThat(out.resolve("rows.csv")).hasSameBinaryContentAs(plain.resolve("rows.csv"));
    assertThat(out.resolve("images/一.txt")).hasContent("影像");
    assertThat(out.resolve("empty")).isEmptyFile();
  }

  @Test
  void oneFileOpensAsOneFile() throws IOException {
    Path sealed = folder.resolve("one");
    Sealed.Receipt receipt =
        Sealed.seal(plain.resolve("rows.csv"), "R-2", "x", key.publicKey(), sealed);
    Path out = folder.resolve("out.csv");
    assertThat(Sealed.open(sealed, key, out)).isEqualTo(receipt);
    assertThat(out).hasSameBinaryContentAs(plain.resolve("rows.csv"));
  }

  /** A payload whose last frame is exactly full, one byte short, and one byte over. */
  @Test
  void everyLengthAroundAFrameOpens() throws IOException {
    int around = 1 + 2 + 1 + 8 + 1 + 4; // entry head with a one-letter name, end mark, count
    for (int more = -2; more <= 2; more++) {
      Path file = folder.resolve("f");
      byte[] bytes = new byte[Frames.PLAIN - around + more];
      new Random(more).nextBytes(bytes);
      Files.write(file, bytes);
      Path sealed = folder.resolve("s" + more);
      Sealed.seal(file, "R", "x", key.publicKey(), sealed);
      Path out = folder.resolve("o" + more);
      Sealed.open(sealed, key, out);
      assertThat(out).hasBinaryContent(bytes);
    }
  }

  @Test
  void aFlippedBitAnywhereNearAFrameBoundaryIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(sealed());
    for (int boundary = framesBegin(); boundary < bytes.length; boundary += FRAME) {
      for (int at : new int[] {boundary - 1, boundary, boundary + 1, boundary + FRAME - 17}) {
        if (at >= bytes.length) {
          continue;
        }
        byte[] altered = bytes.clone();
        altered[at] ^= (byte) (1 << (at & 7));
        refused(altered, "SEAL_DAMAGED");
      }
    }
    byte[] altered = bytes.clone();
    altered[bytes.length - 1] ^= 1;
    refused(altered, "SEAL_DAMAGED");
  }

  @Test
  void noByteOfTheHeaderMayChange() throws IOException {
    byte[] bytes = Files.readAllBytes(sealed());
    for (int at = 0; at < framesBegin(); at++) {
      byte[] altered = bytes.clone();
      altered[at] ^= 1;
      Path file = folder.resolve("altered");
      Files.write(file, altered);
      assertThatThrownBy(() -> Sealed.open(file, key, folder.resolve("opened")))
          .as("byte %d", at)
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("SEAL_");
      assertThat(folder.resolve("opened")).doesNotExist();
    }
  }

  /** The header says another recipient; everything else is right. */
  @Test
  void aRenamedRecipientIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(sealed());
    SealHeader was = Sealed.header(sealed());
    SealHeader other =
        new SealHeader(was.release(), "company", was.key(), was.form(), was.manifest());
    ByteArrayOutputStream altered = new ByteArrayOutputStream();
    altered.write(other.encoded());
    altered.write(bytes, was.encoded().length, bytes.length - was.encoded().length);
    refused(altered.toByteArray(), "SEAL_DAMAGED");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(sealed());
    int begin = framesBegin();
    for (int length = begin; length < bytes.length; length += FRAME) {
      refused(Arrays.copyOf(bytes, length), "SEAL_DAMAGED");
      refused(Arrays.copyOf(bytes, Math.min(bytes.length - 1, length + 5)), "SEAL_DAMAGED");
      refused(Arrays.copyOf(bytes, Math.min(bytes.length - 1, length + FRAME - 1)), "SEAL_DAMAGED");
    }
    refused(Arrays.copyOf(bytes, begin - 1), "SEAL_DAMAGED");
    refused(Arrays.copyOf(bytes, 3), "SEAL_UNREADABLE");
    refused(new byte[0], "SEAL_UNREADABLE");
    refused(Arrays.copyOf(bytes, bytes.length + 1), "SEAL_DAMAGED");
  }

  @Test
  void swappedRepeatedAndDroppedFramesAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(sealed());
    int begin = framesBegin();
    byte[] swapped = bytes.clone();
    System.arraycopy(bytes, begin, swapped, begin + FRAME, FRAME);
    System.arraycopy(bytes, begin + FRAME, swapped, begin, FRAME);
    refused(swapped, "SEAL_DAMAGED");
    byte[] repeated = bytes.clone();
    System.arraycopy(bytes, begin, repeated, begin + FRAME, FRAME);
    refused(repeated, "SEAL_DAMAGED");
    byte[] dropped = Arrays.copyOf(bytes, bytes.length - FRAME);
    System.arraycopy(bytes, begin + FRAME, dropped, begin, dropped.length - begin);
    refused(dropped, "SEAL_DAMAGED");
  }

  /** Frames of another file that was sealed to the same key. */
  @Test
  void framesOfTwoFilesDoNotMix() throws IOException {
    byte[] one = Files.readAllBytes(sealed());
    Path second = folder.resolve("second");
    Sealed.seal(plain, "R-1", "institute", key.publicKey(), second);
    byte[] two = Files.readAllBytes(second);
    System.arraycopy(two, framesBegin(), one, framesBegin(), FRAME);
    refused(one, "SEAL_DAMAGED");
  }

  @Test
  void anotherKeyDoesNotOpen() throws IOException {
    RecipientKey other = RecipientKey.generate(new SecureRandom());
    assertThatThrownBy(() -> Sealed.open(sealed(), other, folder.resolve("opened")))
        .hasMessageStartingWith("SEAL_NOT_FOR_THIS_KEY");
    // Even where the header's fingerprint is forged to the other key's.
    SealHeader was = Sealed.header(sealed());
    byte[] bytes = Files.readAllBytes(sealed());
    byte[] forged =
        new SealHeader(
                was.release(),
                was.recipient(),
                other.publicKey().fingerprint(),
                was.form(),
                was.manifest())
            .encoded();
    System.arraycopy(forged, 0, bytes, 0, forged.length);
    Path file = folder.resolve("forged");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Sealed.open(file, other, folder.resolve("opened")))
        .hasMessageStartingWith("SEAL_DAMAGED");
  }

  /** Whoever holds the public key may seal; names that climb out of the folder stay out. */
  @Test
  void aHostileSenderCannotWriteElsewhere() throws IOException {
    for (String name : new String[] {"../x", "/etc/x", "a/../../x", "a\\b", "C:x", "a//b", "."}) {
      // All is right but the name.
      Contents.Manifest manifest = new Contents.Manifest();
      manifest.add(name, 1, Contents.sha256().digest(new byte[] {'!'}));
      SealHeader header =
          new SealHeader(
              "R", "x", key.publicKey().fingerprint(), SealHeader.Form.FOLDER, manifest.hash());
      SealKeys.Fresh fresh = SealKeys.fresh(key.publicKey(), header.encoded());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(header.encoded());
      out.write(fresh.encapsulation());
      try (DataOutputStream data = new DataOutputStream(new Frames.Out(out, fresh.frames()))) {
        byte[] utf8 = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        data.writeByte('F');
        data.writeShort(utf8.length);
        data.write(utf8);
        data.writeLong(1);
        data.writeByte('!');
        data.writeByte('E');
        data.writeInt(1);
      }
      refused(out.toByteArray(), "SEAL_DAMAGED");
    }
  }

  @Test
  void linksAreNotSealed() throws IOException {
    Files.createSymbolicLink(plain.resolve("link"), folder.resolve("elsewhere"));
    assertThatThrownBy(
            () -> Sealed.seal(plain, "R", "x", key.publicKey(), folder.resolve("sealed")))
        .hasMessageStartingWith("SEAL_CONTENT_REFUSED");
    assertThat(folder.resolve("sealed")).doesNotExist();
  }

  @Test
  void aWeakKeyIsRefused() {
    RecipientPublicKey zero = RecipientPublicKey.parse("X25519:" + "A".repeat(43) + "=");
    assertThatThrownBy(() -> Sealed.seal(plain, "R", "x", zero, folder.resolve("sealed")))
        .hasMessageStartingWith("RECIPIENT_KEY_UNREADABLE");
  }

  @Test
  void aPrivateKeyThatOthersReadIsRefused() throws IOException {
    Path file = folder.resolve("key");
    key.writeNew(file);
    assertThat(RecipientKey.read(file).publicKey()).isEqualTo(key.publicKey());
    assertThat(key.toString()).doesNotContain(Base64.getEncoder().encodeToString(key.secret()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> RecipientKey.read(file))
        .hasMessageStartingWith("RECIPIENT_KEY_UNREADABLE");
    assertThatThrownBy(() -> key.writeNew(file)).isInstanceOf(IOException.class);
  }

  @Test
  void anOfficeVouchesForAKey() {
    SigningKey office = SigningKey.generate(new SecureRandom());
    var signature = office.sign(key.publicKey().enrolment("institute"));
    assertThat(key.publicKey().vouchedFor("institute", office.publicKey(), signature)).isTrue();
    assertThat(key.publicKey().vouchedFor("company", office.publicKey(), signature)).isFalse();
    RecipientPublicKey other = RecipientKey.generate(new SecureRandom()).publicKey();
    assertThat(other.vouchedFor("institute", office.publicKey(), signature)).isFalse();
  }
}
