package health.lode.vault.consent;

import health.lode.governance.consent.Choice;
import health.lode.governance.consent.Opening;
import health.lode.governance.consent.PatientChoices;
import health.lode.governance.consent.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The classes there are: one number for each distinct set of standing choices, 0 for silence. A
 * number's meaning never changes.
 */
final class ConsentClasses {
  static final int SILENT = 0;

  private final Connection connection;
  private final Map<PatientChoices, Integer> numbers = new HashMap<>();
  private final SortedMap<Integer, PatientChoices> choices = new TreeMap<>();

  ConsentClasses(Connection connection) throws SQLException {
    this.connection = connection;
    put(SILENT, PatientChoices.none());
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT consent_class, choices FROM catalog.consent_class")) {
      while (rows.next()) {
        put(rows.getInt(1), read(rows.getString(2)));
      }
    }
  }

  private void put(int number, PatientChoices of) {
    numbers.put(of, number);
    choices.put(number, of);
  }

  SortedMap<Integer, PatientChoices> all() {
    return choices;
  }

  /** The class of these choices, made now if they are new. */
  int number(PatientChoices of) throws SQLException {
    Integer known = numbers.get(of);
    if (known != null) {
      return known;
    }
    int number = choices.lastKey() + 1;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO catalog.consent_class VALUES (?, ?)")) {
      insert.setInt(1, number);
      insert.setString(2, write(of));
      insert.executeUpdate();
    }
    put(number, of);
    return number;
  }

  private static String write(PatientChoices of) {
    StringBuilder text = new StringBuilder();
    of.latest()
        .forEach(
            (use, choice) ->
                text.append(use.purpose())
                    .append('\t')
                    .append(use.category())
                    .append('\t')
                    .append(choice.word())
                    .append('\n'));
    return text.toString();
  }

  private static PatientChoices read(String text) {
    SortedMap<Use, Choice> latest = new TreeMap<>();
    text.lines()
        .forEach(
            line -> {
              String[] parts = line.split("\t", -1);
              latest.put(new Use(parts[0], parts[1]), choice(parts[2]));
            });
    return new PatientChoices(latest);
  }

  static Choice choice(String word) {
    return Choice.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Choices after one more decision. */
  static PatientChoices after(PatientChoices before, String purpose, String category, String word) {
    byte[] noSalt = new byte[Opening.SALT_BYTES];
    return before.after(new Opening(noSalt, "-", purpose, category, choice(word), false));
  }
}
