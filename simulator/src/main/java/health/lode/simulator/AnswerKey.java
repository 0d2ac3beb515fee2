package health.lode.simulator;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a right product finds in the three hospitals' files: computed from the persons as invented,
 * never from the files. Facts and planted errors are streamed, computed again on each call, so that
 * memory does not grow with the population.
 */
public final class AnswerKey {
  /** Persons below which a cell of one hospital is not told. */
  public static final int MINIMUM_PERSONS = 10;

  private final long seed;
  private final Population population;
  private final List<Part> parts;

  AnswerKey(long seed, Population population) {
    this.seed = seed;
    this.population = population;
    this.parts = Stream.of(HospitalKind.values()).map(Part::new).toList();
    for (int number = 0; number < population.size(); number++) {
      Person person = population.person(number);
      parts.forEach(part -> part.add(person));
    }
  }

  /** What is added up for one hospital. */
  private static final class Part {
    private final HospitalKind hospital;
    private final HospitalKey.Sum sum;
    private final Tally coughAndDisease = new Tally();
    private final Tally leukocytes = new Tally();
    private Association pneumonia = new Association(0, 0, 0, 0);
    private Association lungCancer = new Association(0, 0, 0, 0);

    Part(HospitalKind hospital) {
      this.hospital = hospital;
      this.sum = new HospitalKey.Sum(hospital);
    }

    void add(Person person) {
      for (Registration registration : person.registrations()) {
        if (registration.hospital() == hospital) {
          sum.add(registration);
        }
      }
      FactsOf.person(person, hospital).ifPresent(this::add);
    }

    private void add(PersonFacts facts) {
      sum.add(facts);
      boolean cough = facts.has("R05");
      boolean inflamed = facts.has("J18");
      boolean cancer = facts.has("C34");
      pneumonia = pneumonia.plus(cough, inflamed);
      lungCancer = lungCancer.plus(cough, cancer);
      String symptom = cough ? "cough" : "no cough";
      coughAndDisease.add(List.of(symptom, "all"), facts.person(), null);
      if (inflamed) {
        coughAndDisease.add(List.of(symptom, "J18"), facts.person(), null);
      }
      if (cancer) {
        coughAndDisease.add(List.of(symptom, "C34"), facts.person(), null);
      }
      String group = inflamed ? "J18" : cancer ? "C34" : "neither";
      for (PersonFacts.MeasurementFact m : facts.measurements()) {
        if (m.item() == LaboratoryItem.WBC) {
          leukocytes.add(List.of(group, facts.sex().name()), facts.person(), m.value());
        }
      }
    }
  }

  private Part part(HospitalKind hospital) {
    return parts.stream().filter(p -> p.hospital == hospital).findFirst().orElseThrow();
  }

  public long seed() {
    return seed;
  }

  /** Persons in the whole population. */
  public int patients() {
    return population.size();
  }

  public HospitalKey hospital(HospitalKind hospital) {
    return part(hospital).sum.key();
  }

  /** The final truth of one hospital, person by person in ascending order of their number. */
  public Stream<PersonFacts> facts(HospitalKind hospital) {
    return population.persons().flatMap(p -> FactsOf.person(p, hospital).stream());
  }

  /** Every error planted in one hospital's export. */
  public Stream<PlantedError> plantedErrors(HospitalKind hospital) {
    return population
        .persons()
        .flatMap(p -> p.registrations().stream())
        .filter(r -> r.hospital() == hospital)
        .flatMap(r -> RecordCount.errors(r).stream());
  }

  /** The odds ratios that were planted: cough with pneumonia (J18). */
  public double plantedOddsRatioOfPneumonia() {
    return Population.PNEUMONIA_ODDS_RATIO;
  }

  /** The odds ratio that was planted: cough with lung cancer (C34). */
  public double plantedOddsRatioOfLungCancer() {
    return Population.LUNG_CANCER_ODDS_RATIO;
  }

  /** True counts in one hospital: cough (R05) and pneumonia (J18), persons. */
  public Association coughAndPneumonia(HospitalKind hospital) {
    return part(hospital).pneumonia;
  }

  /** True counts in one hospital: cough (R05) and lung cancer (C34), persons. */
  public Association coughAndLungCancer(HospitalKind hospital) {
    return part(hospital).lungCancer;
  }

  /** Groups {@code (cough | no cough, all | J18 | C34)}, one row a person. */
  public Tally coughAndDisease(HospitalKind hospital) {
    return part(hospital).coughAndDisease;
  }

  /** Groups {@code (J18 | C34 | neither, MALE | FEMALE)}, one row a leukocyte count (WBC). */
  public Tally leukocytesByDiseaseAndSex(HospitalKind hospital) {
    return part(hospital).leukocytes;
  }

  /** Writes the key as JSON, planted errors included, one by one. */
  public void write(Path file) throws IOException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    try (JsonGenerator out =
        mapper.getFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeNumberField("seed", seed);
      out.writeNumberField("patients", population.size());
      out.writeNumberField("plantedOddsRatioCoughPneumonia", plantedOddsRatioOfPneumonia());
      out.writeNumberField("plantedOddsRatioCoughLungCancer", plantedOddsRatioOfLungCancer());
      out.writeArrayFieldStart("hospitals");
      for (HospitalKind hospital : HospitalKind.values()) {
        writeHospital(hospital, mapper, out);
      }
      out.writeEndArray();
      out.writeObjectFieldStart("merged");
      out.writeNumberField("minimumPersons", MINIMUM_PERSONS);
      out.writeFieldName("coughAndDisease");
      writeMerged(parts.stream().map(p -> p.coughAndDisease).toList(), out);
      out.writeFieldName("leukocytesByDiseaseAndSex");
      writeMerged(parts.stream().map(p -> p.leukocytes).toList(), out);
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private void writeHospital(HospitalKind hospital, JsonMapper mapper, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", hospital.hospitalName());
    out.writeFieldName("counts");
    mapper.writeValue(out, mapper.valueToTree(hospital(hospital)));
    out.writeFieldName("coughAndPneumonia");
    mapper.writeValue(out, mapper.valueToTree(coughAndPneumonia(hospital)));
    out.writeFieldName("coughAndLungCancer");
    mapper.writeValue(out, mapper.valueToTree(coughAndLungCancer(hospital)));
    out.writeFieldName("leukocytesByDiseaseAndSex");
    writeMerged(List.of(leukocytesByDiseaseAndSex(hospital)), out);
    out.writeArrayFieldStart("plantedErrors");
    try (Stream<PlantedError> errors = plantedErrors(hospital)) {
      for (PlantedError error : (Iterable<PlantedError>) errors::iterator) {
        out.writeStartObject();
        out.writeStringField("kind", error.kind().name());
        out.writeStringField("record", error.record());
        out.writeStringField("detail", error.detail());
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeMerged(List<Tally> tallies, JsonGenerator out) throws IOException {
    Tally.Merged merged = Tally.merge(tallies, MINIMUM_PERSONS);
    out.writeStartObject();
    out.writeNumberField("suppressed", merged.suppressed());
    out.writeArrayFieldStart("rows");
    for (Tally.Row row : merged.rows()) {
      out.writeStartObject();
      out.writeStringField("group", String.join(" / ", row.group()));
      out.writeNumberField("rows", row.cell().rows());
      out.writeNumberField("persons", row.cell().persons());
      if (row.cell().values() > 0) {
        out.writeNumberField("mean", row.cell().mean(4).orElseThrow());
      }
      if (row.cell().values() > 1) {
        out.writeNumberField("standardDeviation", row.cell().standardDeviation(4).orElseThrow());
      }
      out.writeBooleanField("partial", row.partial());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
