package health.lode.deidentify.text;

/** What the tagger knows of a unit, as rows of its table of weights. */
final class TagFeatures {
  /** Templates: so many rows are added up for each unit. */
  static final int COUNT = 70;

  private final TagUnits units;
  private final int mask;
  private int[] out = {};
  private int n;

  TagFeatures(TagUnits units, int mask) {
    this.units = units;
    this.mask = mask;
  }

  private int form(int u) {
    return u < 0 || u >= units.size ? '\n' : units.form[u];
  }

  private int shape(int u) {
    return u < 0 || u >= units.size ? TagUnits.BREAK * 4 : units.shape[u];
  }

  private int kind(int u) {
    return u < 0 || u >= units.size ? 7 : units.kind[u];
  }

  private int word(int u) {
    return u < 0 || u >= units.size ? 0 : units.word[u];
  }

  private int begins(int u) {
    return u < 0 || u >= units.size ? 0 : units.begins[u];
  }

  private int ended(int u) {
    return u < 0 || u > units.size ? 0 : units.ended[u];
  }

  private int rule(int u) {
    return u < 0 || u >= units.size ? 0 : units.rule[u];
  }

  private void put(int a) {
    put(a, 0, 0);
  }

  private void put(int a, int b) {
    put(a, b, 0);
  }

  private void put(int a, int b, int c) {
    int h = (a * 0x9E3779B1) ^ (b * 0x85EBCA6B) ^ (c * 0xC2B2AE35);
    h = (h ^ (h >>> 15)) + n * 0x27D4EB2F;
    h *= 0x2C1B3C6D;
    out[n++] = (h ^ (h >>> 14)) & mask;
  }

  /** The first so many tell most: where they leave no doubt, the others are not asked. */
  static final int FIRST = 28;

  /** Which templates tell of the rules' findings: so many from this one on. */
  static final int RULES = 24;

  static final int RULE_TEMPLATES = 4;

  /** Fills the first {@link #FIRST} of the unit's {@link #COUNT} rows. */
  void first(int u, int[] rows) {
    out = rows;
    n = 0;
    int c0 = form(u);
    int cA = form(u - 1);
    int c1 = form(u + 1);
    int k0 = kind(u);
    int kA = kind(u - 1);
    int k1 = kind(u + 1);
    int s0 = shape(u);
    int s1 = shape(u + 1);
    int e0 = ended(u);
    int t0 = units.sort[u];
    put(0);
    put(cA);
    put(c0);
    put(c1);
    put(cA, c0);
    put(c0, c1);
    put(k0, k1);
    put(kA, k0, k1);
    put(cA, k0, k1);
    put(k0, k1, form(u + 2));
    put(shape(u - 1), s0, s1);
    put(e0);
    put(e0, k0);
    put(e0, k0 * 31 + k1, s1);
    put(word(u));
    put(word(u - 1), word(u));
    put(word(u), word(u + 1));
    put(begins(u + 1), k0);
    put(begins(u + 2), k0 * 31 + k1);
    put(t0);
    put(units.before[u], t0);
    put(units.after[u], t0);
    put(units.label[u], units.since[u]);
    put(units.label[u], k0, s0);
    int r0 = rule(u);
    put(r0);
    put(rule(u - 1), r0, rule(u + 1));
    put(r0, k0);
    put(r0, word(u));
  }

  /** Fills the others, after {@link #first}. */
  void others(int u) {
    int c0 = form(u);
    int cA = form(u - 1);
    int cB = form(u - 2);
    int c1 = form(u + 1);
    int c2 = form(u + 2);
    int k0 = kind(u);
    int kA = kind(u - 1);
    int kB = kind(u - 2);
    int k1 = kind(u + 1);
    int k2 = kind(u + 2);
    int s0 = shape(u);
    int sA = shape(u - 1);
    int s1 = shape(u + 1);
    int t0 = units.sort[u];
    put(form(u - 3));
    put(cB);
    put(c2);
    put(form(u + 3));
    put(cB, cA);
    put(c1, c2);
    put(cA, c1);
    put(cB, cA, c0);
    put(cA, c0, c1);
    put(c0, c1, c2);
    put(form(u - 3), cB, cA);
    put(c1, c2, form(u + 3));
    put(k0, k1, k2);
    put(kA, k0);
    put(kB, kA, k0);
    put(k0, c1, kA);
    put(kA, k0, c1);
    put(cB, kA, k0);
    put(shape(u - 2) * 131 + sA, s0, s1 * 131 + shape(u + 2));
    put(
        (shape(u - 3) * 131 + shape(u - 2)) * 131 + sA,
        s0,
        (s1 * 131 + shape(u + 2)) * 131 + shape(u + 3));
    put(ended(u), c0);
    int b0 = begins(u);
    put(b0);
    put(b0, ended(u));
    put(begins(u + 3), k0 * 31 + k1, k2);
    put(ended(u - 1), kA, k0);
    put(ended(u - 2), kB * 31 + kA, k0);
    put(begins(u + 1), sA, s0);
    put(begins(u + 2), s0, s1);
    put(units.label[u]);
    put(units.fromBreak[u], units.toBreak[u], s0);
    put(units.fromBreak[u], units.toBreak[u], k0 * 31 + k1);
    put(t0, u > 0 ? units.sort[u - 1] : -1);
    put(t0, u + 1 < units.size ? units.sort[u + 1] : -1);
    put(units.beforeSort[u], t0);
    put(units.afterSort[u], t0);
    put(units.beforeSort[u], t0, units.afterSort[u]);
    put(units.beforeSort[u], units.afterSort[u], s0);
    put(units.speaker[u], units.fromBreak[u], kA);
    put(units.speaker[u], k0, k1);
    put(units.style, k0, k1);
    put(units.style, units.before[u]);
    put(sA * 131 + s0, units.speaker[u], c0);
  }
}
