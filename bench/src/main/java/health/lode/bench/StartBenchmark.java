package health.lode.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the start of the process {@code lode node HOME} to its first page, as a whole process. */
final class StartBenchmark implements Benchmark {
  private static final int ROUNDS = 5;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String describe() {
    return "start [HOME]: from `lode node HOME` to its first page";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    Path home =
        arguments.isEmpty() ? scratch.resolve("home") : Path.of(arguments.get(0)).toAbsolutePath();
    if (arguments.isEmpty()) {
      Process init = start(List.of("init", "node", home.toString(), "--name", "bench"));
      if (init.waitFor() != 0) {
        throw new IllegalStateException("lode init failed");
      }
    }
    Figures first = new Figures("lode node: to the first page", "s");
    for (int round = 0; round < ROUNDS; round++) {
      int port = freePort();
      long began = System.nanoTime();
      Process node = start(List.of("node", home.toString(), "--port", Integer.toString(port)));
      try {
        awaitPage(port, began);
        first.add((System.nanoTime() - began) / 1e9);
      } finally {
        node.destroy();
        node.waitFor();
      }
    }
    out.println(first);
  }

  /** Through the launcher, as users do; without one, by this JVM's own classes. */
  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty("lode.launcher");
    if (launcher != null) {
      command.add(launcher);
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), "health.lode.cli.Main"));
    }
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPage(int port, long began) throws Exception {
    while (System.nanoTime() - began < PATIENCE_NANOS) {
      try {
        HttpURLConnection page =
            (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        if (page.getResponseCode() < 500) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    throw new IllegalStateException("no page within a minute");
  }
}
