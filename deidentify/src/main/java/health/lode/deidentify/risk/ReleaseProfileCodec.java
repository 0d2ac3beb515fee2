package health.lode.deidentify.risk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code lode-release-profile/1}: the mark, then the fields big-endian, texts as length and UTF-8,
 * then the SHA-256 of all that. Lengths are checked against what is left before anything is taken.
 */
final class ReleaseProfileCodec {
  private static final byte[] MARK = "lode-release-profile/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int MOST_COLUMNS = 100_000;

  private ReleaseProfileCodec() {}

  static byte[] encode(ReleaseProfile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MARK);
      text(out, profile.release);
      texts(out, profile.quasi);
      texts(out, profile.links);
      out.writeInt(profile.persons());
      longs(out, profile.persons);
      for (int[] classes : profile.classes) {
        for (int each : classes) {
          out.writeInt(each);
        }
      }
      longs(out, profile.cells);
      for (long[] hashes : profile.linked) {
        longs(out, hashes);
      }
      out.flush();
      out.write(digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static void longs(DataOutputStream out, long[] values) throws IOException {
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  static ReleaseProfile decode(byte[] bytes) {
    int end = bytes.length - DIGEST;
    if (end < MARK.length
        || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)
        || !MessageDigest.isEqual(
            digest(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw RiskReason.unreadableProfile();
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, MARK.length, end - MARK.length))) {
      String release = text(in);
      List<String> quasi = texts(in);
      List<String> links = texts(in);
      int persons = in.readInt();
      long needed = persons * (16L + 4L * (quasi.size() + 1) + 8L + 8L * links.size());
      if (persons < 0 || needed != in.available()) {
        throw RiskReason.unreadableProfile();
      }
      long[] people = longs(in, persons * 2);
      int[][] classes = new int[quasi.size() + 1][persons];
      for (int[] each : classes) {
        for (int i = 0; i < persons; i++) {
          each[i] = in.readInt();
          if (each[i] < 0 || each[i] >= persons) {
            throw RiskReason.unreadableProfile();
          }
        }
      }
      long[] cells = longs(in, persons);
      long[][] linked = new long[links.size()][];
      for (int i = 0; i < linked.length; i++) {
        linked[i] = longs(in, persons);
      }
      return new ReleaseProfile(release, quasi, links, people, classes, cells, linked);
    } catch (IOException e) {
      throw RiskReason.unreadableProfile();
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw RiskReason.unreadableProfile();
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_COLUMNS) {
      throw RiskReason.unreadableProfile();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static long[] longs(DataInputStream in, int count) throws IOException {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readLong();
    }
    return values;
  }
}
