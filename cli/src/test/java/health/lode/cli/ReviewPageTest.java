package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review's page in a real browser: a reader marks, saves, and the file is measured. */
class ReviewPageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "pages");

  /** Selects the first {@code text} in a pane, across marks, as a mouse would. */
  private static final String SELECT =
      """
      (pane, text) => {
        const at = pane.textContent.indexOf(text);
        const range = document.createRange();
        let seen = 0;
        const walk = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
        for (let n = walk.nextNode(); n; n = walk.nextNode()) {
          const end = seen + n.length;
          if (seen <= at && at < end) range.setStart(n, at - seen);
          if (seen < at + text.length && at + text.length <= end) {
            range.setEnd(n, at + text.length - seen);
          }
          seen = end;
        }
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(range);
      }
      """;

  @TempDir Path dir;

  @Test
  void whatTheReaderMarksIsWhatIsSavedAndMeasured() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM),
        "skipped: the review's page is only tested where /usr/bin/chromium is installed");
    Path home = HospitalWithNotes.home(dir);
    JsonNode review =
        done("deidentify", "review", home, "--source", "his", "--notes", "6", "--seed", "5");
    Path saved = dir.resolve("saved.jsonl");
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
      Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 900));
      List<String> complaints = new ArrayList<>();
      page.onConsoleMessage(message -> complaints.add(message.text()));
      page.onRequest(
          request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("blob:")) {
              complaints.add("outside: " + request.url());
            }
          });
      page.navigate(Path.of(review.path("page").asText()).toUri().toString());
      assertThat(page.title()).isEqualTo("De-identification review");
      assertThat(page.locator("button.missed").first().isDisabled()).isTrue();
      int marked = firstWith(page, "小不点儿");
      missed(page, marked, "小不点儿", "NAME");
      // A phone number was found: it is none, says the reader.
      page.locator("#n" + marked + " mark.t-PHONE.found").click();
      assertThat(page.locator("#n" + marked + " .original mark.t-PHONE").getAttribute("class"))
          .contains("wrong");
      for (int i = 0; i < 6; i++) {
        if (i != marked && i != (marked + 1) % 6) {
          page.locator("#n" + i + " .read").check();
        }
      }
      assertThat(page.locator("#count").textContent()).isEqualTo("5 / 6");
      Files.createDirectories(PICTURES);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve("review-en.png"))
              .setFullPage(true));
      page.locator("label[for=zh]").click();
      assertThat(page.locator("#save").innerText()).isEqualTo("保存结论");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve("review-zh.png"))
              .setFullPage(true));
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator("#save").isVisible()).isFalse();
      assertThat(page.locator("#n5 .original").isVisible()).isTrue();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve("review-print.png"))
              .setFullPage(true));
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      Download download = page.waitForDownload(() -> page.locator("#save").click());
      download.saveAs(saved);
      assertThat(complaints).isEmpty();
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(saved)) {
      lines.add(LodeCommand.JSON.readTree(line));
    }
    assertThat(lines).hasSize(5);
    JsonNode first =
        lines.stream().filter(l -> spans(l).contains("NAME:小不点儿")).findFirst().orElseThrow();
    assertThat(spans(first)).noneMatch(span -> span.startsWith("PHONE"));
    assertThat(spans(first)).anyMatch(span -> span.matches("NAME:高兴.?"));
    for (JsonNode line : lines) {
      String text = line.path("text").asText();
      assertThat(text.equals(HospitalWithNotes.HOSTILE) || text.startsWith("告知高兴")).isTrue();
      if (text.equals(HospitalWithNotes.HOSTILE)) {
        assertThat(spans(line)).contains("PHONE:13812345678");
      }
    }
    JsonNode told = done("deidentify", "review", home, "--verdicts", saved);
    assertThat(told.path("withMiss").asInt()).isEqualTo(1);
    assertThat(told.path("read").asInt()).isEqualTo(5);
    assertThat(told.path("drawn").asInt()).isEqualTo(6);
    assertThat(told.path("byType").path("PHONE").path("wrong").asInt()).isEqualTo(1);
    assertThat(done("deidentify", "evaluate", saved).path("notesWithMiss").path("notes").asInt())
        .isEqualTo(5);
  }

  private static int firstWith(Page page, String text) {
    for (int i = 0; i < 6; i++) {
      if (page.locator("#n" + i + " .original").textContent().contains(text)) {
        return i;
      }
    }
    throw new AssertionError("none of the six reports that this seed draws says " + text);
  }

  private static void missed(Page page, int note, String text, String type) {
    page.locator("#n" + note + " .original").evaluate(SELECT, text);
    page.locator("button.missed[data-type=" + type + "]").click();
    assertThat(page.locator("#n" + note + " mark.added").first().textContent()).isNotBlank();
    assertThat(page.locator("#n" + note + " .read").isChecked()).isTrue();
  }

  private static List<String> spans(JsonNode line) {
    List<String> spans = new ArrayList<>();
    String text = line.path("text").asText();
    for (JsonNode span : line.path("spans")) {
      spans.add(
          span.path("type").asText()
              + ":"
              + text.substring(span.path("start").asInt(), span.path("end").asInt()));
    }
    return spans;
  }
}
