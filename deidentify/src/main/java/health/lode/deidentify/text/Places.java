package health.lode.deidentify.text;

import java.util.HashMap;
import java.util.Map;

/** Which province and prefecture a Chinese address lies in. */
final class Places {
  private record Place(String province, String city) {}

  private static final Places ONE = new Places();
  private final Map<String, Place> places = new HashMap<>();
  private int longest;

  private Places() {
    for (String line : Resource.lines("zh/places.txt")) {
      String[] parts = line.split(" ");
      String province = parts[0];
      put(province, new Place(province, ""));
      if (parts.length == 1) {
        continue;
      }
      for (String group : parts[1].split(";")) {
        int colon = group.indexOf(':');
        String city = group.substring(0, colon).equals("-") ? "" : group.substring(0, colon);
        if (!city.isEmpty()) {
          put(city, new Place(province, city));
        }
        for (String county : group.substring(colon + 1).split(",")) {
          if (!county.isEmpty()) {
            put(county, new Place(province, city));
          }
        }
      }
    }
  }

  private void put(String name, Place place) {
    places.putIfAbsent(name, place);
    places.putIfAbsent(Lexicon.bare(name), place);
    longest = Math.max(longest, name.length());
  }

  static Places one() {
    return ONE;
  }

  /** The province, or province and prefecture; empty where the address names none. */
  String general(String address, TextPolicy.Place precision) {
    String province = "";
    String city = "";
    for (int i = 0; i < address.length() && city.isEmpty(); ) {
      int next = i + 1;
      for (int end = Math.min(address.length(), i + longest); end > i + 1; end--) {
        Place place = places.get(address.substring(i, end));
        if (place != null && (province.isEmpty() || province.equals(place.province()))) {
          province = place.province();
          city = place.city();
          next = end;
          break;
        }
      }
      i = next;
      if (province.isEmpty() && i > 4) {
        break;
      }
    }
    return precision == TextPolicy.Place.CITY ? province + city : province;
  }
}
