package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.cli.demo.Demo;
import health.lode.cli.demo.DemoOptions;
import health.lode.cli.demo.Narrator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lode demo}. */
@Command(
    name = "demo",
    description =
        "Start a hub and three hospitals on this machine, load them, walk the whole story.")
final class DemoCommand extends LodeCommand {
  @Option(names = "--once", description = "Exit after the story.")
  boolean once;

  @Option(
      names = "--patients",
      paramLabel = "N",
      defaultValue = "3000",
      description = "How many patients to simulate.")
  int patients;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "20261",
      description = "Seed of the simulation; the same seed gives the same data.")
  long seed;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port of the hub's pages; the hospitals use the ones that follow.")
  Optional<Integer> port = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where everything lies; a temporary folder otherwise, removed at the end.")
  Optional<Path> dir = Optional.empty();

  @Override
  JsonNode result() {
    if (patients < 1000 || patients > 1_000_000) {
      throw usage("--patients takes 1000 to 1000000", "--patients 取值 1000 至 1000000");
    }
    Optional<Integer> at = port.isPresent() || !once ? port : Optional.of(0);
    Demo demo =
        new Demo(
            new DemoOptions(patients, seed, dir, at),
            new ToConsole(),
            console.clock(),
            new SecureRandom());
    Thread closing = new Thread(demo::close);
    Runtime.getRuntime().addShutdownHook(closing);
    ObjectNode document;
    try {
      document = demo.run();
    } catch (RuntimeException e) {
      finish(demo, closing);
      throw e;
    }
    if (once) {
      finish(demo, closing);
      return document;
    }
    whereToLook(demo);
    if (json) {
      console.out().println(document);
    }
    waitForTheEnd();
    return document;
  }

  private static void finish(Demo demo, Thread closing) {
    Runtime.getRuntime().removeShutdownHook(closing);
    demo.close();
  }

  private void whereToLook(Demo demo) {
    console.err().println();
    console.err().println(console.say("Where to look:", "在哪里查看："));
    for (String[] account : demo.accounts()) {
      console.err().printf("  %-24s %-12s %s%n", account[0], account[1], account[2]);
    }
    console.err().println(console.say("Files: ", "文件：") + demo.dir());
    console.err().println(console.say("Ctrl-C stops everything.", "按 Ctrl-C 全部停止。"));
  }

  private static void waitForTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  boolean failed(JsonNode document) {
    return !document.path("matches").asBoolean();
  }

  @Override
  void tell(JsonNode document) {
    line(
        failed(document)
            ? "The answers are NOT what the simulator's facts say."
            : "Every figure is what the simulator's facts say.",
        failed(document) ? "答案与模拟器的事实不一致。" : "所有数字均与模拟器的事实一致。");
  }

  /** The story goes to the terminal's side, so that standard output stays for the result. */
  private final class ToConsole implements Narrator {
    private long last = System.nanoTime();
    private boolean drawn;

    @Override
    public void say(String en, String zh) {
      clear();
      console.err().println("• " + console.say(en, zh));
    }

    @Override
    public void progress(String what, long done, long total, long count) {
      long now = System.nanoTime();
      if (!console.terminal() || now - last < 100_000_000L) {
        return;
      }
      last = now;
      drawn = true;
      String share = total > 0 ? done * 100 / total + "%" : "";
      console.err().printf("\r\033[K  %s %,d  %s", share, count, what);
    }

    private void clear() {
      if (drawn) {
        console.err().print("\r\033[K");
        drawn = false;
      }
    }
  }
}
