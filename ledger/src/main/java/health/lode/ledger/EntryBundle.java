package health.lode.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run of entries, each after its length as a big-endian uint16 (C2SP tlog-tiles).
 *
 * @param whole whether the bytes ended where the last entry ends
 */
record EntryBundle(List<byte[]> entries, boolean whole) {
  static final int LONGEST_ENTRY = 0xffff;

  static byte[] encode(List<byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.write(entry.length >> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /** The entries as far as they can be read. */
  static EntryBundle decode(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at + 2 <= bundle.length) {
      int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
      if (at + 2 + length > bundle.length) {
        return new EntryBundle(entries, false);
      }
      entries.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
      at += 2 + length;
    }
    return new EntryBundle(entries, at == bundle.length);
  }
}
