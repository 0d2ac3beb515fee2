package health.lode.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.node.HomeInit;
import health.lode.node.LedgerCheck;
import health.lode.node.NodeServer;
import health.lode.node.Progress;
import health.lode.node.Work;
import health.lode.simulator.HospitalKind;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** One hospital of the demonstration: its home and its running node. */
final class DemoHospital implements AutoCloseable {
  /** The name of the source under which its files are captured. */
  static final String SOURCE = "his";

  private final HospitalKind kind;
  private final Path home;
  private final NodeServer server;
  private final String password;

  private DemoHospital(HospitalKind kind, Path home, NodeServer server, String password) {
    this.kind = kind;
    this.home = home;
    this.server = server;
    this.password = password;
  }

  static DemoHospital start(
      HospitalKind kind, Path home, int port, Clock clock, SecureRandom random) {
    HomeInit.node(home, kind.hospitalName(), clock, random);
    NodeServer server = NodeServer.start(home, new NodeServer.Options(port, false), clock, random);
    return new DemoHospital(kind, home, server, server.firstPassword().orElseThrow());
  }

  HospitalKind kind() {
    return kind;
  }

  String name() {
    return kind.hospitalName();
  }

  String url() {
    return server.url();
  }

  String password() {
    return password;
  }

  Path home() {
    return home;
  }

  JsonNode work(String verb, ObjectNode arguments) {
    return work(verb, arguments, Progress.NONE);
  }

  JsonNode work(String verb, ObjectNode arguments, Progress progress) {
    return server.service().answer(new Work(verb, arguments), progress);
  }

  JsonNode capture(Path folder, Progress progress) {
    ObjectNode arguments = arguments().put("source", SOURCE);
    arguments.putArray("paths").add(folder.toString());
    return work("capture", arguments, progress);
  }

  void sign(String permit, String office) {
    work("permit.sign", arguments().put("id", permit).put("office", office));
  }

  ObjectNode ledger() {
    return LedgerCheck.verify(home);
  }

  static ObjectNode arguments() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    server.close();
  }
}
