package health.lode.vault;

import java.util.Random;

/** Small FHIR resources made up for tests. */
public final class FhirFixture {
  private FhirFixture() {}

  public static String patient(int n) {
    return "{\"resourceType\":\"Patient\",\"id\":\"p"
        + n
        + "\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"M"
        + n
        + "\"}],\"name\":[{\"text\":\"王小明"
        + n
        + "\"}],\"gender\":\"female\",\"birthDate\":\"1970-03-0"
        + (1 + n % 9)
        + "\"}";
  }

  public static String encounter(int n, int patient) {
    return "{\"resourceType\":\"Encounter\",\"id\":\"e"
        + n
        + "\",\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/p"
        + patient
        + "\"},\"period\":{\"start\":\"2024-05-06T08:00:00+08:00\",\"end\":\"2024-05-06T09:00:00+08:00\"}}";
  }

  public static String condition(int n, int patient, String more) {
    return "{\"resourceType\":\"Condition\",\"id\":\"c"
        + n
        + "\","
        + more
        + "\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\"J18.900\"}],"
        + "\"text\":\"肺炎\"},\"subject\":{\"reference\":\"Patient/p"
        + patient
        + "\"},\"encounter\":{\"reference\":\"Encounter/e"
        + n
        + "\"},\"onsetDateTime\":\"2024-05\"}";
  }

  public static String observation(int n, int patient) {
    return "{\"resourceType\":\"Observation\",\"id\":\"o"
        + n
        + "\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"718-7\"}]},"
        + "\"subject\":{\"reference\":\"Patient/p"
        + patient
        + "\"},\"effectiveDateTime\":\"2024-05-06T08:30:00+08:00\",\"valueQuantity\":{\"value\":"
        + (100 + n % 60)
        + ".50,\"unit\":\"g/L\"}}";
  }

  /** Lines of all kinds, some of them broken, some twice; the same for the same seed. */
  public static String lines(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int patient = random.nextInt(40);
      switch (random.nextInt(10)) {
        case 0 -> lines.append(patient(patient));
        case 1, 2 -> lines.append(encounter(i, patient));
        case 3, 4 -> lines.append(condition(random.nextInt(count), patient, ""));
        case 5 -> lines.append("{\"resourceType\":\"Basic\",\"id\":\"b").append(i).append("\"}");
        case 6 -> lines.append("{\"resourceType\":\"Condition\",\"id\":").append(i);
        default -> lines.append(observation(i, patient));
      }
      lines.append('\n');
    }
    return lines.toString();
  }
}
