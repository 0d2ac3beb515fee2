package health.lode.deidentify.mark;

import health.lode.deidentify.mark.MarkPolicy.MarkColumn;
import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Marks a table for its recipient. The same row gets the same marks for the same recipient under
 * the same secret and salt, whatever else is in the table and in whatever order.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * A table that tells whose it is.
   *
   * @param table same rows, same order, same columns
   * @param capacity what tracing can be expected to do with it
   * @param utility what it cost, column by column
   */
  public record Marked(Table table, Capacity capacity, List<Utility> utility) {}

  /**
   * Marks a table. Judge the risk of the marked table, not of the table before: a mark on a
   * quasi-identifier moves rows between equivalence classes.
   *
   * @param secret 16 bytes at least that stay in the hospital; tracing needs them
   * @param salt of the register in which the release will stand
   * @throws health.lode.refusal.RefusedException {@code MARK_COLUMN_MISSING} where the table has
   *     none of the columns that may carry marks
   */
  public static Marked mark(
      Table table, MarkPolicy policy, byte[] secret, byte[] salt, String recipient) {
    MarkKey key = MarkKey.of(secret, salt);
    View view = View.of(table);
    if (policy.columns().stream().noneMatch(c -> view.column(c.name()).isPresent())) {
      throw Refusal.of(
              MarkReason.MARK_COLUMN_MISSING,
              Words.of(
                  "The table has none of the columns that the policy frees for marks.",
                  "表中没有策略允许携带标记的列。"),
              Words.of(
                  "Name columns of this table under release.marks.columns.",
                  "请在 release.marks.columns 中指定该表的列。"))
          .asException();
    }
    long[] codeword = key.codeword(recipient);
    View.Identities identities = view.identities(policy, key, 0);
    Map<String, Written> written = new HashMap<>();
    List<Utility> utility = new ArrayList<>();
    for (MarkColumn column : policy.columns()) {
      Optional<Column> found = view.column(column.name());
      if (found.isEmpty()) {
        continue;
      }
      Writing writing = new Writing(found.get(), column, policy, key, codeword);
      Written cells =
          column.mark() instanceof Mark.Pseudonym pseudonym
              ? writing.pseudonyms(pseudonym)
              : writing.cells(identities);
      written.put(column.name(), cells);
      utility.add(writing.utility());
    }
    Table marked = assemble(table, written);
    return new Marked(marked, Capacity.measure(marked, policy, key, codeword), utility);
  }

  private static Table assemble(Table table, Map<String, Written> written) {
    Table.Builder out = new Table.Builder(table.names());
    List<Written> columns =
        table.columns().stream()
            .map(column -> written.getOrDefault(column.name(), column::at))
            .toList();
    for (int row = 0; row < table.rows(); row++) {
      for (Written column : columns) {
        out.cell(column.at(row));
      }
    }
    return out.build();
  }

  /** A column's new values. */
  private interface Written {
    String at(int row);
  }

  /** One column while it is marked. */
  private static final class Writing {
    private final Column column;
    private final MarkColumn policy;
    private final MarkPolicy all;
    private final MarkKey key;
    private final long[] codeword;
    private final long domain;
    private long carrying;
    private long changed;
    private double most;
    private double sum;

    Writing(Column column, MarkColumn policy, MarkPolicy all, MarkKey key, long[] codeword) {
      this.column = column;
      this.policy = policy;
      this.all = all;
      this.key = key;
      this.codeword = codeword;
      this.domain = Votes.domain(policy, key);
    }

    /** A pseudonym's marks are its own, wherever it stands. */
    Written pseudonyms(Mark.Pseudonym mark) {
      List<String> values = column.values();
      // Two pseudonyms of one stem would become one person: neither is touched.
      Set<String> stems = new HashSet<>();
      Set<String> shared = new HashSet<>();
      for (String value : values) {
        String stem = value.length() + " " + mark.stem(value);
        if (!stems.add(stem)) {
          shared.add(stem);
        }
      }
      String[] now = new String[values.size()];
      for (int code = 0; code < now.length; code++) {
        String value = values.get(code);
        int bits = mark.read(value);
        boolean alone = !shared.contains(value.length() + " " + mark.stem(value));
        now[code] =
            bits == Mark.NOTHING || !alone
                ? value
                : mark.write(value, marked(value, bits, mark), none(), 0).orElse(value);
      }
      for (int row = 0; row < column.rows(); row++) {
        note(column.at(row), now[column.code(row)], mark.read(column.at(row)) != Mark.NOTHING);
      }
      return row -> now[column.code(row)];
    }

    private int marked(String value, int bits, Mark.Pseudonym mark) {
      long stem = Votes.stem(value, mark, domain, key);
      int now = bits;
      for (int b = 0; b < mark.bits(); b++) {
        MarkKey.Slot slot = key.slot(stem, domain, b);
        if (slot.within(policy.share())) {
          now = (now & ~(1 << b)) | (bit(slot) << b);
        }
      }
      return now;
    }

    Written cells(View.Identities rows) {
      Mark mark = policy.mark();
      Mark.Range range = range();
      boolean[] carries = new boolean[column.values().size()];
      for (int code = 0; code < carries.length; code++) {
        carries[code] = mark.read(column.values().get(code)) != Mark.NOTHING;
      }
      String[] now = new String[column.rows()];
      for (int row = 0; row < now.length; row++) {
        String value = column.at(row);
        now[row] = value;
        Optional<MarkKey.Slot> slot =
            carries[column.code(row)] ? slot(rows, row) : Optional.empty();
        if (slot.isPresent() && slot.get().within(policy.share())) {
          Optional<String> to = mark.write(value, bit(slot.get()), range, slot.get().draw());
          now[row] = to.orElse(value);
          note(value, now[row], to.isPresent());
        } else {
          note(value, value, false);
        }
      }
      return row -> now[row];
    }

    private Optional<MarkKey.Slot> slot(View.Identities rows, int row) {
      long virtual = rows.virtual().length == 0 ? View.Identities.NONE : rows.virtual()[row];
      if (virtual != View.Identities.NONE
          && (!rows.primaryKnown() || Votes.virtualOwns(virtual, domain, all, key))) {
        return Optional.of(key.slot(virtual, domain, 0));
      }
      return rows.primaryKnown()
          ? Optional.of(key.slot(rows.primary()[row], domain, 0))
          : Optional.empty();
    }

    private int bit(MarkKey.Slot slot) {
      return MarkKey.bit(codeword, slot.position()) ^ slot.mask();
    }

    private static Mark.Range none() {
      return new Mark.Range(BigInteger.ZERO, BigInteger.ZERO);
    }

    /** What the column's values span: no mark makes an outlier. */
    private Mark.Range range() {
      List<BigInteger> places =
          column.values().stream().flatMap(v -> policy.mark().place(v).stream()).sorted().toList();
      return places.isEmpty()
          ? none()
          : new Mark.Range(places.get(0), places.get(places.size() - 1));
    }

    private void note(String before, String after, boolean carries) {
      carrying += carries ? 1 : 0;
      if (!before.equals(after)) {
        double distance = policy.mark().distance(before, after);
        changed++;
        sum += distance;
        most = Math.max(most, distance);
      }
    }

    Utility utility() {
      return new Utility(
          policy.name(), column.rows(), carrying, changed, most, changed == 0 ? 0 : sum / changed);
    }
  }
}
