package health.lode.deidentify.mark;

import health.lode.deidentify.mark.MarkPolicy.MarkColumn;
import health.lode.deidentify.table.Column;
import java.util.BitSet;
import java.util.List;

/**
 * What a table says of each bit of the codeword. Each slot votes once, however many rows repeat it:
 * forty visits of one patient are one witness.
 */
final class Votes {
  /** Which of two owners a slot has, where rows have a virtual key too. */
  private static final int OWNER = 1 << 8;

  /** Less likely virtual keys are not heard: they would add more noise than they tell. */
  private static final double SURELY = 0.4;

  private final int[] ones = new int[MarkKey.POSITIONS];
  private final int[] zeros = new int[MarkKey.POSITIONS];
  private int slots;

  private Votes() {}

  static Votes of(View view, MarkPolicy policy, MarkKey key) {
    Tally tally = new Tally();
    View.Identities identities = view.identities(policy, key, SURELY);
    for (MarkColumn column : policy.columns()) {
      view.column(column.name())
          .ifPresent(
              found -> {
                if (column.mark() instanceof Mark.Pseudonym pseudonym) {
                  read(view, found, column, pseudonym, key, tally);
                } else {
                  read(view, found, column, identities, policy, key, tally);
                }
              });
    }
    return tally.votes();
  }

  private static void read(
      View view, Column found, MarkColumn column, Mark.Pseudonym mark, MarkKey key, Tally tally) {
    BitSet occurring = new BitSet();
    for (int row = 0; row < found.rows(); row++) {
      if (view.keeps(row)) {
        occurring.set(found.code(row));
      }
    }
    long domain = domain(column, key);
    List<String> values = found.values();
    for (int code = occurring.nextSetBit(0); code >= 0; code = occurring.nextSetBit(code + 1)) {
      int bits = mark.read(values.get(code));
      if (bits == Mark.NOTHING) {
        continue;
      }
      long stem = stem(values.get(code), mark, domain, key);
      for (int b = 0; b < mark.bits(); b++) {
        MarkKey.Slot slot = key.slot(stem, domain, b);
        if (slot.within(column.share())) {
          tally.add(slot, bits >> b & 1);
        }
      }
    }
  }

  private static void read(
      View view,
      Column found,
      MarkColumn column,
      View.Identities rows,
      MarkPolicy policy,
      MarkKey key,
      Tally tally) {
    List<String> values = found.values();
    byte[] bits = new byte[values.size()];
    for (int code = 0; code < bits.length; code++) {
      bits[code] = (byte) column.mark().read(values.get(code));
    }
    long domain = domain(column, key);
    for (int row = 0; row < found.rows(); row++) {
      int bit = bits[found.code(row)];
      if (bit == Mark.NOTHING || !view.keeps(row)) {
        continue;
      }
      long virtual = rows.virtual().length == 0 ? View.Identities.NONE : rows.virtual()[row];
      boolean virtualOwns =
          virtual != View.Identities.NONE && virtualOwns(virtual, domain, policy, key);
      if (virtualOwns) {
        tally.add(key.slot(virtual, domain, 0), bit, column.share());
      }
      // With a fallback column gone the owner is in doubt, and both are heard.
      if (rows.primaryKnown() && (!virtualOwns || !rows.virtualWhole())) {
        tally.add(key.slot(rows.primary()[row], domain, 0), bit, column.share());
      }
    }
  }

  static long domain(MarkColumn column, MarkKey key) {
    return key.value("domain\0" + column.domain());
  }

  static long stem(String value, Mark.Pseudonym mark, long domain, MarkKey key) {
    return key.both(domain, key.value(Plain.of(mark.stem(value))));
  }

  /**
   * Whether a cell's mark goes by the virtual key: half of them, so that either key alone finds
   * some; seven in eight where the rows are named by a pseudonym that is marked itself, because
   * such a copy is traced by its pseudonyms as long as it has them.
   */
  static boolean virtualOwns(long virtual, long domain, MarkPolicy policy, MarkKey key) {
    return (key.slot(virtual, domain, OWNER).hash() & 7) < (policy.rowsAreMarked() ? 7 : 4);
  }

  int ones(int position) {
    return ones[position];
  }

  int zeros(int position) {
    return zeros[position];
  }

  /** How many slots spoke. */
  int slots() {
    return slots;
  }

  /** How many bits of the codeword were spoken of. */
  int positions() {
    int spoken = 0;
    for (int j = 0; j < MarkKey.POSITIONS; j++) {
      spoken += ones[j] + zeros[j] > 0 ? 1 : 0;
    }
    return spoken;
  }

  /** Votes slot by slot: open addressing, the slot's hash against a running balance. */
  static final class Tally {
    private static final int FIRST = 1 << 12;
    private long[] hashes = new long[FIRST];
    private int[] balances = new int[FIRST];
    private boolean[] used = new boolean[FIRST];
    private int size;

    void add(MarkKey.Slot slot, int bit, int share) {
      if (slot.within(share)) {
        add(slot, bit);
      }
    }

    void add(MarkKey.Slot slot, int bit) {
      if (size * 2 >= hashes.length) {
        grow();
      }
      int at = at(slot.hash());
      if (!used[at]) {
        used[at] = true;
        hashes[at] = slot.hash();
        size++;
      }
      balances[at] += (bit ^ slot.mask()) == 1 ? 1 : -1;
    }

    private int at(long hash) {
      // The hash is keyed and uniform; its upper half is as good as any other.
      int at = (int) (hash >>> 32) & (hashes.length - 1);
      while (used[at] && hashes[at] != hash) {
        at = (at + 1) & (hashes.length - 1);
      }
      return at;
    }

    private void grow() {
      long[] oldHashes = hashes;
      int[] oldBalances = balances;
      boolean[] oldUsed = used;
      hashes = new long[oldHashes.length * 2];
      balances = new int[hashes.length];
      used = new boolean[hashes.length];
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldUsed[i]) {
          int at = at(oldHashes[i]);
          used[at] = true;
          hashes[at] = oldHashes[i];
          balances[at] = oldBalances[i];
        }
      }
    }

    Votes votes() {
      Votes votes = new Votes();
      for (int i = 0; i < hashes.length; i++) {
        if (used[i] && balances[i] != 0) {
          int position = new MarkKey.Slot(hashes[i]).position();
          (balances[i] > 0 ? votes.ones : votes.zeros)[position]++;
          votes.slots++;
        }
      }
      return votes;
    }
  }
}
