package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is marked for two recipients, sealed, opened, leaked in part, and traced. */
@SuppressWarnings("MathAbsoluteNegative") // any number of a small set will do
class MarkAndSealTest {
  private static final String POLICY =
      """
      policy: lode-deidentification/1
      title: {en: marks, zh: 标记}
      dates: {shift: 180}
      release:
        marks:
          rows: [patient]
          fallback: {columns: [sex, city, weight, ward], use: 2}
          columns:
            - {column: patient, role: pseudonym, letters: 4}
            - {column: birth_year, role: demographic, change: 1}
      """;

  @TempDir Path folder;
  private Path table;
  private Path policy;
  private Path key;
  private Path register;

  @BeforeEach
  void aTable() throws IOException {
    table = folder.resolve("table.csv");
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    key = folder.resolve("hospital.key");
    register = folder.resolve("register.json");
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("patient,sex,city,weight,ward,birth_year"));
    for (int i = 0; i < 800; i++) {
      lines.add(
          String.format(
              "%016d,%s,%d,%d,W%d,%d",
              random.nextLong(10_000_000_000_000_000L),
              random.nextBoolean() ? "男" : "女",
              410_100 + random.nextInt(18),
              40 + random.nextInt(60),
              random.nextInt(20),
              1930 + random.nextInt(80)));
    }
    Files.write(table, lines);
    CommandLineRun.done("deidentify", "key", "new", key);
  }

  private Path marked(String recipient) {
    Path out = folder.resolve(recipient + ".csv");
    JsonNode done =
        CommandLineRun.done(
            "deidentify",
            "mark",
            table,
            out,
            "--policy",
            policy,
            "--key",
            key,
            "--recipient",
            recipient,
            "--register",
            register,
            "--release",
            "R-" + recipient);
    assertThat(done.path("enough").asBoolean()).isTrue();
    assertThat(done.path("cost")).hasSize(2);
    return out;
  }

  private JsonNode trace(Path file) {
    return CommandLineRun.done("trace", file, "--key", key, "--releases", register);
  }

  @Test
  void aLeakedPartIsTraced() throws IOException {
    marked("institute");
    Path company = marked("company");
    List<String> lines = new ArrayList<>(Files.readAllLines(company));
    String header = lines.remove(0);
    Collections.shuffle(lines, new Random(1));
    // Half of the rows, without the pseudonyms.
    List<String> leaked = new ArrayList<>(List.of(header.substring(header.indexOf(',') + 1)));
    lines.subList(0, 400).forEach(line -> leaked.add(line.substring(line.indexOf(',') + 1)));
    Path part = Files.write(folder.resolve("part.csv"), leaked);
    JsonNode found = trace(part);
    assertThat(found.path("named")).hasSize(1);
    assertThat(found.path("named").path(0).asText()).isEqualTo("company");
    assertThat(found.path("suspects").path(0).path("log10Odds").asDouble()).isLessThan(-6);
    assertThat(found.path("suspects").path(0).path("releases").path(0).path("id").asText())
        .isEqualTo("R-company");
    assertThat(CommandLineRun.of("trace", part, "--key", key, "--releases", register).out())
        .contains("company");
    // A rotated key still traces what the older one marked.
    Path rotated = folder.resolve("rotated.key");
    CommandLineRun.done("deidentify", "key", "rotate", rotated, "--from", key);
    assertThat(
            CommandLineRun.done("trace", part, "--key", rotated, "--releases", register)
                .path("named"))
        .hasSize(1);
  }

  @Test
  void anInnocentTableNamesNobody() {
    marked("institute");
    JsonNode found = trace(table);
    assertThat(found.path("named")).isEmpty();
    assertThat(CommandLineRun.of("trace", table, "--key", key, "--releases", register).out())
        .contains("No recipient can be named");
  }

  @Test
  void refusalsLeaveNothingBehind() throws IOException {
    marked("institute");
    Path out = folder.resolve("out.csv");
    Object[] again = {
      "deidentify",
      "mark",
      table,
      out,
      "--policy",
      policy,
      "--key",
      key,
      "--recipient",
      "x",
      "--register",
      register,
      "--release",
      "R-institute"
    };
    CommandLineRun.refused("REGISTER_RELEASE_KNOWN", again);
    assertThat(out).doesNotExist();
    Files.writeString(policy, POLICY.replace("role: demographic", "role: laboratory"));
    again[again.length - 1] = "R-2";
    CommandLineRun.refused("POLICY_UNREADABLE", again);
    assertThat(out).doesNotExist();
    Path other = folder.resolve("other.key");
    CommandLineRun.done("deidentify", "key", "new", other);
    CommandLineRun.refused(
        "TRACE_KEY_WRONG", "trace", table, "--key", other, "--releases", register);
    assertThat(
            CommandLineRun.of("trace", table, "--key", key, "--releases", register, "--odds", "2")
                .code())
        .isEqualTo(2);
  }

  @Test
  void aSealedTableOpensForItsRecipientAlone() throws IOException {
    Path own = folder.resolve("own.key");
    JsonNode made = CommandLineRun.done("deidentify", "recipient-key", "new", own);
    Path sealed = folder.resolve("sealed");
    JsonNode receipt =
        CommandLineRun.done(
            "deidentify",
            "seal",
            table,
            sealed,
            "--to",
            folder.resolve("own.key.pub"),
            "--recipient",
            "institute",
            "--release",
            "R-1");
    assertThat(receipt.path("key").asText()).isEqualTo(made.path("fingerprint").asText());
    Path opened = folder.resolve("opened.csv");
    JsonNode told = CommandLineRun.done("deidentify", "open", sealed, opened, "--key", own);
    assertThat(told.path("sha256")).isEqualTo(receipt.path("sha256"));
    assertThat(opened).hasSameBinaryContentAs(table);
    Path other = folder.resolve("another.key");
    CommandLineRun.done("deidentify", "recipient-key", "new", other);
    Path elsewhere = folder.resolve("elsewhere");
    CommandLineRun.refused(
        "SEAL_NOT_FOR_THIS_KEY", "deidentify", "open", sealed, elsewhere, "--key", other);
    byte[] bytes = Files.readAllBytes(sealed);
    bytes[bytes.length - 1] ^= 1;
    Files.write(sealed, bytes);
    CommandLineRun.refused("SEAL_DAMAGED", "deidentify", "open", sealed, elsewhere, "--key", own);
    CommandLineRun.refused("SEAL_UNREADABLE", "deidentify", "open", table, elsewhere, "--key", own);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void anOutsidePartyVouchesForItsOwnSealingKeyAndNobodyElseCan() throws IOException {
    Path home = folder.resolve("home");
    CommandLineRun.done("init", "node", home, "--name", "H");
    Path signing = folder.resolve("institute.key");
    CommandLineRun.done("key", "new", signing);
    assertThat(Files.getPosixFilePermissions(signing))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    CommandLineRun.done("party", "pin", home, "institute/x", folder.resolve("institute.key.pub"));
    Path sealing = folder.resolve("seal.key");
    String key =
        CommandLineRun.done("deidentify", "recipient-key", "new", sealing)
            .path("fingerprint")
            .asText();
    Path open = folder.resolve("seal.key.pub");
    Path stranger = folder.resolve("stranger.key");
    CommandLineRun.done("key", "new", stranger);
    refusedToSeal(home, open, vouched(open, "institute/x", stranger));
    // For another name the signature does not hold either.
    refusedToSeal(home, open, vouched(open, "institute/y", signing));
    JsonNode enrolled =
        CommandLineRun.done(
            "party",
            "seal-key",
            home,
            "institute/x",
            open,
            "--signature",
            vouched(open, "institute/x", signing));
    assertThat(enrolled.path("key").asText()).isEqualTo(key);
    CommandLineRun.refused(
        "SIGNING_KEY_UNREADABLE",
        "deidentify",
        "recipient-key",
        "vouch",
        open,
        "--as",
        "institute/x",
        "--key",
        open);
  }

  private static String vouched(Path open, String party, Path key) {
    return CommandLineRun.done(
            "deidentify", "recipient-key", "vouch", open, "--as", party, "--key", key)
        .path("signature")
        .asText();
  }

  private static void refusedToSeal(Path home, Path open, String signature) {
    CommandLineRun.refused(
        "RECIPIENT_KEY_UNVOUCHED",
        "party",
        "seal-key",
        home,
        "institute/x",
        open,
        "--signature",
        signature);
  }
}
