package health.lode.hub;

import health.lode.server.wire.Deliveries;
import health.lode.server.wire.Deliveries.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one node. Permits and signatures come from the ledger whenever the node asks for
 * what lies beyond its number; questions live here until they are answered or too late. A poll that
 * waits is answered the moment something comes. Thread-safe.
 */
final class Mailbox {
  private static final int MOST_AT_ONCE = 50;

  /** A node that has not been heard of for longer than a poll may last has gone. */
  private static final Duration SILENCE = Duration.ofSeconds(35);

  private final LongFunction<List<Delivery>> durable;
  private final TreeMap<Long, Delivery> questions = new TreeMap<>();
  private @Nullable CompletableFuture<Deliveries> waiting;
  private long waitingAfter;
  private Instant lastSeen = Instant.EPOCH;

  Mailbox(LongFunction<List<Delivery>> durable) {
    this.durable = durable;
  }

  /** What lies beyond {@code acknowledged}: now, or as soon as it comes, or nothing in time. */
  synchronized CompletableFuture<Deliveries> poll(
      long acknowledged, long waitSeconds, Instant now) {
    lastSeen = now;
    questions.headMap(acknowledged, true).clear();
    letGo();
    List<Delivery> ready = ready(acknowledged);
    if (!ready.isEmpty() || waitSeconds == 0) {
      return CompletableFuture.completedFuture(new Deliveries(ready));
    }
    CompletableFuture<Deliveries> future = new CompletableFuture<>();
    waiting = future;
    waitingAfter = acknowledged;
    future.completeOnTimeout(new Deliveries(List.of()), waitSeconds, TimeUnit.SECONDS);
    return future;
  }

  /** Only the latest poll of a node waits. */
  private void letGo() {
    if (waiting != null) {
      waiting.complete(new Deliveries(List.of()));
      waiting = null;
    }
  }

  synchronized void question(Delivery delivery) {
    questions.put(delivery.number(), delivery);
    wake();
  }

  synchronized void withdraw(long number) {
    questions.remove(number);
  }

  /** Looks whether something has come for the poll that waits. */
  synchronized void wake() {
    if (waiting != null) {
      List<Delivery> ready = ready(waitingAfter);
      if (!ready.isEmpty()) {
        CompletableFuture<Deliveries> future = waiting;
        waiting = null;
        // The reply is sealed and sent by another thread: the asker's goes on to the next hospital.
        future.completeAsync(() -> new Deliveries(ready));
      }
    }
  }

  private List<Delivery> ready(long after) {
    List<Delivery> ready = new ArrayList<>(durable.apply(after));
    ready.addAll(questions.tailMap(after, false).values());
    ready.sort(Comparator.comparingLong(Delivery::number));
    return List.copyOf(ready.subList(0, Math.min(MOST_AT_ONCE, ready.size())));
  }

  synchronized void seen(Instant now) {
    lastSeen = now;
  }

  synchronized Instant lastSeen() {
    return lastSeen;
  }

  synchronized boolean online(Instant now) {
    return (waiting != null && !waiting.isDone()) || lastSeen.plus(SILENCE).isAfter(now);
  }

  /** Ends the wait of a node's poll, when the hub closes. */
  synchronized void close() {
    letGo();
  }
}
