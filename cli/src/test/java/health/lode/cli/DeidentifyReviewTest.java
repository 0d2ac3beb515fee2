package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.node.NodeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A sample of a hospital's own notes, for a person's check. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeidentifyReviewTest {
  private Path dir;
  private Path home;

  @BeforeAll
  void aHospital(@TempDir Path folder) throws Exception {
    dir = folder;
    home = HospitalWithNotes.home(folder);
  }

  private static String page(JsonNode review) throws Exception {
    return Files.readString(Path.of(review.path("page").asText()));
  }

  private static List<String> ids(String page) {
    return Pattern.compile("\"id\":\"(\\d+)\"")
        .matcher(page)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  @Test
  void soManyOfEachSourceAreDrawnAndTheSeedDrawsThemAgain() throws Exception {
    JsonNode first = done("deidentify", "review", home, "--notes", "7");
    assertThat(first.path("sources")).hasSize(2);
    for (JsonNode source : first.path("sources")) {
      assertThat(source.path("drawn").asInt()).isEqualTo(7);
      assertThat(source.path("notes").asInt()).isEqualTo(HospitalWithNotes.PATIENTS);
      assertThat(source.path("found").asInt()).isPositive();
    }
    List<String> drawn = ids(page(first));
    assertThat(drawn).hasSize(14).doesNotHaveDuplicates();
    Path elsewhere = dir.resolve("elsewhere");
    JsonNode again =
        done(
            "deidentify",
            "review",
            home,
            "--notes",
            "7",
            "--seed",
            first.path("seed").asText(),
            "--out",
            elsewhere);
    assertThat(Path.of(again.path("page").asText())).hasParent(elsewhere);
    assertThat(page(again)).isEqualTo(page(first));
    List<List<String>> others = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      others.add(ids(page(done("deidentify", "review", home, "--notes", "7", "--seed", seed))));
    }
    assertThat(others).doesNotHaveDuplicates();
    JsonNode one = done("deidentify", "review", home, "--source", "ris", "--notes", "500");
    assertThat(one.path("sources")).hasSize(1);
    assertThat(one.path("sources").path(0).path("drawn").asInt())
        .isEqualTo(HospitalWithNotes.PATIENTS);
    refused("ARGUMENT_INVALID", "deidentify", "review", home, "--source", "pacs");
  }

  @Test
  void thePageIsItsOwnersAloneAndAsksNothingOfAnyOtherPlace() throws Exception {
    JsonNode review = done("deidentify", "review", home, "--by", "Reader Wang");
    Path page = Path.of(review.path("page").asText());
    assertThat(page).startsWith(home.toAbsolutePath().resolve("review"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page.getParent())))
        .isEqualTo("rwx------");
    String html = page(review);
    assertThat(html)
        .contains("default-src 'none'", "THIS PAGE HOLDS PATIENTS", "本页含有患者身份信息")
        .doesNotContainPattern("\\s(?:src|href)\\s*=|https?://|@import|url\\(");
    assertThat(Pattern.compile("<script[ >]").matcher(html).results()).hasSize(2);
    long size = done("ledger", "verify", home).path("size").asLong();
    JsonNode entry = null;
    for (long i = size - 1; entry == null || !entry.toString().contains("Reader Wang"); i--) {
      entry = done("ledger", "prove", home, Long.toString(i)).path("entry");
    }
    assertThat(entry.path("type").asText()).isEqualTo("staff-looked");
    assertThat(entry.path("what").asText()).contains("seed " + review.path("seed").asText());
    CommandLineRun said = CommandLineRun.of("deidentify", "review", home, "--notes", "1");
    assertThat(said.out()).contains("HOLDS PATIENTS' IDENTITIES");
    assertThat(CommandLineRun.of("deidentify", "review", home, "--lang", "zh").out())
        .contains("含有患者身份信息");
  }

  @Test
  void whatTheIdentityStoreKnowsIsFoundAsInARelease() throws Exception {
    String html = page(done("deidentify", "review", home, "--notes", "30"));
    List<String> known =
        Pattern.compile("NAME 姓名 · [\\d.]+ · known\">(高兴[A-Z^])")
            .matcher(html)
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    // Two in three reports name their patient, in either source; the rewritten text names nobody.
    assertThat(known.stream().distinct()).hasSizeGreaterThan(10);
    assertThat(html).doesNotContainPattern("class=\"new [^>]*>(高兴[A-Z]|13912345678)<");
  }

  @Test
  void aRunningServerDrawsToo() throws Exception {
    try (NodeServer server =
        NodeServer.start(
            home, new NodeServer.Options(0, false), Clock.systemUTC(), new SecureRandom())) {
      assertThat(server.url()).isNotBlank();
      assertThat(ids(page(done("deidentify", "review", home, "--notes", "2")))).hasSize(4);
    }
  }

  @Test
  void aHomeWithoutNotesSaysSo() throws Exception {
    Path empty = dir.resolve("empty");
    done("init", "node", empty, "--name", "E");
    refused("NOTHING_CAPTURED", "deidentify", "review", empty);
    done("capture", empty, SmallHospital.writeFhir(dir.resolve("in")), "--source", "his");
    refused("NOTHING_CAPTURED", "deidentify", "review", empty);
    assertThat(CommandLineRun.of("deidentify", "review", home, "--notes", "0").code()).isEqualTo(2);
  }

  private static String verdict(String id, String source, String spans, String found) {
    return "{\"id\":\"%s\",\"source\":\"%s\",\"drawn\":20,\"text\":\"张伟电话13812345678\",\"spans\":[%s],\"found\":[%s]}\n"
        .formatted(id, source, spans, found);
  }

  @Test
  void verdictsGiveTheShareOfNotesWithAMissAndItsUpperBound() throws Exception {
    String name = "{\"start\":0,\"end\":2,\"type\":\"NAME\"}";
    String half = "{\"start\":1,\"end\":2,\"type\":\"NAME\"}";
    String phone = "{\"start\":4,\"end\":15,\"type\":\"PHONE\"}";
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 19; i++) {
      lines.append(verdict("h" + i, "his", name + "," + phone, name + "," + phone));
    }
    lines.append(verdict("h19", "his", name + "," + phone, half + "," + phone));
    // Saved twice: the later verdict counts.
    lines.append(verdict("r1", "ris", name, phone));
    lines.append(verdict("r1", "ris", name, name + "," + phone));
    Path file = Files.writeString(dir.resolve("verdicts.jsonl"), lines);
    JsonNode told = done("deidentify", "review", home, "--verdicts", file);
    assertThat(told.path("read").asInt()).isEqualTo(21);
    assertThat(told.path("withMiss").asInt()).isEqualTo(1);
    JsonNode his = told.path("bySource").path(0);
    assertThat(his.path("source").asText()).isEqualTo("his");
    // Wilson (1927): one of twenty.
    assertThat(his.path("upper95").asDouble()).isEqualTo(0.2361);
    assertThat(told.path("byType").path("NAME").path("missed").asInt()).isEqualTo(1);
    assertThat(told.path("byType").path("PHONE").path("wrong").asInt()).isEqualTo(1);
    assertThat(CommandLineRun.of("deidentify", "review", home, "--verdicts", file).out())
        .contains("1 of 21 notes", "ONLY 21 OF 40");
    assertThat(done("deidentify", "evaluate", file).path("notesWithMiss").path("notes").asInt())
        .isEqualTo(22);
    Path broken = Files.writeString(dir.resolve("broken.jsonl"), lines + "{\"id\":\"SECRET\"");
    JsonNode refusal =
        refused("VERDICTS_UNREADABLE", "deidentify", "review", home, "--verdicts", broken);
    assertThat(refusal.path("reason").asText()).contains("23").doesNotContain("SECRET");
    Path outside =
        Files.writeString(
            dir.resolve("outside.jsonl"),
            verdict("x", "his", "{\"start\":4,\"end\":99,\"type\":\"PHONE\"}", ""));
    refused("VERDICTS_UNREADABLE", "deidentify", "review", home, "--verdicts", outside);
  }
}
