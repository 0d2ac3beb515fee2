package health.lode.vault.identity;

import health.lode.vault.VaultKeys;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.identity.IdentifierCipher.KeyedHash;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;

/** Persons of a cut by what they are known by, and the other way round. */
public final class Identities {
  private final DuckDBConnection connection;
  private final IdentifierCipher cipher;

  public Identities(DuckDBConnection connection, VaultKeys keys, SecureRandom random) {
    this.connection = connection;
    this.cipher = new IdentifierCipher(keys, random);
  }

  /** What one person of the cut is known by; nothing where the cut has no such person. */
  public Optional<KnownPatient> known(CutInfo cut, long person) throws SQLException {
    String sql =
        "SELECT i.source_patient_id, i.kind, i.sealed FROM identity.identifier i"
            + " JOIN identity.person_of p USING (source_patient_id)"
            + " WHERE p.cut = ? AND p.person_id = ? ORDER BY i.journal_entry, i.journal_offset";
    Map<Kind, List<String>> identifiers = new EnumMap<>(Kind.class);
    boolean met = false;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, cut.number());
      query.setLong(2, person);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          met = true;
          String kind = rows.getString(2);
          byte[] sealed = rows.getBytes(3);
          String value = cipher.open(rows.getLong(1), kind, sealed);
          List<String> values =
              identifiers.computeIfAbsent(Kind.valueOf(kind), k -> new ArrayList<>());
          if (!values.contains(value)) {
            values.add(value);
          }
        }
      }
    }
    return met ? Optional.of(new KnownPatient(person, identifiers)) : Optional.empty();
  }

  /**
   * The one person of the cut that any source knows by this record or identity number; nothing
   * where there is none, or more than one.
   */
  public OptionalLong personByNumber(CutInfo cut, String number) throws SQLException {
    Set<Long> persons = new TreeSet<>();
    for (Map.Entry<Integer, KeyedHash> scope : hashes(number).entrySet()) {
      Kind kind =
          scope.getKey() == PersonRegister.EVERYWHERE ? Kind.ID_NUMBER : Kind.MEDICAL_RECORD_NUMBER;
      String sql =
          "SELECT DISTINCT p.person_id FROM identity.identifier i JOIN identity.person_of p"
              + " USING (source_patient_id) WHERE p.cut = ? AND i.kind = ? AND i.hash_hi = ? AND"
              + " i.hash_lo = ? AND i.valid";
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setInt(1, cut.number());
        query.setString(2, kind.name());
        query.setLong(3, scope.getValue().hi());
        query.setLong(4, scope.getValue().lo());
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            persons.add(rows.getLong(1));
          }
        }
      }
    }
    return persons.size() == 1 ? OptionalLong.of(persons.iterator().next()) : OptionalLong.empty();
  }

  /** The hash of a number in each scope: 0 everywhere, otherwise within one source. */
  private Map<Integer, KeyedHash> hashes(String number) throws SQLException {
    Map<Integer, KeyedHash> hashes = new HashMap<>();
    ResidentId.normalised(number)
        .ifPresent(
            id ->
                hashes.put(
                    PersonRegister.EVERYWHERE,
                    cipher.hash(Kind.ID_NUMBER.name(), PersonRegister.EVERYWHERE, id)));
    String plain = number.strip();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT source_id FROM catalog.source")) {
      while (rows.next()) {
        int source = rows.getInt(1);
        hashes.put(source, cipher.hash(Kind.MEDICAL_RECORD_NUMBER.name(), source, plain));
      }
    }
    return hashes;
  }
}
