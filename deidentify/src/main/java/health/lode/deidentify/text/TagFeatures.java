package health.lode.deidentify.text;

/** What the tagger knows of a unit, as rows of its table of weights. */
final class TagFeatures {
  /** Templates: so many rows are added up for each unit. */
  static final int COUNT = 49;

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

  /** So many rows tell of the rules' findings; they stand last. */
  static final int RULE_TEMPLATES = 4;

  /** Fills the unit's {@link #COUNT} rows. */
  void fill(int u, int[] rows) {
    out = rows;
    n = 0;
    put(0);
    forms(u);
    looks(u);
    words(u);
    places(u);
    int r0 = rule(u);
    put(r0);
    put(rule(u - 1), r0, rule(u + 1));
    put(r0, kind(u));
    put(r0, word(u));
  }

  /** Which characters and words stand here and around. */
  private void forms(int u) {
    int c0 = form(u);
    int cA = form(u - 1);
    int cB = form(u - 2);
    int c1 = form(u + 1);
    int c2 = form(u + 2);
    put(cB);
    put(cA);
    put(c0);
    put(c1);
    put(c2);
    put(cB, cA);
    put(cA, c0);
    put(c0, c1);
    put(c1, c2);
    put(cB, cA, c0);
    put(cA, c0, c1);
    put(c0, c1, c2);
  }

  /** What they look like. */
  private void looks(int u) {
    int k0 = kind(u);
    int kA = kind(u - 1);
    int kB = kind(u - 2);
    int k1 = kind(u + 1);
    int s0 = shape(u);
    int sA = shape(u - 1);
    int s1 = shape(u + 1);
    int sB = shape(u - 2) * 131 + sA;
    int s2 = s1 * 131 + shape(u + 2);
    put(kA, k0, k1);
    put(k0, k1, kind(u + 2));
    put(kB, kA, k0);
    put(form(u - 1), k0, k1);
    put(k0, k1, form(u + 2));
    put(kA, k0, form(u + 1));
    put(form(u - 2), kA, k0);
    put(sA, s0, s1);
    put(sB, s0, s2);
    put(shape(u - 3) * 17161 + sB, s0, s2 * 131 + shape(u + 3));
    put(units.style, k0, k1);
  }

  /** The words that the unit belongs to or that end or begin beside it. */
  private void words(int u) {
    int k0 = kind(u);
    int kA = kind(u - 1);
    int pair = k0 * 31 + kind(u + 1);
    int e0 = ended(u);
    int w0 = word(u);
    int t0 = units.sort[u];
    put(e0, k0);
    put(e0, pair, shape(u + 1));
    put(e0, form(u));
    put(e0, begins(u));
    put(ended(u - 1), kA, k0);
    put(begins(u + 1), k0);
    put(begins(u + 2), pair);
    put(w0);
    put(word(u - 1), w0);
    put(w0, word(u + 1));
    put(t0, u > 0 ? units.sort[u - 1] : -1);
    put(t0, u + 1 < units.size ? units.sort[u + 1] : -1);
    put(units.before[u], t0);
    put(units.after[u], t0);
    put(units.beforeSort[u], t0, units.afterSort[u]);
    put(units.beforeSort[u], units.afterSort[u], shape(u));
  }

  /** The place in the line and in a form. */
  private void places(int u) {
    int k0 = kind(u);
    int s0 = shape(u);
    put(units.label[u]);
    put(units.label[u], units.since[u]);
    put(units.label[u], k0, s0);
    put(units.fromBreak[u], units.toBreak[u], s0);
    put(units.speaker[u], units.fromBreak[u], kind(u - 1));
  }
}
