package health.lode.vault.capture.hl7v2;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** One segment of a message. Fields are numbered as in the standard: MSH-1 is the separator. */
final class Segment {
  private final String name;
  private final int number;
  private final List<String> fields;
  private final EncodingCharacters separators;
  private final Charset charset;

  /**
   * @param number 1 for the first segment of this name in its message
   */
  Segment(String line, int number, EncodingCharacters separators, Charset charset) {
    this.name = line.substring(0, 3);
    this.number = number;
    this.separators = separators;
    this.charset = charset;
    this.fields = Field.split(line, separators.field());
    if (holdsSeparators()) {
      fields.add(1, String.valueOf(separators.field()));
    }
  }

  String name() {
    return name;
  }

  /** Where a field is, in words for people: {@code PID-7}, {@code OBX[3]-5}. */
  String place(int field) {
    return (number > 1 ? name + "[" + number + "]" : name) + "-" + field;
  }

  /** How many fields were sent. */
  int size() {
    return fields.size() - 1;
  }

  /** A field as sent, with all its repetitions. */
  String raw(int field) {
    return field < fields.size() ? fields.get(field) : "";
  }

  /** The first component of the first repetition. */
  String value(int field) {
    return value(field, 1);
  }

  String value(int field, int component) {
    return first(field).component(component);
  }

  /** The first repetition; empty where nothing was sent. */
  Field first(int field) {
    return repetitions(field).get(0);
  }

  /** At least one, which is empty where nothing was sent. */
  List<Field> repetitions(int field) {
    String raw = raw(field);
    if (holdsSeparators() && field <= 2) {
      EncodingCharacters none =
          new EncodingCharacters(
              separators.field(),
              EncodingCharacters.NONE,
              EncodingCharacters.NONE,
              EncodingCharacters.NONE,
              EncodingCharacters.NONE);
      return List.of(new Field(raw, none, charset));
    }
    List<Field> repetitions = new ArrayList<>();
    for (String repetition : Field.split(raw, separators.repetition())) {
      repetitions.add(new Field(repetition, separators, charset));
    }
    return repetitions;
  }

  private boolean holdsSeparators() {
    return name.equals("MSH") || name.equals("FHS") || name.equals("BHS");
  }
}
