package health.lode.node;

import health.lode.governance.Event;
import health.lode.governance.Governance;
import health.lode.ledger.Ledger;
import health.lode.signing.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The node's ledger and the state folded from it: there is no second place (promise 3). An event is
 * judged first, entered durably next, and only then holds.
 */
final class NodeLedger implements AutoCloseable {
  private final Ledger ledger;
  private final Clock clock;
  private final Exits exits = new Exits();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private volatile Governance governance;

  private NodeLedger(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
    this.governance = Governance.empty();
  }

  static NodeLedger open(Home home, SigningKey key, Clock clock) {
    NodeLedger opened = new NodeLedger(Ledger.open(home.ledger(), key), clock);
    opened.fold();
    return opened;
  }

  private void fold() {
    ledger.forEach(
        0,
        (index, json) -> {
          Event event = Event.fromJson(json);
          governance = governance.apply(index, event);
          exits.note(index, event);
        });
  }

  /** The state as of the last entry. */
  Governance governance() {
    return governance;
  }

  Exits exits() {
    return exits;
  }

  Ledger ledger() {
    return ledger;
  }

  /** This moment, in the ledger's grain. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Tells {@code listener} of each event from now on, once it holds; it must not take long. */
  void onEntry(Consumer<Event> listener) {
    listeners.add(listener);
  }

  /** Enters one event and returns its index, once it is durable. */
  long enter(Event event) {
    return enter(state -> event);
  }

  /** Enters the event that {@code decide} makes from the very state it will follow. */
  synchronized long enter(Function<Governance, Event> decide) {
    Event event = decide.apply(governance);
    long index = ledger.size();
    Governance next = governance.accept(index, event);
    ledger.appendIf(index, List.of(event.toJson()));
    governance = next;
    exits.note(index, event);
    listeners.forEach(listener -> listener.accept(event));
    return index;
  }

  /** Size and root of the tree that holds entry {@code index}. */
  Receipt receipt(long index, String question) {
    long size = Math.max(ledger.size(), index + 1);
    return new Receipt(index, size, HexFormat.of().formatHex(ledger.rootHash(size)), question);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
