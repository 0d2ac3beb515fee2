package health.lode.deidentify.text;

import java.util.List;

/**
 * What is known of the patient whose note it is; it is found wherever it stands, also in parts,
 * spaced and in pinyin.
 *
 * @param patient the identifier that dates the shift and names the surrogates; empty where unknown:
 *     then the note stands for itself
 * @param names the patient's and relatives' names
 * @param numbers record, identity, insurance and account numbers
 * @param phones telephone numbers
 * @param addresses addresses, as written
 */
public record Known(
    String patient,
    List<String> names,
    List<String> numbers,
    List<String> phones,
    List<String> addresses) {
  public static final Known NOTHING = new Known("", List.of(), List.of(), List.of(), List.of());

  public Known {
    names = List.copyOf(names);
    numbers = List.copyOf(numbers);
    phones = List.copyOf(phones);
    addresses = List.copyOf(addresses);
  }

  /** Only the patient's identifier is known. */
  public static Known patient(String patient) {
    return new Known(patient, List.of(), List.of(), List.of(), List.of());
  }

  boolean nothing() {
    return names.isEmpty() && numbers.isEmpty() && phones.isEmpty() && addresses.isEmpty();
  }

  /** Never the values: a log must not hold them. */
  @Override
  public String toString() {
    return "Known[…]";
  }
}
