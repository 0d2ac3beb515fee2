package health.lode.deidentify.risk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import javax.crypto.Mac;

/**
 * What a release gave away, kept so that later releases can be judged together with it: for each
 * person, under a key of the node's own, the number of their class, the class they would be in were
 * a column left out, and a keyed hash of what each released column says of them. Holds no value, no
 * name, no identifier that left the node. It tells who was in a release to whoever has the node's
 * key: keep it encrypted, inside.
 *
 * <p>Takes 20 + 4 x (quasi-identifiers + 1) + 8 x columns bytes a person.
 */
public final class ReleaseProfile {
  final String release;
  final List<String> quasi;
  final List<String> links;

  /** Two longs a person: 128 bits of a keyed hash of who it is. */
  final long[] persons;

  /** Each person's class; then, per quasi-identifier, the class without it. */
  final int[][] classes;

  /** A keyed hash of what each class says, equal in two releases where it says the same. */
  final long[] cells;

  /** Per linking column, a keyed hash of what it says of each person; 0 where it says nothing. */
  final long[][] linked;

  ReleaseProfile(
      String release,
      List<String> quasi,
      List<String> links,
      long[] persons,
      int[][] classes,
      long[] cells,
      long[][] linked) {
    this.release = release;
    this.quasi = List.copyOf(quasi);
    this.links = List.copyOf(links);
    this.persons = persons;
    this.classes = classes;
    this.cells = cells;
    this.linked = linked;
  }

  /**
   * One table of a release as it left.
   *
   * @param insider who each row is, by whatever names persons inside the node; never stored
   */
  public record Source(RiskTable table, IntFunction<String> insider) {}

  /**
   * The profile of a release, computed from the tables as they are handed out.
   *
   * @param release how findings name it
   * @param key the node's own, the same for every release; 16 bytes or more
   * @throws health.lode.refusal.RefusedException {@code RISK_TABLE_EMPTY}
   */
  public static ReleaseProfile of(String release, List<Source> sources, byte[] key) {
    List<RiskTable> tables = sources.stream().map(Source::table).toList();
    Cohort cohort = Cohort.of(tables, sources.stream().map(Source::insider).toList());
    if (cohort.persons() == 0) {
      throw RiskReason.empty();
    }
    Mac mac = KeyedHash.mac(key);
    int count = cohort.persons();
    Profiles profiles = new Profiles(count, cohort.parts());
    List<String> quasi = new ArrayList<>();
    List<int[]> classes = new ArrayList<>();
    classes.add(classes(profiles, profiles.asTheyAre()));
    for (int part = 0; part < tables.size(); part++) {
      List<String> columns = tables.get(part).quasiIdentifiers();
      for (int column = 0; column < columns.size(); column++) {
        int[][] recode = new int[columns.size()][];
        recode[column] = Profiles.LEFT_OUT;
        quasi.add(columns.get(column));
        classes.add(classes(profiles, profiles.variant(part, recode)));
      }
    }
    Links links = new Links(mac, tables, cohort);
    return new ReleaseProfile(
        release,
        quasi,
        links.names(),
        people(cohort.insiders(), mac),
        classes.toArray(int[][]::new),
        links.cells(),
        links.hashes());
  }

  private static int[] classes(Profiles profiles, Profiles.Variant variant) {
    return profiles.classes(variant, AttackerKnows.ALL_ROWS, new BitSet()).ofPerson().get().clone();
  }

  private static long[] people(String[] insiders, Mac mac) {
    long[] people = new long[insiders.length * 2];
    for (int i = 0; i < insiders.length; i++) {
      byte[] hash = mac.doFinal(("person\0" + insiders[i]).getBytes(StandardCharsets.UTF_8));
      people[2 * i] = KeyedHash.longAt(hash, 0);
      people[2 * i + 1] = KeyedHash.longAt(hash, 8);
    }
    return people;
  }

  /** How the release is named. */
  public String release() {
    return release;
  }

  /** How many persons are in it. */
  public int persons() {
    return persons.length / 2;
  }

  /** As bytes, for {@link #decode}; encrypt them before they are stored. */
  public byte[] encode() {
    return ReleaseProfileCodec.encode(this);
  }

  /**
   * @throws health.lode.refusal.RefusedException {@code RELEASE_PROFILE_UNREADABLE} where a byte is
   *     not what {@link #encode} wrote
   */
  public static ReleaseProfile decode(byte[] bytes) {
    return ReleaseProfileCodec.decode(bytes);
  }
}
