package health.lode.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rows like UCI Adult, drawn column by column from shipped counts: each column given one or two
 * others. The same seed gives the same rows.
 */
final class AdultLike {
  private static final List<String> HEADER =
      List.of(
          "sex",
          "age",
          "race",
          "marital-status",
          "education",
          "native-country",
          "workclass",
          "occupation",
          "salary-class");

  /** Values of a column in one case, with running sums of their counts. */
  private record Spread(String[] values, int[] sums) {
    String draw(SplittableRandom random) {
      int drawn = random.nextInt(sums[sums.length - 1]);
      int at = 0;
      while (sums[at] <= drawn) {
        at++;
      }
      return values[at];
    }
  }

  /** For each column, in an order in which what is given comes first: the spreads by case. */
  private final Map<String, Map<String, Spread>> columns = new LinkedHashMap<>();

  private final Map<String, List<String>> given = new HashMap<>();

  AdultLike() throws IOException {
    for (String line : resource("adult-like.txt").split("\n")) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(";");
      List<String> values = new ArrayList<>();
      List<Integer> sums = new ArrayList<>();
      int sum = 0;
      for (String each : parts[2].split(",")) {
        int equals = each.lastIndexOf('=');
        values.add(each.substring(0, equals));
        sum += Integer.parseInt(each.substring(equals + 1));
        sums.add(sum);
      }
      columns
          .computeIfAbsent(parts[0], c -> new HashMap<>())
          .put(
              parts[1],
              new Spread(
                  values.toArray(String[]::new),
                  sums.stream().mapToInt(Integer::intValue).toArray()));
      List<String> names = new ArrayList<>();
      for (String each : parts[1].split("&")) {
        if (!each.isEmpty()) {
          names.add(each.substring(0, each.indexOf('=')));
        }
      }
      given.put(parts[0], names);
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = AdultLike.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void write(Path file, int rows, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, String> row = new HashMap<>();
    StringBuilder text = new StringBuilder(String.join(",", HEADER)).append('\n');
    StringBuilder key = new StringBuilder();
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows; i++) {
        for (Map.Entry<String, Map<String, Spread>> column : columns.entrySet()) {
          key.setLength(0);
          for (String name : given.getOrDefault(column.getKey(), List.of())) {
            key.append(key.length() == 0 ? "" : "&").append(name).append('=').append(row.get(name));
          }
          Spread spread = column.getValue().get(key.toString());
          // A case that the counts never saw takes another case: such rows are few.
          row.put(
              column.getKey(),
              spread == null
                  ? column.getValue().values().iterator().next().draw(random)
                  : spread.draw(random));
        }
        for (int c = 0; c < HEADER.size(); c++) {
          text.append(c == 0 ? "" : ",").append(row.get(HEADER.get(c)));
        }
        text.append('\n');
        if (text.length() > 1 << 16) {
          out.append(text);
          text.setLength(0);
        }
      }
      out.append(text);
    }
  }
}
