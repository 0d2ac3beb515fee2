package health.lode.deidentify.table;

/** A privacy model laid over the data at hand: says of one class whether it may stay. */
sealed interface Check {

  /** Whether the class may be released. Called by several threads. */
  boolean holds(Classes classes, int index, Tally tally);

  /**
   * Whether a class that fails keeps failing when it is split: then what is suppressed at a node is
   * suppressed at every more specific one, which the search prunes by.
   */
  boolean monotone();

  /** Room for a distribution, of one thread. */
  final class Tally {
    private int[] sums = new int[0];

    int[] sums(int domain) {
      if (sums.length < domain) {
        sums = new int[domain];
      }
      java.util.Arrays.fill(sums, 0, domain, 0);
      return sums;
    }
  }

  /** Sweeney 2002: at least k distinct persons. */
  record AtLeast(int k) implements Check {
    @Override
    public boolean holds(Classes classes, int index, Tally tally) {
      return classes.persons(index) >= k;
    }

    @Override
    public boolean monotone() {
      return true;
    }
  }

  /** Machanavajjhala et al. 2007: at least l distinct sensitive values. */
  record DistinctValues(int column, int l) implements Check {
    @Override
    public boolean holds(Classes classes, int index, Tally tally) {
      Distributions values = classes.sensitive(column);
      return values.to(index) - values.from(index) >= l;
    }

    @Override
    public boolean monotone() {
      return true;
    }
  }

  /** The same paper: the sensitive values' entropy is at least log l. */
  record Entropy(int column, double l) implements Check {
    @Override
    public boolean holds(Classes classes, int index, Tally tally) {
      Distributions values = classes.sensitive(column);
      double rows = classes.rows(index);
      double entropy = 0;
      for (int e = values.from(index); e < values.to(index); e++) {
        double share = values.count(e) / rows;
        entropy -= share * Math.log(share);
      }
      return entropy >= Math.log(l) - 1e-12;
    }

    /** Merging a class that holds with one that does not may end either way. */
    @Override
    public boolean monotone() {
      return false;
    }
  }

  /**
   * Li et al. 2007: the sensitive values' distribution is within t of the whole table's, by the
   * earth mover's distance.
   *
   * @param rank place of each value in the order of an ordered distance; empty for the equal one
   * @param whole the table's distribution, by value
   */
  record Closeness(int column, double t, int[] rank, double[] whole) implements Check {
    @Override
    public boolean holds(Classes classes, int index, Tally tally) {
      int[] sums = tally.sums(whole.length);
      classes.sensitive(column).addTo(index, sums);
      return distance(sums, classes.rows(index)) <= t + 1e-12;
    }

    double distance(int[] sums, double rows) {
      double distance = 0;
      if (rank.length == 0) {
        for (int value = 0; value < whole.length; value++) {
          distance += Math.abs(sums[value] / rows - whole[value]);
        }
        return distance / 2;
      }
      double carried = 0;
      for (int value : rank) {
        carried += sums[value] / rows - whole[value];
        distance += Math.abs(carried);
      }
      return whole.length < 2 ? 0 : distance / (whole.length - 1);
    }

    @Override
    public boolean monotone() {
      return false;
    }
  }
}
