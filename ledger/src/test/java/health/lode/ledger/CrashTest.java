package health.lode.ledger;

import static health.lode.ledger.Entries.KEY;
import static health.lode.ledger.Entries.ORIGIN;
import static health.lode.ledger.Entries.entry;
import static health.lode.ledger.Entries.many;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path home;

  /** Appends from four threads and prints each index once it was acknowledged. */
  static final class Appender {
    public static void main(String[] args) throws Exception {
      Ledger ledger = Ledger.open(Path.of(args[0]), KEY);
      for (int t = 0; t < 4; t++) {
        String thread = args[1] + "/" + t + "/";
        new Thread(
                () -> {
                  for (int i = 0; ; i++) {
                    String text = thread + i;
                    long index = ledger.append(entry(text));
                    synchronized (System.out) {
                      System.out.println(index + " " + text);
                      System.out.flush();
                    }
                  }
                })
            .start();
      }
    }
  }

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    Path dir = home.resolve("ledger");
    Ledger.create(dir, ORIGIN, KEY).close();
    Map<Long, String> acknowledged = new HashMap<>();
    for (int round = 0; round < 5; round++) {
      kill(dir, round, acknowledged);
      assertThat(Ledger.verify(dir, KEY.publicKey()).problems()).isEmpty();
      try (Ledger ledger = Ledger.open(dir, KEY)) {
        acknowledged.forEach(
            (index, text) -> assertThat(ledger.entryJson(index)).isEqualTo(entry(text)));
      }
      Verification after = Ledger.verify(dir, KEY.publicKey());
      assertThat(after.problems()).isEmpty();
      assertThat(after.leftovers()).isEmpty();
    }
    assertThat(acknowledged.size()).isGreaterThan(50);
  }

  private void kill(Path dir, int round, Map<Long, String> acknowledged) throws Exception {
    Path out = home.resolve("acknowledged" + round);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                dir.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile())
            .start();
    int wanted = 20 + 37 * round;
    while (process.isAlive() && finishedLines(out).size() < wanted) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    List<String> lines = finishedLines(out);
    assertThat(lines).hasSizeGreaterThanOrEqualTo(wanted);
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      acknowledged.put(Long.parseLong(words[0]), words[1]);
    }
  }

  private static List<String> finishedLines(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : List.of(text.substring(0, end).split("\n"));
  }

  /** Every state in which a power cut between two writes, or within one, can leave the disk. */
  @Test
  void everyTornTailIsCutOff() throws IOException {
    int[][] steps = {{0, 1}, {1, 5}, {250, 7}, {255, 1}, {256, 1}, {500, 600}};
    for (int[] step : steps) {
      Path before = home.resolve("before" + step[0]);
      Path after = home.resolve("after" + step[0]);
      Map<String, byte[]> old = grow(before, step[0], 0);
      Map<String, byte[]> grown = grow(after, step[0], step[1]);
      List<String> fresh = new ArrayList<>(grown.keySet());
      fresh.removeIf(name -> old.containsKey(name) && !name.equals("checkpoint"));
      fresh.remove("checkpoint");
      fresh.add("checkpoint");
      for (int done = 0; done <= fresh.size(); done++) {
        Map<String, byte[]> torn = new LinkedHashMap<>(old);
        for (int i = 0; i < done && i < fresh.size() - 1; i++) {
          torn.put(fresh.get(i), grown.get(fresh.get(i)));
        }
        if (done < fresh.size()) {
          String cut = done == fresh.size() - 1 ? "checkpoint.new" : fresh.get(done);
          byte[] whole = grown.get(fresh.get(done));
          torn.put(cut, Arrays.copyOf(whole, whole.length / 2));
        } else {
          torn.put("checkpoint", grown.get("checkpoint"));
        }
        int size = done < fresh.size() ? step[0] : step[0] + step[1];
        recover(torn, size);
      }
    }
  }

  private void recover(Map<String, byte[]> torn, int size) throws IOException {
    Path dir = Files.createTempDirectory(home, "torn");
    for (Map.Entry<String, byte[]> file : torn.entrySet()) {
      Files.createDirectories(dir.resolve(file.getKey()).getParent());
      Files.write(dir.resolve(file.getKey()), file.getValue());
    }
    assertThat(Ledger.verify(dir, KEY.publicKey()).problems()).isEmpty();
    try (Ledger ledger = Ledger.open(dir, KEY)) {
      assertThat(ledger.size()).isEqualTo(size);
      assertThat(Ledger.verify(dir, KEY.publicKey()).leftovers()).isEmpty();
      ledger.append(entry("after the cut"));
    }
    assertThat(Ledger.verify(dir, KEY.publicKey()).verified()).isTrue();
  }

  private static Map<String, byte[]> grow(Path dir, int first, int second) throws IOException {
    try (Ledger ledger = Ledger.create(dir, ORIGIN, KEY)) {
      if (first > 0) {
        ledger.appendIf(0, many(first, "e"));
      }
      if (second > 0) {
        ledger.appendIf(first, many(second, "f"));
      }
    }
    return LedgerTest.files(dir);
  }
}
