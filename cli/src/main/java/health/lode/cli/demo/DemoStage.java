package health.lode.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.party.PartyId;
import health.lode.hub.Hub;
import health.lode.server.Account;
import health.lode.server.Listening;
import health.lode.server.WebServer;
import health.lode.signing.PublicKey;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** What the demonstration plays on: a hub and three hospitals, running, joined and loaded. */
final class DemoStage implements AutoCloseable {
  static final PartyId COMMISSION = PartyId.of("commission");
  static final PartyId INSTITUTE = PartyId.of("institute/respiratory");
  private static final int USUAL_PORT = 8080;

  private final DemoOptions options;
  private final Clock clock;
  private final SecureRandom random;
  private final Path dir;
  private final Hub hub;
  private final String hubUrl;
  private final List<DemoHospital> hospitals = new ArrayList<>();
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<String[]> accounts = new ArrayList<>();

  /** Starts the hub; {@link #open} starts the hospitals. */
  DemoStage(DemoOptions options, Clock clock, SecureRandom random) {
    this.options = options;
    this.clock = clock;
    this.random = random;
    try {
      this.dir =
          options.dir().isPresent()
              ? Files.createDirectories(options.dir().get().toAbsolutePath().normalize())
              : Files.createTempDirectory("lode-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Hub.create(dir.resolve("hub"), "咳嗽研究枢纽", clock, random);
    this.hub = Hub.open(dir.resolve("hub"), clock, random);
    WebServer web = listening(port -> hub.serve(Listening.plainOnLoopback(port)), 0);
    // Closed in reverse: the hospitals, then the hub, which lets its polls go, then its pages.
    running.add(web);
    running.add(hub);
    this.hubUrl = web.address().toString();
  }

  /** Starts the hospitals and joins each with a token of its own. */
  void open() {
    PublicKey institute = hub.makeOffice(INSTITUTE);
    PublicKey commission = hub.makeOffice(COMMISSION);
    hubAccount("operator", List.of(Account.OPERATOR));
    hubAccount("researcher", List.of(INSTITUTE.value()));
    hubAccount("commission", List.of(COMMISSION.value()));
    int offset = 1;
    for (HospitalKind kind : HospitalKind.values()) {
      int nth = offset++;
      Path home = dir.resolve("hospital-" + kind.letter().toLowerCase(Locale.ROOT));
      DemoHospital hospital =
          listening(port -> DemoHospital.start(kind, home, port, clock, random), nth);
      hospitals.add(hospital);
      running.add(hospital);
      accounts.add(new String[] {hospital.url(), "admin", hospital.password()});
      hospital.work(
          "join",
          DemoHospital.arguments()
              .put("hub", hubUrl)
              .put("hubKey", hub.fingerprint())
              .put("token", hub.issueToken()));
      // What a hospital's people do after comparing fingerprints with the offices themselves.
      pin(hospital, INSTITUTE, institute);
      pin(hospital, COMMISSION, commission);
    }
  }

  private void hubAccount(String name, List<String> roles) {
    accounts.add(new String[] {hubUrl, name, hub.accounts().addWithNewPassword(name, roles)});
  }

  private static void pin(DemoHospital hospital, PartyId office, PublicKey key) {
    hospital.work(
        "party.pin",
        DemoHospital.arguments().put("office", office.value()).put("key", key.encoded()));
  }

  /** Serves at a port of its own: the one asked for, else the usual one, else any that is free. */
  private <T> T listening(IntFunction<T> serve, int offset) {
    if (options.port().isPresent()) {
      int port = options.port().get();
      return serve.apply(port == 0 ? 0 : port + offset);
    }
    return serve.apply(free(USUAL_PORT + offset) ? USUAL_PORT + offset : 0);
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Has every hospital export and capture its files; the reports by hospital. */
  ObjectNode load(Simulation simulation, Narrator narrator) {
    ObjectNode reports = JsonNodeFactory.instance.objectNode();
    for (DemoHospital hospital : hospitals) {
      Path files = dir.resolve("files-" + hospital.kind().letter());
      try {
        simulation.writeHospital(hospital.kind(), files);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      JsonNode report =
          hospital.capture(
              files,
              (what, done, total, count) ->
                  narrator.progress(hospital.name() + " " + what, done, total, count));
      reports.set(hospital.name(), report);
      String who = hospital.name() + " (" + hospital.kind() + ")";
      narrator.say(
          String.format(
              "%s: %s records received = %s captured + %s duplicate + %s in quarantine.",
              who,
              report.path("received"),
              report.path("captured"),
              report.path("duplicate"),
              report.path("quarantined")),
          String.format(
              "%s：收到 %s 条 = 采集 %s + 重复 %s + 隔离 %s。",
              who,
              report.path("received"),
              report.path("captured"),
              report.path("duplicate"),
              report.path("quarantined")));
    }
    return reports;
  }

  Hub hub() {
    return hub;
  }

  List<DemoHospital> hospitals() {
    return hospitals;
  }

  /** Where to look: address, account, password. */
  List<String[]> accounts() {
    return List.copyOf(accounts);
  }

  Path dir() {
    return dir;
  }

  @Override
  public void close() {
    for (int i = running.size() - 1; i >= 0; i--) {
      try {
        running.get(i).close();
      } catch (Exception e) {
        // The others are closed all the same.
      }
    }
    if (options.dir().isEmpty()) {
      removeDir();
    }
  }

  private void removeDir() {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // A temporary folder that could not be removed whole is the system's to sweep.
    }
  }
}
