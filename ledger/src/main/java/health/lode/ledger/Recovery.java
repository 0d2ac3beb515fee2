package health.lode.ledger;

import health.lode.signing.PublicKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Opens what a power cut left: where the tiles or the checkpoint do not have what {@link Recent}
 * has, they are written again from it, up to the last commit that the ledger's key has signed.
 */
final class Recovery {
  private final Disk disk;
  private final PublicKey key;

  Recovery(Disk disk, PublicKey key) {
    this.disk = disk;
    this.key = key;
  }

  /** The ledger as it stands on disk afterwards; unverified where it is not what was signed. */
  Audit.Outcome run() throws IOException {
    Audit.Outcome found = Audit.run(disk, key);
    List<Recent.Commit> commits = Recent.read(disk.dir());
    if (!commits.isEmpty() && replayed(found, commits)) {
      found = Audit.run(disk, key);
    }
    if (found.verification().verified()) {
      if (!commits.isEmpty()) {
        settle(began(commits.get(0)).orElse(found.tree().size()), found);
      }
      disk.remove(Recent.NAME);
    }
    return found;
  }

  /** What was killed without a power cut reads well and need not be durable yet. */
  private void settle(long from, Audit.Outcome found) throws IOException {
    List<TilePath> tiles = new ArrayList<>();
    for (int level = TilePath.ENTRIES; level < found.tree().levels(); level++) {
      long count = found.tree().count(Math.max(0, level));
      long first = (from >> (8 * Math.max(0, level))) / TilePath.FULL;
      for (long n = first; n * TilePath.FULL < count; n++) {
        tiles.add(new TilePath(level, n, TilePath.widthAt(n, count)));
      }
    }
    disk.settle(tiles);
    disk.writeCheckpoint(found.note());
  }

  /** How many entries there were before a commit, by its own signed word. */
  private Optional<Long> began(Recent.Commit commit) {
    return Checkpoint.open(commit.note(), key)
        .map(signed -> signed.size() - commit.entries().size())
        .filter(size -> size >= 0);
  }

  private boolean replayed(Audit.Outcome found, List<Recent.Commit> commits) throws IOException {
    Optional<Audit.Outcome> base = base(found, commits.get(0));
    if (base.isEmpty()) {
      return false;
    }
    Tree tree = base.get().tree();
    List<byte[]> added = new ArrayList<>();
    String note = "";
    for (Recent.Commit commit : commits) {
      Optional<Checkpoint> signed = Checkpoint.open(commit.note(), key);
      if (signed.isEmpty()) {
        break;
      }
      if (signed.get().size() <= base.get().tree().size()) {
        continue;
      }
      Tree next = tree.plus(commit.entries().stream().map(Hashes::leaf).toList());
      if (next.size() != signed.get().size() || !Arrays.equals(next.root(), signed.get().root())) {
        break;
      }
      tree = next;
      added.addAll(commit.entries());
      note = commit.note();
    }
    if (added.isEmpty() || tree.size() < stated(found)) {
      return false;
    }
    Growth growth = Growth.of(base.get().tree(), base.get().tail(), added);
    disk.writeTiles(growth.files());
    disk.settle(growth.files().keySet());
    for (TilePath tile : growth.files().keySet()) {
      disk.removeOtherPartials(tile);
    }
    disk.writeCheckpoint(note);
    return true;
  }

  /** From where to go on: the checkpoint where all is well, or else what the first commit met. */
  private Optional<Audit.Outcome> base(Audit.Outcome found, Recent.Commit first)
      throws IOException {
    if (found.verification().verified()) {
      return Optional.of(found);
    }
    Optional<Long> from = began(first);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Audit.at(disk, from.get())).filter(at -> at.verification().verified());
  }

  /** A checkpoint that was signed attests to entries: less than those is no recovery. */
  private long stated(Audit.Outcome found) {
    return Checkpoint.open(found.note(), key).map(Checkpoint::size).orElse(0L);
  }
}
