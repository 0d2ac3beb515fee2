package health.lode.deidentify.table;

import health.lode.deidentify.Progress;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.ColumnPolicy.Role;
import health.lode.deidentify.table.TablePolicy.EventTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Several tables of one release, judged together: the events' quasi-identifiers are folded into
 * each person's profile, the set of what the person's events say, and classes are over persons. An
 * event is then written with the level of its person's class; events of a suppressed person have
 * stars, or are left out with the person. How many events a person has is not hidden.
 *
 * <p>Held in memory: a profile a person. The person table is the file {@code person.csv} of the
 * folder, an event table {@code NAME.csv}.
 */
public final class TableRelease {
  private static final String PERSONS = "person";

  private final Path in;
  private final TableReader.Options options;
  private final TablePolicy policy;
  private final Pseudonyms pseudonyms;
  private final Dates dates;
  private final Progress progress;
  private final Map<String, Ladder> eventLadders = new LinkedHashMap<>();

  private TableRelease(
      Path in,
      TableReader.Options options,
      TablePolicy policy,
      Pseudonyms pseudonyms,
      Dates dates,
      Progress progress) {
    this.in = in;
    this.options = options;
    this.policy = policy;
    this.pseudonyms = pseudonyms;
    this.dates = dates;
    this.progress = progress;
  }

  /**
   * De-identifies the folder's tables into a new folder, which appears whole or not at all.
   *
   * @throws health.lode.refusal.RefusedException with a {@link TableReason}
   */
  public static Anonymized run(
      Path in,
      TableReader.Options options,
      Path out,
      TablePolicy policy,
      Pseudonyms pseudonyms,
      Dates dates,
      Progress progress) {
    try (StagedOutput staged = StagedOutput.at(out)) {
      TableRelease release = new TableRelease(in, options, policy, pseudonyms, dates, progress);
      Files.createDirectories(staged.path());
      Anonymized done = release.into(staged.path());
      staged.publish();
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Anonymized into(Path out) throws IOException {
    String person =
        policy.person().orElseThrow(() -> invalid("names no person column", "未指定 person 列"));
    RowSource persons = RowSource.OfFile.open(in.resolve(PERSONS + ".csv"), options);
    if (!persons.header().contains(person)) {
      throw TableRefusals.unknownColumn(person);
    }
    checkFiles();
    Map<String, Map<String, Set<String>>> profiles = new LinkedHashMap<>();
    for (Map.Entry<String, EventTable> event : policy.events().entrySet()) {
      profiles.putAll(fold(event.getKey(), event.getValue()));
    }
    Anonymization.Work work =
        Anonymization.Work.of(
            new WithProfiles(persons, persons.header().indexOf(person), profiles),
            foldedPolicy(),
            dates,
            progress);
    Map<String, Integer> tupleOf = writePersons(work, person, out);
    for (Map.Entry<String, EventTable> event : policy.events().entrySet()) {
      new EventRewriting(work, event.getKey(), event.getValue(), tupleOf).into(out);
    }
    return work.result(Optional.empty());
  }

  private void checkFiles() throws IOException {
    try (var files = Files.list(in)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        boolean known =
            name.equals(PERSONS + ".csv")
                || (name.endsWith(".csv")
                    && policy.events().containsKey(name.substring(0, name.length() - 4)));
        if (!known) {
          throw invalid("does not name every file of the folder", "未列明目录中的每个文件");
        }
      }
    }
  }

  private static String folded(String table, String column) {
    return table + "." + column;
  }

  /** A column of an event table on its way into the profiles. */
  private record Folding(
      String column,
      int place,
      ColumnPolicy how,
      Dictionary values,
      Map<String, Set<String>> profiles) {
    void add(String person, String value) {
      values.add(value);
      profiles.computeIfAbsent(person, p -> new TreeSet<>()).add(value);
    }
  }

  /** For each quasi-identifier of an event table, what each person's events say. */
  private Map<String, Map<String, Set<String>>> fold(String name, EventTable event) {
    RowSource source = RowSource.OfFile.open(in.resolve(name + ".csv"), options);
    int person = source.header().indexOf(event.person());
    if (person < 0) {
      throw TableRefusals.unknownColumn(event.person());
    }
    List<Folding> foldings = new ArrayList<>();
    event
        .columns()
        .forEach(
            (column, how) -> {
              if (how.role() == Role.QUASI) {
                int place = source.header().indexOf(column);
                if (place < 0) {
                  throw TableRefusals.unknownColumn(column);
                }
                if (how.treatment().isPresent()) {
                  throw invalid("treats a quasi-identifier of an event table", "处理了事件表的准标识符");
                }
                foldings.add(new Folding(column, place, how, new Dictionary(), new HashMap<>()));
              }
            });
    source.each(cells -> foldings.forEach(each -> each.add(cells[person], cells[each.place()])));
    Map<String, Map<String, Set<String>>> all = new LinkedHashMap<>();
    for (Folding each : foldings) {
      Hierarchy hierarchy = each.how().hierarchy().orElseGet(Hierarchy.AllOrNothing::new);
      List<String> distinct = each.values().values();
      String folded = folded(name, each.column());
      eventLadders.put(
          folded,
          Ladder.of(
              each.column(),
              distinct,
              hierarchy.paths(each.column(), distinct, policy.settings().base())));
      all.put(folded, each.profiles());
    }
    return all;
  }

  private TablePolicy foldedPolicy() {
    Map<String, ColumnPolicy> columns = new LinkedHashMap<>(policy.columns());
    policy
        .events()
        .forEach(
            (name, event) ->
                event
                    .columns()
                    .forEach(
                        (column, how) -> {
                          String folded = folded(name, column);
                          if (how.role() == Role.QUASI) {
                            columns.put(
                                folded,
                                new ColumnPolicy(
                                    Role.QUASI,
                                    Optional.of(new Folded(ladder(folded))),
                                    Optional.empty(),
                                    how.lowest(),
                                    how.highest(),
                                    how.weight()));
                          }
                        }));
    return policy.withColumns(columns);
  }

  private Ladder ladder(String folded) {
    Ladder ladder = eventLadders.get(folded);
    if (ladder == null) {
      throw new IllegalStateException("a column was not folded");
    }
    return ladder;
  }

  /** Writes the person table without the profiles; returns each person's tuple. */
  private Map<String, Integer> writePersons(Anonymization.Work work, String person, Path out)
      throws IOException {
    Rewriter rewriter = work.rewriter(pseudonyms, dates);
    int at = work.plan().header().indexOf(person);
    int own = (int) rewriter.header().stream().filter(n -> !eventLadders.containsKey(n)).count();
    Map<String, Integer> tupleOf = new HashMap<>();
    try (TableWriter writer =
        TableWriter.open(
            out.resolve(PERSONS + ".csv"),
            work.source().delimiter(),
            rewriter.header().subList(0, own))) {
      work.source()
          .each(
              cells -> {
                int tuple = rewriter.tuple(cells);
                if (tupleOf.put(cells[at], tuple) != null) {
                  throw invalid("meets a person table with a person twice", "遇到人员表中重复的人员");
                }
                String[] row = rewriter.row(cells);
                if (row != null) {
                  writer.row(java.util.Arrays.copyOf(row, own));
                }
              });
    }
    return tupleOf;
  }

  static health.lode.refusal.RefusedException invalid(String en, String zh) {
    return TableRefusals.refused(
        TableReason.TABLE_RELEASE_INVALID,
        "The policy for tables released together " + en + ".",
        "多表联合放行的策略" + zh + "。",
        "Name person:, the columns of person.csv and events: for every other file; one row a person.",
        "请写明 person:、person.csv 的列，并为其他每个文件写明 events:；每人一行。");
  }

  /** The person table with the folded columns after its own. */
  private record WithProfiles(
      RowSource persons, int person, Map<String, Map<String, Set<String>>> profiles)
      implements RowSource {
    @Override
    public List<String> header() {
      List<String> header = new ArrayList<>(persons.header());
      header.addAll(profiles.keySet());
      Table.checkNames(header);
      return header;
    }

    @Override
    public char delimiter() {
      return persons.delimiter();
    }

    @Override
    public void each(Rows rows) {
      int own = persons.header().size();
      persons.each(
          cells -> {
            String[] wide = java.util.Arrays.copyOf(cells, own + profiles.size());
            int at = own;
            for (Map<String, Set<String>> column : profiles.values()) {
              Set<String> said = column.get(cells[person]);
              wide[at++] = said == null ? "" : String.join(Folded.SEPARATOR, said);
            }
            rows.row(wide);
          });
    }
  }

  /** Writes one event table by its persons' classes. */
  private final class EventRewriting {
    private final Anonymization.Work work;
    private final String name;
    private final EventTable event;
    private final Map<String, Integer> tupleOf;
    private final Map<String, Map<String, Integer>> codes = new HashMap<>();

    EventRewriting(
        Anonymization.Work work, String name, EventTable event, Map<String, Integer> tupleOf) {
      this.work = work;
      this.name = name;
      this.event = event;
      this.tupleOf = tupleOf;
    }

    void into(Path out) throws IOException {
      RowSource source = RowSource.OfFile.open(in.resolve(name + ".csv"), options);
      // Quasi-identifiers are written here; what is left is as in a table of its own.
      Map<String, ColumnPolicy> others = new LinkedHashMap<>();
      event
          .columns()
          .forEach(
              (column, how) ->
                  others.put(column, how.role() == Role.QUASI ? ColumnPolicy.of(Role.KEEP) : how));
      TablePolicy.Settings s = policy.settings();
      TablePolicy own =
          new TablePolicy(
              new TablePolicy.Settings(
                  Optional.of(event.person()),
                  s.others(),
                  List.of(),
                  1,
                  s.loss(),
                  TablePolicy.Method.FULL_DOMAIN,
                  Optional.empty(),
                  s.base()),
              others,
              Map.of());
      Anonymization.Work rest = Anonymization.Work.of(source, own, dates, progress);
      Rewriter rewriter = rest.rewriter(pseudonyms, dates);
      int person = source.header().indexOf(event.person());
      try (TableWriter writer =
          TableWriter.open(out.resolve(name + ".csv"), source.delimiter(), rewriter.header())) {
        source.each(
            cells -> {
              Integer tuple = tupleOf.get(cells[person]);
              if (tuple == null) {
                throw invalid(
                    "meets an event of a person who is not in person.csv",
                    "遇到不在 person.csv 中的人员的事件");
              }
              String[] row = rewriter.row(cells);
              if (row != null && released(tuple)) {
                generalise(row, rewriter.header(), tuple, source.header(), cells);
                writer.row(row);
              }
            });
      }
    }

    private int code(String folded, String value) {
      Integer code = codes.computeIfAbsent(folded, f -> ladder(f).codesByValue()).get(value);
      if (code == null) {
        throw invalid("meets an event table that changed while it was read", "遇到读取期间发生变化的事件表");
      }
      return code;
    }

    private boolean released(int tuple) {
      Recoding recoding = work.solution().recoding();
      return recoding.starred() || !recoding.suppressed(tuple);
    }

    private void generalise(
        String[] row, List<String> header, int tuple, List<String> input, String[] cells) {
      Recoding recoding = work.solution().recoding();
      for (int i = 0; i < row.length; i++) {
        String folded = folded(name, header.get(i));
        Ladder ladder = eventLadders.get(folded);
        if (ladder == null) {
          continue;
        }
        int place = work.plan().quasi().indexOf(work.plan().header().indexOf(folded));
        int level =
            recoding.suppressed(tuple)
                ? ladder.levels()
                : recoding.levels()[recoding.classOf()[tuple]][place];
        row[i] =
            level >= ladder.levels()
                ? Ladder.STAR
                : ladder.label(
                    level, ladder.codes(level)[code(folded, cells[input.indexOf(header.get(i))])]);
      }
    }
  }
}
