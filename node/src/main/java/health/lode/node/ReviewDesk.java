package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.review.Review;
import health.lode.deidentify.review.ReviewHtml;
import health.lode.deidentify.review.ReviewedNote;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextPolicy;
import health.lode.governance.StaffLooked;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.SourceInfo;
import health.lode.vault.Vault;
import health.lode.vault.cut.CutInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A sample of notes for a person's check of the text engine: drawn at random from each source, run
 * through the engine as a release would run them, written to a page that only the home's owner can
 * read. The look is entered before a note is read. Nothing here leaves the node.
 */
final class ReviewDesk {
  private static final int MOST_NOTES = 1000;
  private static final int SEEDS = 1_000_000_000;

  private final Home home;
  private final NodeLedger ledger;
  private final LazyVault vault;
  private final ReleaseRegister register;
  private final SecureRandom random;

  ReviewDesk(
      Home home,
      NodeLedger ledger,
      LazyVault vault,
      ReleaseRegister register,
      SecureRandom random) {
    this.home = home;
    this.ledger = ledger;
    this.vault = vault;
    this.register = register;
    this.random = random;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("deidentify.review", this::review);
  }

  private ObjectNode review(Arguments a, Progress progress) {
    Policy policy = a.optional("policy").map(Policy::read).orElseGet(Policy::standard);
    TextPolicy text = policy.section(Policy.Section.TEXT, TextPolicy::read);
    Vault data = vault.vault();
    CutInfo cut = data.latestCut().orElseThrow(QuestionDesk::nothingCaptured);
    Optional<SourceInfo> source = a.optional("source").map(name -> source(data, name));
    long seed = a.optionalNumber("seed").orElseGet(() -> (long) random.nextInt(SEEDS));
    int notes = a.limit("notes", MOST_NOTES);
    ledger.enter(
        new StaffLooked(
            a.text("by"),
            notes
                + " notes of "
                + source.map(SourceInfo::name).orElse("each source")
                + ", cut "
                + cut.number()
                + ", seed "
                + seed,
            "review of de-identification",
            ledger.now()));
    NoteSample sample = NoteSample.draw(data, cut, notes, source, seed);
    if (sample.notes().isEmpty()) {
      throw noNotes();
    }
    // No permit has an empty recipient: what stands on the page joins with no release.
    TextDeidentifier engine =
        TextDeidentifier.of(text, policy.dates(), register.pseudonyms("review", "", 1));
    KnownPersons known = new KnownPersons(data, cut);
    List<ReviewedNote> read =
        sample.notes().stream()
            .map(
                note ->
                    new ReviewedNote(
                        Long.toString(note.id()),
                        note.source(),
                        note.text(),
                        engine.deidentify(note.text(), known.of(note.person()))))
            .toList();
    Review review = new Review(home.name(), cut.number(), seed, policy.hash(), sample.all(), read);
    Path page = place(a).resolve("notes-" + cut.number() + "-" + seed + ".html");
    write(page, ReviewHtml.of(review, locale(a)));
    return told(page, cut, review);
  }

  private static SourceInfo source(Vault data, String name) {
    return data.sources().stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusals.argument(
                    "There is no such source; list them: lode sources HOME",
                    "没有该来源；查看列表：lode sources 目录"));
  }

  private Path place(Arguments a) {
    return a.file("out").orElseGet(() -> home.folder().resolve("review"));
  }

  private static Locale locale(Arguments a) {
    return a.optional("lang").orElse("zh").equals("zh")
        ? Locale.SIMPLIFIED_CHINESE
        : Locale.ENGLISH;
  }

  private static void write(Path page, String html) {
    try {
      OwnerOnly.write(page, html);
    } catch (IOException e) {
      throw Refusals.refused(
          NodeReason.FILE_UNREADABLE,
          Words.of(page + " cannot be written.", page + " 无法写入。"),
          Words.of("Name a folder that may be written and has room.", "请指定可写且有空间的目录。"));
    }
  }

  private static ObjectNode told(Path page, CutInfo cut, Review review) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("page", page.toString()).put("cut", cut.number()).put("seed", review.seed());
    json.put("policy", review.policy()).put("identities", true);
    ArrayNode sources = json.putArray("sources");
    review
        .drawn()
        .forEach(
            (source, drawn) ->
                sources
                    .addObject()
                    .put("source", source)
                    .put("notes", review.all().get(source))
                    .put("drawn", drawn)
                    .put("found", found(review, source)));
    return json;
  }

  private static long found(Review review, String source) {
    return review.notes().stream()
        .filter(note -> note.source().equals(source))
        .mapToLong(note -> note.after().findings().size())
        .sum();
  }

  private static RefusedException noNotes() {
    return Refusals.refused(
        NodeReason.NOTHING_CAPTURED,
        Words.of("No notes with a text were captured.", "尚未采集到带正文的文书。"),
        Words.of("Capture notes first, or name another source.", "请先采集文书，或指定其他来源。"));
  }
}
