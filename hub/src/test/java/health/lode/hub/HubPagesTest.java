package health.lode.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import health.lode.governance.permit.PermitId;
import health.lode.server.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's pages as a person sees them, in a real browser; pictures are left in target/pages. */
final class HubPagesTest {
  private static final String PASSWORD = "a-long-enough-one";
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PICTURES = Path.of("target", "pages");
  @TempDir Path folder;

  @Test
  void fromLoginToAnswerInBothLanguages() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM),
        "skipped: the hub's pages are only tested where /usr/bin/chromium is installed");
    try (HubFixture all = new HubFixture(folder, Duration.ofSeconds(3));
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(options())) {
      all.hub.accounts().add("operator", PASSWORD, List.of(Account.OPERATOR));
      all.hub.accounts().add("commission", PASSWORD, List.of("commission"));
      all.hub.accounts().add("lung", PASSWORD, List.of("institute/lung"));
      PermitId id =
          all.hub.requestPermit(
              HubFixture.permit("Pneumonia and smoking", all.east.name, all.west.name));
      HubFixture.await(() -> all.waiting(id) == 2);

      commissionSigns(browser, all, id);
      researcherAsks(browser, all, id);
      operatorInvites(browser, all);
    }
  }

  private static BrowserType.LaunchOptions options() {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(CHROMIUM)
        .setArgs(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
  }

  /** A page in {@code language}, logged in, that remembers whatever the browser complains about. */
  private static Page enter(
      Browser browser, HubFixture all, String name, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Page page = context.newPage();
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          // A refusal is an answer with status 403, which the browser notes as a failed resource.
          boolean refusal = message.text().contains("status of 403");
          if (message.type().equals("error") && !refusal) {
            complaints.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(all.server.address().toString())) {
            complaints.add("outside: " + request.url());
          }
        });
    page.onClose(p -> assertThat(complaints).isEmpty());
    page.navigate(all.server.address().toString());
    page.fill("#name", name);
    page.fill("#password", PASSWORD);
    page.click("form.stack button");
    assertThat(page.locator("nav")).isVisible();
    return page;
  }

  private static Browser.NewContextOptions in(String language) {
    return new Browser.NewContextOptions().setLocale(language).setViewportSize(1200, 900);
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  private static void commissionSigns(Browser browser, HubFixture all, PermitId id) {
    Page page = enter(browser, all, "commission", in("zh-CN"));
    assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    picture(page, "catalogue-zh");
    page.click("nav >> text=项目");
    picture(page, "permits-zh");
    page.click("text=Pneumonia and smoking");
    assertThat(page.locator("pre").first()).containsText("委员会同意项目");
    picture(page, "permit-zh");
    page.click("text=签署以上内容");
    assertThat(page.locator("text=签署以上内容")).hasCount(0);
    HubFixture.await(() -> all.waiting(id) == 0);
    page.reload();
    assertThat(page.locator(".tag.good >> text=生效")).hasCount(2);
    page.close();
  }

  private static void researcherAsks(Browser browser, HubFixture all, PermitId id) {
    Page page = enter(browser, all, "lung", in("en-GB"));
    page.navigate(all.server.address() + "/permits/" + id);
    page.click("text=Ask under this permit");
    page.fill("#sql", HubFixture.SQL);
    page.click("text=What will happen?");
    assertThat(page.locator("#explain .notice")).containsText("condition_occurrence");
    page.click("#ask-button");
    Locator first = page.locator("#result tbody tr").first();
    assertThat(first).containsText("J18.9");
    assertThat(first).containsText("90");
    assertThat(page.locator("#result canvas")).isVisible();
    assertThat(page.locator("#result")).containsText("2 groups were withheld");
    page.waitForTimeout(500);
    picture(page, "answer-en");

    page.fill("#sql", "SELECT person_id FROM person");
    page.click("#ask-button");
    assertThat(page.locator("#answer .refusal")).containsText("What would pass:");
    picture(page, "refusal-en");
    page.click("text=中文");
    assertThat(page.locator("h1")).hasText("提问");
    page.close();

    Page phone =
        enter(
            browser,
            all,
            "lung",
            new Browser.NewContextOptions()
                .setLocale("zh-CN")
                .setColorScheme(ColorScheme.DARK)
                .setViewportSize(390, 800));
    phone.navigate(all.server.address() + "/ask?permit=" + id);
    phone.fill("#sql", HubFixture.SQL);
    phone.click("#ask-button");
    assertThat(phone.locator("#result canvas")).isVisible();
    phone.waitForTimeout(500);
    picture(phone, "answer-phone-dark-zh");
    assertThat(
            (Boolean) phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .isTrue();
    phone.close();
  }

  private static void operatorInvites(Browser browser, HubFixture all) {
    Page page = enter(browser, all, "operator", in("en-GB"));
    page.click("text=Issue a token");
    assertThat(page.locator("#token pre")).containsText(all.hub.fingerprint());
    picture(page, "catalogue-operator-en");
    page.click("nav >> text=Ledger");
    assertThat(page.locator("tbody tr").first()).containsText("Join token issued");
    picture(page, "ledger-en");
    page.click("text=Log out");
    assertThat(page.locator("#password")).isVisible();
    picture(page, "login-en");
    page.close();
  }

  @Test
  void everyWordIsThereInBothLanguages() throws Exception {
    var en = new java.util.Properties();
    var zh = new java.util.Properties();
    en.load(Hub.class.getResourceAsStream("messages_en.properties"));
    zh.load(Hub.class.getResourceAsStream("messages_zh.properties"));
    assertThat(zh.keySet()).isEqualTo(en.keySet());
  }
}
