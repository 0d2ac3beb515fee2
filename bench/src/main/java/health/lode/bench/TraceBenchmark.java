package health.lode.bench;

import health.lode.deidentify.mark.Fingerprint;
import health.lode.deidentify.mark.Innocents;
import health.lode.deidentify.mark.MarkPolicy;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Release;
import health.lode.deidentify.mark.Trace;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.Table;
import health.lode.strict.StrictYaml;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Tracing by simulation: a hundred recipients of one table, a leaked half of the rows with columns
 * dropped. Every trial has its own table, key, leaker and attack, drawn from its number.
 */
final class TraceBenchmark implements Benchmark {
  private static final int RECIPIENTS = 100;
  private static final int ROWS = 1000;
  private static final String POLICY =
      """
      rows: [patient]
      fallback:
        columns: [sex, city, ward, {column: weight, digits: 2}, diagnosis]
        use: 2
      columns:
        - {column: patient, role: pseudonym, letters: 4}
        - {column: birth_year, role: demographic, change: 1}
        - {column: admitted, role: date, days: 2}
        - {column: paid, role: payment, change: 0.05}
      """;
  private static final List<String> NAMES =
      List.of(
          "patient",
          "sex",
          "birth_year",
          "city",
          "ward",
          "admitted",
          "diagnosis",
          "weight",
          "creatinine",
          "paid");

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String describe() {
    return "trace [TRIALS [INNOCENTS]]: who leaked half of the rows, and the odds of being wrong";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) {
    int trials = arguments.isEmpty() ? 600 : Integer.parseInt(arguments.get(0));
    long innocents = arguments.size() < 2 ? 4_000_000 : Long.parseLong(arguments.get(1));
    out.printf(
        Locale.ROOT,
        "%d recipients, %d rows, half of them leaked; limit 1e-6 for naming any innocent%n",
        RECIPIENTS,
        ROWS);
    for (Attack attack : Attack.values()) {
      attack(attack, trials, out);
    }
    innocents(innocents, out);
    many(out);
  }

  /** What became of the leaked copy. */
  private enum Attack {
    PSEUDONYM(0, "half the rows, pseudonyms dropped"),
    ANY_TWO(1, "half the rows, any two columns dropped"),
    PSEUDONYM_AND_TWO(2, "half the rows, pseudonyms and any two more dropped"),
    FIFTH(3, "a fifth of the rows, pseudonyms dropped");

    private final int seed;
    private final String words;

    Attack(int seed, String words) {
      this.seed = seed;
      this.words = words;
    }
  }

  private static void attack(Attack attack, int trials, PrintStream out) {
    int right = 0;
    int silent = 0;
    int wrong = 0;
    Figures seconds = new Figures("one trace among " + RECIPIENTS, "s");
    Figures odds = new Figures("log10 of the odds for the leaker", "");
    for (int trial = 0; trial < trials; trial++) {
      Random random = new Random(1_000_003L * attack.seed + trial);
      Leak leak = Leak.of(ROWS, RECIPIENTS, random);
      Table copy = leaked(attack, leak.copy(), random);
      long began = System.nanoTime();
      Trace trace = Trace.of(copy, leak.register(), List.of(leak.secret()), Trace.Options.STANDARD);
      seconds.add((System.nanoTime() - began) / 1e9);
      List<String> named = trace.named().stream().map(Trace.Suspect::recipient).toList();
      boolean found = named.contains(leak.leaker());
      right += found && named.size() == 1 ? 1 : 0;
      silent += named.isEmpty() ? 1 : 0;
      wrong += named.size() - (found ? 1 : 0);
      trace.suspects().stream()
          .filter(s -> s.recipient().equals(leak.leaker()))
          .forEach(s -> odds.add(s.logOdds()));
    }
    out.printf(
        Locale.ROOT,
        "%-52s right %d of %d (%.2f%%), nobody named %d, innocents named %d of %d%n",
        attack.words,
        right,
        trials,
        100.0 * right / trials,
        silent,
        wrong,
        (long) trials * (RECIPIENTS - 1));
    out.println("  " + odds);
    out.println("  " + seconds);
  }

  private static Table leaked(Attack attack, Table copy, Random random) {
    Set<String> gone = new HashSet<>();
    if (attack != Attack.ANY_TWO) {
      gone.add("patient");
    }
    int more =
        switch (attack) {
          case ANY_TWO, PSEUDONYM_AND_TWO -> 2;
          default -> 0;
        };
    List<String> others = new ArrayList<>(NAMES);
    others.removeAll(gone);
    Collections.shuffle(others, random);
    gone.addAll(others.subList(0, more));
    List<String> left = NAMES.stream().filter(name -> !gone.contains(name)).toList();
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < copy.rows(); row++) {
      rows.add(row);
    }
    Collections.shuffle(rows, random);
    Table kept = copy.select(left);
    Table.Builder table = new Table.Builder(left);
    for (int row : rows.subList(0, copy.rows() / (attack == Attack.FIFTH ? 5 : 2))) {
      table.row(kept.row(row));
    }
    return table.build();
  }

  private static void innocents(long tried, PrintStream out) {
    Random random = new Random(77);
    Leak leak = Leak.of(ROWS, 1, random);
    Table copy = leaked(Attack.PSEUDONYM, leak.copy(), random);
    long began = System.nanoTime();
    Innocents result =
        Innocents.of(
            copy, Leak.policy(), leak.secret(), leak.register().salt(), "innocent ", tried);
    out.printf(
        Locale.ROOT,
        "%,d innocents scored one by one in %.0f s; how many reach odds of 10^-k (the bound allows"
            + " that many at most):%n",
        tried,
        (System.nanoTime() - began) / 1e9);
    for (int k = 1; k <= 8; k++) {
      out.printf(
          Locale.ROOT, "  10^-%d: %,d (%,.2f)%n", k, result.reached()[k], tried * Math.pow(10, -k));
    }
    out.printf(Locale.ROOT, "  least odds of any: 10^%.2f%n", result.least());
  }

  private static void many(PrintStream out) {
    Leak leak = Leak.of(ROWS, 10_000, new Random(5));
    Figures seconds = new Figures("one trace among 10,000", "s");
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      Trace trace =
          Trace.of(leak.copy(), leak.register(), List.of(leak.secret()), Trace.Options.STANDARD);
      seconds.add((System.nanoTime() - began) / 1e9);
      if (trace.named().size() != 1 || !trace.named().get(0).recipient().equals(leak.leaker())) {
        throw new IllegalStateException("the leaker was not named alone");
      }
    }
    out.println(seconds);
  }

  /** A table, given to many, and one copy that got out. */
  private record Leak(Table copy, String leaker, Register register, byte[] secret) {
    static MarkPolicy policy() {
      return MarkPolicy.read(StrictYaml.read(POLICY));
    }

    static Leak of(int rows, int recipients, Random random) {
      byte[] secret = ByteBuffer.allocate(32).putLong(random.nextLong()).array();
      byte[] salt = new byte[16];
      random.nextBytes(salt);
      Table table = table(rows, random);
      MarkPolicy policy = policy();
      Release one = Release.of("R", "r", Instant.EPOCH, table, policy, secret, salt);
      List<Release> releases = new ArrayList<>();
      for (int i = 0; i < recipients; i++) {
        releases.add(
            new Release(
                "R" + i,
                "recipient " + i,
                one.at(),
                one.key(),
                one.rows(),
                policy,
                one.columns(),
                one.rowKeys()));
      }
      String leaker = "recipient " + random.nextInt(recipients);
      Table copy = Fingerprint.mark(table, policy, secret, salt, leaker).table();
      return new Leak(copy, leaker, Register.of(salt, releases), secret);
    }

    private static Table table(int rows, Random random) {
      byte[] key = ByteBuffer.allocate(32).putLong(random.nextLong()).array();
      Pseudonyms pseudonyms = PseudonymKey.of(key).pseudonyms();
      Table.Builder table = new Table.Builder(NAMES);
      for (int row = 0; row < rows; row++) {
        table.row(
            pseudonyms.code(Pseudonyms.PATIENT, "p" + row),
            random.nextBoolean() ? "男" : "女",
            String.valueOf(1930 + random.nextInt(80)),
            "41" + (10 + random.nextInt(18)),
            "W" + random.nextInt(20),
            java.time.LocalDate.of(2023, 1, 1).plusDays(random.nextInt(700)).toString(),
            "ICD" + (int) Math.pow(random.nextDouble(), -1.2) % 400,
            String.format(Locale.ROOT, "%.1f", 62 + 12 * random.nextGaussian()),
            String.valueOf(40 + random.nextInt(90)),
            String.format(Locale.ROOT, "%.2f", Math.exp(7 + 0.8 * random.nextGaussian())));
      }
      return table.build();
    }
  }
}
