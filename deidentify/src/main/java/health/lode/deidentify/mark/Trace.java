package health.lode.deidentify.mark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.table.Table;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose copy a table is. Every recipient in the register is scored; who scores higher than chance
 * allows is named, which may be several (who mixed their copies) or nobody.
 *
 * @param suspects every recipient, the likeliest first
 * @param candidates how many scores were compared; the odds are corrected for it
 * @param limit chance of naming any innocent recipient that is accepted
 * @param evidence what was read from the copy, of the marks that fit best
 * @param unread releases that were marked under a key that is not at hand
 */
public record Trace(
    List<Suspect> suspects, int candidates, double limit, Evidence evidence, int unread) {

  /**
   * One recipient.
   *
   * @param logRatio logarithm to base 10 of the likelihood ratio, this recipient against another
   *     whose codeword is not known
   * @param logOdds logarithm to base 10 of a bound on the chance that any innocent recipient of all
   *     candidates scores as high; 0 at most
   * @param named whether that chance is within the limit
   * @param releases this recipient's releases with these marks, by the share of the copy's rows
   *     that they seem to hold; -1 where rows cannot be recognised
   */
  public record Suspect(
      String recipient,
      double logRatio,
      double logOdds,
      boolean named,
      Map<String, Double> releases) {}

  /**
   * What was read.
   *
   * @param rows rows of the copy
   * @param slots places of marks that could be read
   * @param positions bits of the codeword that were spoken of, of 4,096
   * @param wrong share of the readings that seem wrong: noise, altered or foreign rows; near 0.5
   *     where there is no mark at all
   * @param leakers how many copies seem mixed, by the best of the models; 1 to 3
   * @param renamed released columns that the copy calls otherwise
   * @param logReach logarithm to base 10 of the odds of a recipient whom every reading fits: where
   *     these exceed the limit, too little was read for anybody to be named
   */
  public record Evidence(
      int rows,
      int slots,
      int positions,
      double wrong,
      int leakers,
      Map<String, String> renamed,
      double logReach) {}

  /**
   * How to look.
   *
   * @param limit chance of naming any innocent recipient at all that is accepted, below 1
   * @param columns names of the copy's columns by the released names, where they changed
   */
  public record Options(double limit, Map<String, String> columns) {
    public static final Options STANDARD = new Options(Capacity.STANDARD_LIMIT, Map.of());

    public Options {
      if (!(limit > 0 && limit < 1)) {
        throw new IllegalArgumentException("a chance is between 0 and 1");
      }
      columns = Map.copyOf(columns);
    }
  }

  /** Releases whose marks are read in one way. */
  private record Group(MarkKey key, String marks) {}

  /** Recipients scored on one reading of the copy. */
  private record Reading(List<Suspect> scored, Evidence evidence, double strongest) {}

  public Trace {
    suspects = List.copyOf(suspects);
  }

  /**
   * Traces a copy.
   *
   * @param secrets the secrets under which releases were marked, any order
   * @throws health.lode.refusal.RefusedException {@code TRACE_KEY_WRONG} where no release of the
   *     register was marked under any of them, {@code TRACE_COLUMN_UNKNOWN}
   */
  public static Trace of(Table copy, Register register, List<byte[]> secrets, Options options) {
    Map<String, MarkKey> keys = new HashMap<>();
    for (byte[] secret : secrets) {
      MarkKey key = MarkKey.of(secret, register.salt());
      keys.put(key.check(), key);
    }
    Map<Group, List<Release>> groups = new LinkedHashMap<>();
    int unread = 0;
    for (Release release : register.releases()) {
      MarkKey key = keys.get(release.key());
      if (key == null) {
        unread++;
      } else {
        Group group = new Group(key, release.marks().json().toString());
        groups.computeIfAbsent(group, g -> new ArrayList<>()).add(release);
      }
    }
    if (groups.isEmpty() && unread > 0) {
      throw Refusal.of(
              MarkReason.TRACE_KEY_WRONG,
              Words.of(
                  "None of the register's releases was marked under this key.",
                  "登记簿中没有任何发布是用该密钥标记的。"),
              Words.of(
                  "Give the key that was used with `lode deidentify mark`.",
                  "请提供 `lode deidentify mark` 时所用的密钥。"))
          .asException();
    }
    int candidates =
        groups.values().stream()
            .mapToInt(g -> (int) g.stream().map(Release::recipient).distinct().count())
            .sum();
    List<Reading> readings = new ArrayList<>();
    groups.forEach(
        (group, releases) ->
            readings.add(reading(copy, group.key(), releases, candidates, options)));
    readings.sort(Comparator.comparingDouble(Reading::strongest));
    Map<String, Suspect> best = new TreeMap<>();
    for (Reading reading : readings) {
      for (Suspect suspect : reading.scored()) {
        best.merge(suspect.recipient(), suspect, (a, b) -> a.logOdds() <= b.logOdds() ? a : b);
      }
    }
    List<Suspect> suspects = new ArrayList<>(best.values());
    suspects.sort(
        Comparator.comparingDouble(Suspect::logOdds)
            .thenComparing(Comparator.comparingDouble(Suspect::logRatio).reversed()));
    Evidence evidence =
        readings.isEmpty()
            ? new Evidence(copy.rows(), 0, 0, 0.5, 1, Map.of(), 0)
            : readings.get(0).evidence();
    return new Trace(suspects, candidates, options.limit(), evidence, unread);
  }

  private static Reading reading(
      Table copy, MarkKey key, List<Release> releases, int candidates, Options options) {
    MarkPolicy policy = releases.get(0).marks();
    Map<String, String> renamed = Renames.find(copy, releases, options.columns(), key);
    View view = View.of(copy).renamed(renamed);
    Votes votes = Votes.of(view, policy, key);
    Scores scores = Scores.of(votes, key);
    Map<String, List<Release>> of = new LinkedHashMap<>();
    releases.forEach(r -> of.computeIfAbsent(r.recipient(), n -> new ArrayList<>()).add(r));
    double limit = Math.log(options.limit());
    long[] rows = Release.rowHashes(view, policy, key);
    List<Suspect> scored =
        of.entrySet().parallelStream()
            .map(
                each -> {
                  Scores.Score score = scores.score(key.codeword(each.getKey()));
                  double odds = Math.min(0, score.bound() + Math.log(candidates));
                  return new Suspect(
                      each.getKey(),
                      score.ratio() / Math.log(10),
                      odds / Math.log(10),
                      odds <= limit,
                      odds <= limit ? shares(each.getValue(), rows) : ids(each.getValue()));
                })
            .toList();
    Evidence evidence =
        new Evidence(
            copy.rows(),
            votes.slots(),
            votes.positions(),
            scores.wrong(),
            scores.leakers(),
            renamed,
            Math.min(0, scores.reach() + Math.log(candidates)) / Math.log(10));
    double strongest = scored.stream().mapToDouble(Suspect::logOdds).min().orElse(0);
    return new Reading(scored, evidence, strongest);
  }

  private static Map<String, Double> ids(List<Release> releases) {
    Map<String, Double> shares = new LinkedHashMap<>();
    releases.forEach(release -> shares.put(release.id(), -1.0));
    return shares;
  }

  /** A recipient's releases, the one that holds most of the copy's rows first. */
  private static Map<String, Double> shares(List<Release> releases, long[] rows) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Release release : releases) {
      Sketch.Overlap overlap = release.rowKeys().overlap(rows);
      all.put(release.id(), overlap.looked() == 0 ? -1 : overlap.share());
    }
    Map<String, Double> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  /** Who is named; empty where no recipient can be. */
  public List<Suspect> named() {
    return suspects.stream().filter(Suspect::named).toList();
  }

  /**
   * The result as JSON: {@code {named, candidates, limit, suspects: [{recipient, log10Ratio,
   * log10Odds, named, releases: [{id, rows}]}], evidence: {…}, unread}}.
   *
   * @param most how many suspects are listed besides those who are named
   */
  public ObjectNode json(int most) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var names = json.putArray("named");
    named().forEach(suspect -> names.add(suspect.recipient()));
    json.put("candidates", candidates).put("limit", limit);
    var list = json.putArray("suspects");
    for (Suspect suspect : suspects.subList(0, Math.min(suspects.size(), named().size() + most))) {
      ObjectNode one = list.addObject().put("recipient", suspect.recipient());
      one.put("log10Ratio", suspect.logRatio()).put("log10Odds", suspect.logOdds());
      one.put("named", suspect.named());
      var releases = one.putArray("releases");
      suspect
          .releases()
          .forEach(
              (id, share) -> {
                ObjectNode release = releases.addObject().put("id", id);
                if (share >= 0) {
                  release.put("rows", share);
                }
              });
    }
    ObjectNode read = json.putObject("evidence");
    read.put("rows", evidence.rows()).put("slots", evidence.slots());
    read.put("positions", evidence.positions()).put("wrong", evidence.wrong());
    read.put("leakers", evidence.leakers());
    ObjectNode renamed = read.putObject("renamed");
    evidence.renamed().forEach(renamed::put);
    read.put("log10Reach", evidence.logReach());
    return json.put("unread", unread);
  }
}
