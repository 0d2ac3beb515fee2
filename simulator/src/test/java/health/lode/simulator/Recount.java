package health.lode.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what was written by reading the files, with as little in common with the simulator as can
 * be: the test's own idea of each format.
 */
final class Recount {
  record Condition(String patient, String icd10, String date) {}

  record Measurement(String patient, String item, BigDecimal value) {}

  private record Version<T>(String version, T fact) {}

  final Map<String, Long> received = new TreeMap<>();
  long duplicate;
  long quarantined;
  final Map<String, String> idNumbers = new HashMap<>();
  final Map<String, String> sexes = new HashMap<>();
  final Set<String> visits = new HashSet<>();
  private final Map<String, Version<Condition>> conditions = new HashMap<>();
  private final Map<String, Version<Measurement>> measurements = new HashMap<>();
  private final Set<String> bytesSeen = new HashSet<>();

  static Recount of(HospitalKind hospital, Path dir) throws IOException {
    Recount recount = new Recount();
    switch (hospital) {
      case FHIR -> recount.readFhir(dir);
      case CSV -> recount.readCsv(dir);
      case HL7V2 -> recount.readHl7(dir);
    }
    return recount;
  }

  List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    conditions.values().stream().filter(v -> v.fact() != null).forEach(v -> all.add(v.fact()));
    return all;
  }

  List<Measurement> measurements() {
    List<Measurement> all = new ArrayList<>();
    measurements.values().stream().filter(v -> v.fact() != null).forEach(v -> all.add(v.fact()));
    return all;
  }

  /** Patients with the same valid ID number are one. */
  String person(String patient) {
    String id = idNumbers.get(patient);
    return id != null && ResidentId.isValid(id) ? id : patient;
  }

  /** The later version stands; a null fact takes back. */
  private static <T> void put(Map<String, Version<T>> facts, String key, String version, T fact) {
    Version<T> known = facts.get(key);
    if (known == null || known.version().compareTo(version) <= 0) {
      facts.put(key, new Version<>(version, fact));
    }
  }

  private boolean isNew(String record) {
    if (bytesSeen.add(record)) {
      return true;
    }
    duplicate++;
    return false;
  }

  /** {@code R05.x00} is R05, {@code I50.900x018} is I50.9. */
  private static String who(String code) {
    Matcher m = Pattern.compile("([A-Z]\\d\\d)(?:\\.(\\d|x).*)?").matcher(code);
    if (!m.matches()) {
      throw new AssertionError(code);
    }
    return m.group(2) == null || m.group(2).equals("x")
        ? m.group(1)
        : m.group(1) + "." + m.group(2);
  }

  private void readFhir(Path dir) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (Path file : files(dir)) {
      for (String line : Files.readAllLines(file)) {
        JsonNode resource;
        try {
          resource = mapper.readTree(line);
        } catch (IOException e) {
          Matcher type = Pattern.compile("\"resourceType\":\"([A-Za-z]+)\"").matcher(line);
          received.merge(type.find() ? type.group(1) : "unknown", 1L, Long::sum);
          quarantined++;
          continue;
        }
        if (!resource.has("resourceType")) {
          received.merge("unknown", 1L, Long::sum);
          quarantined++;
          continue;
        }
        received.merge(resource.get("resourceType").textValue(), 1L, Long::sum);
        if (isNew(line)) {
          resource(resource);
        }
      }
    }
  }

  private void resource(JsonNode r) {
    String id = r.get("id").textValue();
    String version = r.at("/meta/lastUpdated").textValue();
    String patient = r.at("/subject/reference").asText();
    switch (r.get("resourceType").textValue()) {
      case "Patient" -> {
        r.get("identifier")
            .forEach(
                i -> {
                  if (i.at("/type/coding/0/code").asText().equals("NNCHN")) {
                    idNumbers.put("Patient/" + id, i.get("value").textValue());
                  }
                });
        sexes.put("Patient/" + id, r.get("gender").textValue());
      }
      case "Encounter" -> visits.add(id);
      case "Condition" -> {
        boolean error =
            r.at("/verificationStatus/coding/0/code").asText().equals("entered-in-error");
        Condition c =
            new Condition(
                patient,
                who(r.at("/code/coding/0/code").textValue()),
                r.get("onsetDateTime").textValue());
        put(conditions, id, version, error ? null : c);
      }
      case "Observation" -> {
        boolean error = r.get("status").textValue().equals("entered-in-error");
        Measurement m =
            new Measurement(
                patient,
                r.at("/code/coding/0/code").textValue(),
                new BigDecimal(r.at("/valueQuantity/value").asText()));
        put(measurements, id, version, error ? null : m);
      }
      default -> throw new AssertionError(r.get("resourceType"));
    }
  }

  private void readCsv(Path dir) throws IOException {
    for (Path file : files(dir)) {
      String type = file.getFileName().toString().replaceAll("(_update)?\\.csv", "");
      byte[] bytes = Files.readAllBytes(file);
      int width = 0;
      int from = 0;
      for (int i = 1; i < bytes.length; i++) {
        if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
          byte[] row = Arrays.copyOfRange(bytes, from, i - 1);
          from = i + 1;
          if (width == 0) {
            width = decode(row).split(",", -1).length;
          } else {
            row(type, width, row);
          }
        }
      }
      if (from != bytes.length) {
        throw new AssertionError("the last row has no end: " + file);
      }
    }
  }

  private static String decode(byte[] row) throws CharacterCodingException {
    return Charset.forName("GB18030").newDecoder().decode(ByteBuffer.wrap(row)).toString();
  }

  private void row(String type, int width, byte[] bytes) {
    received.merge(type, 1L, Long::sum);
    String row;
    try {
      row = decode(bytes);
    } catch (CharacterCodingException e) {
      quarantined++;
      return;
    }
    String[] cell = row.split(",", -1);
    if (cell.length != width || row.contains("2024-13-45")) {
      quarantined++;
      return;
    }
    if (!isNew(row)) {
      return;
    }
    String version = cell[width - 1];
    switch (type) {
      case "patients" -> {
        if (!cell[4].isEmpty()) {
          idNumbers.put(cell[0], cell[4]);
        }
        sexes.put(cell[0], cell[2]);
      }
      case "visits" -> visits.add(cell[0]);
      case "diagnoses" ->
          put(conditions, cell[0], version, new Condition(cell[2], who(cell[4]), cell[7]));
      case "results" ->
          put(
              measurements,
              cell[0],
              version,
              new Measurement(cell[3], cell[4], new BigDecimal(cell[5])));
      default -> throw new AssertionError(type);
    }
  }

  private void readHl7(Path dir) throws IOException {
    String all = Files.readString(dir.resolve("messages.hl7"), StandardCharsets.UTF_8);
    for (String message : all.split("(?=MSH\\|)")) {
      String[] segments = message.split("\r");
      String[] header = segments[0].split("\\|", -1);
      received.merge(header[8].substring(0, 7), 1L, Long::sum);
      boolean unreadable =
          message.contains("|20241301\r")
              || message.contains("PID|1||||")
              || Arrays.stream(segments).anyMatch(s -> !s.matches("[A-Z][A-Z0-9]{2}\\|.*"));
      if (unreadable) {
        quarantined++;
      } else if (isNew(message)) {
        message(segments, header[6]);
      }
    }
  }

  private void message(String[] segments, String version) {
    String patient = "";
    String order = "";
    for (String segment : segments) {
      String[] field = segment.split("\\|", -1);
      switch (field[0]) {
        case "PID" -> {
          String[] numbers = field[3].split("~");
          patient = numbers[0].split("\\^")[0] + "^" + numbers[0].split("\\^")[3];
          if (numbers.length > 1) {
            idNumbers.put(patient, numbers[1].split("\\^")[0]);
          }
          sexes.put(patient, field[8]);
        }
        case "PV1" -> visits.add(field[19]);
        case "OBR" -> order = field[3];
        case "DG1" -> {
          String day = field[5];
          String date =
              String.format(
                  Locale.ROOT,
                  "%s-%s-%s",
                  day.substring(0, 4),
                  day.substring(4, 6),
                  day.substring(6));
          Condition c = new Condition(patient, who(field[3].split("\\^")[0]), date);
          put(conditions, field[20], version, field[21].equals("D") ? null : c);
        }
        case "OBX" -> {
          String item = field[3].split("\\^")[0];
          Measurement m = new Measurement(patient, item, new BigDecimal(field[5]));
          put(measurements, order + item, version, field[11].equals("D") ? null : m);
        }
        default -> {
          // MSH, EVN, ORC: nothing to count.
        }
      }
    }
  }

  private static List<Path> files(Path dir) throws IOException {
    try (var files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }
}
