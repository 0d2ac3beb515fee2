package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The door between a command and the server that holds a home: a Unix domain socket that only the
 * home's owner can open. One line of JSON in, {@code {verb, arguments}}; lines out: any number of
 * {@code {progress}}, then one {@code {result}} or {@code {refusal}}.
 */
public final class HomeSocket implements AutoCloseable {
  /** Longest path a socket address holds on Linux, its closing zero left out; macOS has 103. */
  private static final int LONGEST_PATH = 103;

  private static final int LONGEST_REQUEST = 16 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerSocketChannel server;
  private final Path place;
  private final Path record;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "home-socket");
            thread.setDaemon(true);
            return thread;
          });

  private HomeSocket(ServerSocketChannel server, Path place, Path record) {
    this.server = server;
    this.place = place;
    this.record = record;
  }

  /** What answers at the server's end. */
  @FunctionalInterface
  public interface Answerer {
    JsonNode answer(Work work, Progress progress);
  }

  /** Listens for {@code home}, whose lock the caller holds. */
  static HomeSocket listen(Home home, Answerer answerer) throws IOException {
    Path record = home.folder().resolve(".socket-at");
    Path place = home.folder().resolve(".socket");
    if (place.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      place =
          Files.createTempDirectory(
                  "lode-",
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rwx------")))
              .resolve("socket");
    }
    Files.deleteIfExists(place);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(place));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
    OwnerOnly.write(record, place.toString());
    HomeSocket socket = new HomeSocket(server, place, record);
    Thread accepting = new Thread(() -> socket.accept(answerer), "home-socket-accept");
    accepting.setDaemon(true);
    accepting.start();
    return socket;
  }

  private void accept(Answerer answerer) {
    while (true) {
      try {
        SocketChannel client = server.accept();
        workers.execute(() -> serve(client, answerer));
      } catch (AsynchronousCloseException e) {
        return;
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // One broken connection is no reason to stop listening.
      }
    }
  }

  private static void serve(SocketChannel client, Answerer answerer) {
    try (client;
        Writer out =
            new OutputStreamWriter(Channels.newOutputStream(client), StandardCharsets.UTF_8)) {
      ObjectNode reply = JSON.createObjectNode();
      try {
        byte[] line = readLine(client);
        JsonNode request = JSON.readTree(line);
        Work work = new Work(request.path("verb").asText(), (ObjectNode) request.path("arguments"));
        reply.set("result", answerer.answer(work, (w, d, t, c) -> tell(out, w, d, t, c)));
      } catch (RefusedException e) {
        reply.set("refusal", write(e.refusal()));
      }
      out.write(reply.toString());
      out.write('\n');
      out.flush();
    } catch (IOException | ClassCastException e) {
      // The command went away, or spoke something else: its work is done or was never begun.
    }
  }

  private static byte[] readLine(SocketChannel client) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    java.io.InputStream in = new java.io.BufferedInputStream(Channels.newInputStream(client));
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() >= LONGEST_REQUEST) {
        throw new IOException("request too long");
      }
      line.write(b);
    }
    return line.toByteArray();
  }

  private static void tell(Writer out, String what, long done, long total, long count) {
    ObjectNode progress = JSON.createObjectNode();
    progress
        .putObject("progress")
        .put("what", what)
        .put("done", done)
        .put("total", total)
        .put("count", count);
    try {
      out.write(progress + "\n");
      out.flush();
    } catch (IOException e) {
      // Nobody listens any more; the work itself goes on.
    }
  }

  /** Hands {@code work} to the server of {@code home}; nothing where no server answers. */
  public static Optional<JsonNode> call(Home home, Work work, Progress progress) {
    SocketChannel channel;
    try {
      Path place = Path.of(Files.readString(home.folder().resolve(".socket-at")));
      channel = SocketChannel.open(UnixDomainSocketAddress.of(place));
    } catch (IOException e) {
      return Optional.empty();
    }
    try (channel;
        Writer out =
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
      ObjectNode request = JSON.createObjectNode().put("verb", work.verb());
      request.set("arguments", work.arguments());
      out.write(request + "\n");
      out.flush();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode reply = JSON.readTree(line);
        if (reply.has("progress")) {
          JsonNode p = reply.get("progress");
          progress.at(
              p.path("what").asText(),
              p.path("done").asLong(),
              p.path("total").asLong(),
              p.path("count").asLong());
        } else if (reply.has("refusal")) {
          throw read(reply.get("refusal")).asException();
        } else {
          return Optional.of(reply.get("result"));
        }
      }
    } catch (IOException e) {
      // Told below: the work may have been done.
    }
    throw Refusals.refused(
        NodeReason.NODE_FAILED,
        Words.of("The running server broke off before it answered.", "正在运行的服务器在答复之前中断。"),
        Words.of(
            "Look whether it still runs, then repeat the command: repeating is safe.",
            "请确认服务器仍在运行，然后重复该命令；重复执行是安全的。"));
  }

  static ObjectNode write(Refusal refusal) {
    ObjectNode json = JSON.createObjectNode();
    json.put("code", refusal.code().name()).put("category", refusal.code().category().name());
    json.putObject("reason").put("en", refusal.reason().en()).put("zh", refusal.reason().zh());
    json.putObject("remedy").put("en", refusal.remedy().en()).put("zh", refusal.remedy().zh());
    return json;
  }

  static Refusal read(JsonNode json) {
    return Refusal.of(
        new ForwardedReason(
            json.path("code").asText(), Category.valueOf(json.path("category").asText())),
        words(json.path("reason")),
        words(json.path("remedy")));
  }

  private static Words words(JsonNode json) {
    return Words.of(json.path("en").asText(), json.path("zh").asText());
  }

  /** A code as the server at the other end of the socket gave it. */
  private record ForwardedReason(String name, Category category) implements ReasonCode {}

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(record);
      Files.deleteIfExists(place);
    } catch (IOException e) {
      // What is left is swept by the next server that listens here.
    }
    workers.shutdown();
  }
}
