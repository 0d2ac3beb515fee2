package health.lode.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch of entries changes: the files it needs, and those it makes superfluous.
 *
 * @param tree the tree afterwards
 * @param tail the entries of the unfinished bundle afterwards
 * @param files tiles and bundles to write
 * @param replaced partial tiles that longer ones now stand for
 */
record Growth(Tree tree, List<byte[]> tail, Map<TilePath, byte[]> files, List<TilePath> replaced) {

  static Growth of(Tree before, List<byte[]> tailBefore, List<byte[]> added) {
    List<byte[]> hashes = added.stream().map(Hashes::leaf).toList();
    Tree after = before.plus(hashes);
    List<byte[]> entries = new ArrayList<>(tailBefore);
    entries.addAll(added);
    List<byte[]> leaves = new ArrayList<>(Arrays.asList(before.tail()));
    leaves.addAll(hashes);
    Map<TilePath, byte[]> files = new LinkedHashMap<>();
    long firstTile = before.size() / TilePath.FULL;
    for (int from = 0; from < entries.size(); from += TilePath.FULL) {
      int to = Math.min(entries.size(), from + TilePath.FULL);
      long number = firstTile + from / TilePath.FULL;
      files.put(
          new TilePath(TilePath.ENTRIES, number, to - from),
          EntryBundle.encode(entries.subList(from, to)));
      files.put(new TilePath(0, number, to - from), concatenated(leaves.subList(from, to)));
    }
    for (int level = 1; level < after.levels(); level++) {
      if (after.count(level) > before.count(level)) {
        addLevel(level, before.count(level) / TilePath.FULL, after, files);
      }
    }
    int rest = (int) (after.size() % TilePath.FULL);
    List<byte[]> tail = List.copyOf(entries.subList(entries.size() - rest, entries.size()));
    return new Growth(after, tail, files, replaced(before, after));
  }

  private static void addLevel(int level, long firstTile, Tree after, Map<TilePath, byte[]> files) {
    long count = after.count(level);
    for (long n = firstTile; n * TilePath.FULL < count; n++) {
      int width = TilePath.widthAt(n, count);
      List<byte[]> row = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        row.add(after.upper(level, n * TilePath.FULL + i));
      }
      files.put(new TilePath(level, n, width), concatenated(row));
    }
  }

  private static List<TilePath> replaced(Tree before, Tree after) {
    List<TilePath> replaced = new ArrayList<>();
    for (int level = TilePath.ENTRIES; level < before.levels(); level++) {
      long count = before.count(Math.max(0, level));
      int width = (int) (count % TilePath.FULL);
      if (width > 0 && after.count(Math.max(0, level)) > count) {
        replaced.add(new TilePath(level, count / TilePath.FULL, width));
      }
    }
    return replaced;
  }

  private static byte[] concatenated(List<byte[]> hashes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(hashes.size() * Hashes.LENGTH);
    hashes.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
