package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Provinces and prefectures by name, for saying of an address only where about it is. */
final class ChinesePlaces {
  private static final ChinesePlaces ONE = new ChinesePlaces();
  private final List<String> provinces = new ArrayList<>();
  private final List<String> prefectures = new ArrayList<>();

  private ChinesePlaces() {
    for (String line : Resource.lines("zh/places.txt")) {
      int blank = line.indexOf(' ');
      if (blank <= 0) {
        continue;
      }
      String province = line.substring(0, blank);
      provinces.add(province);
      for (String group : line.substring(blank + 1).split(" ")) {
        String prefecture = group.contains(":") ? group.substring(0, group.indexOf(':')) : group;
        if (prefecture.length() > 2) {
          prefectures.add(prefecture);
        }
      }
    }
  }

  /** The province and prefecture that an address begins with, as it is written there. */
  static Optional<String> wider(String address) {
    int end = 0;
    end = beginning(address, end, ONE.provinces);
    end = beginning(address, end, ONE.prefectures);
    return end == 0 ? Optional.empty() : Optional.of(address.substring(0, end));
  }

  /** Where a name of the list ends that stands at {@code from}, with its last word or without. */
  private static int beginning(String address, int from, List<String> names) {
    int end = from;
    for (String name : names) {
      if (address.startsWith(name, from)) {
        end = Math.max(end, from + name.length());
      }
    }
    return end;
  }
}
