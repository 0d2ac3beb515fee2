package health.lode.hub;

import health.lode.ask.NodePart;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.server.Listening;
import health.lode.server.WebServer;
import health.lode.server.wire.CatalogueReport;
import health.lode.signing.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A hub with an institute, and two hospitals that have joined. */
final class HubFixture implements AutoCloseable {
  static final String SQL =
      "SELECT condition_icd10, COUNT(DISTINCT person_id) AS patients FROM condition_occurrence"
          + " GROUP BY condition_icd10 ORDER BY patients DESC";
  static final PartyId INSTITUTE = PartyId.of("institute/lung");
  final SecureRandom random = new SecureRandom();
  final Clock clock = Clock.systemUTC();
  final Path home;
  Hub hub;
  WebServer server;
  final FakeNode east;
  final FakeNode west;

  HubFixture(Path folder, Duration deadline) {
    home = folder.resolve("hub");
    Hub.create(home, "Region Hub", clock, random);
    hub = Hub.open(home, clock, random, deadline);
    hub.makeOffice(INSTITUTE);
    server = hub.serve(Listening.plainOnLoopback(0));
    east = node("East Hospital", rows(1), 2);
    west = node("West Hospital", rows(2), 0);
    for (FakeNode node : List.of(east, west)) {
      node.join(hub.issueToken());
      node.start();
      node.publish(
          new CatalogueReport(
              "1,000-9,999",
              List.of(
                  new CatalogueReport.TableReport("condition_occurrence", "10,000-99,999"),
                  new CatalogueReport.TableReport("visit_occurrence", "1,000-9,999")),
              List.of("demographics", "diagnosis", "visit"),
              List.of(2016L, 2026L),
              3));
    }
  }

  static List<NodePart.Row> rows(int times) {
    return List.of(row("E11.9", 12L * times), row("I10", 21L * times), row("J18.9", 30L * times));
  }

  private static NodePart.Row row(String code, long persons) {
    return new NodePart.Row(List.of(code), List.of(List.of(Long.toString(persons))));
  }

  FakeNode node(String name, List<NodePart.Row> rows, long suppressed) {
    return new FakeNode(
        name,
        server.address(),
        hub.fingerprint(),
        SigningKey.generate(random),
        clock,
        rows,
        suppressed);
  }

  static Permit permit(String project, String... hospitals) {
    return Permit.fromYaml(
        "project: "
            + project
            + "\npurpose: research\nrequester: institute/lung\nrecipient: institute/lung\n"
            + "data: [diagnosis]\nforms: [aggregate]\nvalid: {from: 2020-01-01, until:"
            + " 2039-12-31}\nhospitals: ["
            + String.join(", ", hospitals)
            + "]\n");
  }

  /** A permit that both hospitals know and the commission has signed. */
  PermitId signedPermit() {
    PermitId id = hub.requestPermit(permit("Lungs", east.name, west.name));
    await(() -> waiting(id) == 2);
    hub.signPermit(id, PartyId.of("commission"));
    await(
        () -> {
          for (var hospital : hub.showPermit(id).path("hospitals")) {
            if (!hospital.path("status").asText().equals("active")) {
              return false;
            }
          }
          return true;
        });
    return id;
  }

  int waiting(PermitId id) {
    int waiting = 0;
    for (var hospital : hub.showPermit(id).path("hospitals")) {
      waiting += hospital.path("status").asText().equals("requested") ? 1 : 0;
    }
    return waiting;
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come about within ten seconds");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    // The hub first: a node's waiting poll ends with it.
    hub.close();
    server.close();
    east.close();
    west.close();
  }
}
