package health.lode.deidentify.policy;

import health.lode.canonical.CanonicalJson;
import health.lode.deidentify.DeidentifyReason;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.strict.StrictException;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import health.lode.strict.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A policy file, {@code lode-deidentification/1}: {@code policy}, {@code title}, {@code dates}, and
 * a section for each kind of data ({@code text, table, dicom, fhir, release}). See
 * docs/spec/deidentification.md.
 *
 * <p>An unknown key or word refuses the file with its line: a rule that is not understood must not
 * be dropped.
 */
public final class Policy {
  public static final String FORMAT = "lode-deidentification/1";

  /** A section of the policy: one kind of data, or what a release adds. */
  public enum Section {
    TEXT("text"),
    TABLE("table"),
    DICOM("dicom"),
    FHIR("fhir"),
    RELEASE("release");

    private final String key;

    Section(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }

  private final String text;
  private final Words title;
  private final Dates dates;
  private final Map<Section, StrictNode> sections;

  private Policy(String text, Words title, Dates dates, Map<Section, StrictNode> sections) {
    this.text = text;
    this.title = title;
    this.dates = dates;
    this.sections = sections;
  }

  /** Reads a policy file; refuses with {@code POLICY_UNREADABLE} and the line. */
  public static Policy read(String text) {
    return reading(
        () -> {
          StrictMapping top = StrictYaml.read(text).mapping();
          StrictNode format = top.required("policy");
          if (!format.text().equals(FORMAT)) {
            throw format.wrong("must be " + FORMAT, "应为 " + FORMAT);
          }
          StrictMapping title = top.required("title").mapping();
          Words words = Words.of(title.text("en"), title.text("zh"));
          title.done();
          Dates dates = Dates.read(top.required("dates"));
          Map<Section, StrictNode> sections = new LinkedHashMap<>();
          for (Section section : Section.values()) {
            top.optional(section.key()).ifPresent(node -> sections.put(section, node));
          }
          top.done();
          return new Policy(text, words, dates, sections);
        });
  }

  /** The policy that ships with the product. */
  public static Policy standard() {
    try (InputStream in = Policy.class.getResourceAsStream("/health/lode/deidentify/policy.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the shipped policy is missing");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Words title() {
    return title;
  }

  public Dates dates() {
    return dates;
  }

  /** The file as it was read. */
  public String text() {
    return text;
  }

  /** Lower-case hex SHA-256 of the file's UTF-8 bytes. */
  public String hash() {
    return CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  public boolean speaksOf(Section section) {
    return sections.containsKey(section);
  }

  /**
   * A section as its room understands it.
   *
   * @param reader reads the section to its last key; its {@link StrictException} becomes {@code
   *     POLICY_UNREADABLE}
   * @throws RefusedException {@code POLICY_SILENT} where the policy has no such section
   */
  public <T> T section(Section section, Function<StrictNode, T> reader) {
    StrictNode node =
        Optional.ofNullable(sections.get(section))
            .orElseThrow(
                () ->
                    Refusal.of(
                            DeidentifyReason.POLICY_SILENT,
                            Words.of(
                                "The policy has no section '" + section.key() + "'.",
                                "策略文件缺少 '" + section.key() + "' 部分。"),
                            Words.of(
                                "Add the section, or use the shipped policy: lode deidentify policy.",
                                "请补充该部分，或使用自带策略：lode deidentify policy。"))
                        .asException());
    return reading(() -> reader.apply(node));
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (StrictException e) {
      Words where = e.located();
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.POLICY_UNREADABLE,
              Words.of("Policy file: " + where.en() + ".", "策略文件：" + where.zh() + "。"),
              Words.of(
                  "Correct that line; docs/spec/deidentification.md describes the language.",
                  "请更正该行；语言说明见 docs/spec/deidentification.md。")),
          e);
    }
  }
}
