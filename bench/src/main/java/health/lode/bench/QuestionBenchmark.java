package health.lode.bench;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.cli.demo.Demo;
import health.lode.cli.demo.DemoOptions;
import health.lode.cli.demo.Narrator;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * One question over three nodes and a hub on loopback, plan cached: the whole time at the hub, and
 * what it is above the slowest node's own SQL. Signatures, ledger entries with fsync at every node,
 * gate and merge are in it.
 */
final class QuestionBenchmark implements Benchmark {
  private static final int WARM_UP = 30;
  private static final int ROUNDS = 60;

  @Override
  public String name() {
    return "question";
  }

  @Override
  public String describe() {
    return "question: one question over three nodes, above the slowest node's own SQL";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) {
    DemoOptions options = new DemoOptions(3000, 20261, Optional.of(scratch), Optional.of(0));
    try (Demo demo = new Demo(options, new Silent(), Clock.systemUTC(), new SecureRandom())) {
      demo.run();
      Figures whole = new Figures("question over three nodes, at the hub", "ms");
      Figures slowest = new Figures("the slowest node's own SQL", "ms");
      Figures above = new Figures("above the slowest node's own SQL", "ms");
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        JsonNode answer = demo.askAgain();
        double millis = answer.path("millis").asDouble();
        double sql = 0;
        for (JsonNode hospital : answer.path("hospitals")) {
          sql = Math.max(sql, hospital.path("engineMillis").asDouble());
        }
        if (round >= WARM_UP) {
          whole.add(millis);
          slowest.add(sql);
          above.add(millis - sql);
        }
      }
      out.println(whole);
      out.println(slowest);
      out.println(above);
    }
  }

  /** The demo's story is not what is measured. */
  private static final class Silent implements Narrator {
    @Override
    public void say(String en, String zh) {}

    @Override
    public void progress(String what, long done, long total, long count) {}
  }
}
