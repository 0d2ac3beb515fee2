package health.lode.vault.capture;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import health.lode.vault.VaultReason;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts records by type and by what became of them. Received and duplicate are counted where
 * records are read, captured and quarantined where they are appended: that the sums agree says that
 * nothing was lost in between.
 */
final class Tally {
  private static final class Counts {
    final AtomicLong received = new AtomicLong();
    final AtomicLong captured = new AtomicLong();
    final AtomicLong duplicate = new AtomicLong();
    final AtomicLong quarantined = new AtomicLong();
  }

  private final Map<String, Counts> byType = new ConcurrentHashMap<>();
  private final AtomicLong received = new AtomicLong();

  void received(String type) {
    of(type).received.incrementAndGet();
    received.incrementAndGet();
  }

  void duplicate(String type) {
    of(type).duplicate.incrementAndGet();
  }

  void captured(String type) {
    of(type).captured.incrementAndGet();
  }

  void quarantined(String type) {
    of(type).quarantined.incrementAndGet();
  }

  long received() {
    return received.get();
  }

  /** The account by type; refuses with {@code ACCOUNTING_BROKEN} where a sum is wrong. */
  SortedMap<String, CaptureReport.TypeCount> settle() {
    SortedMap<String, CaptureReport.TypeCount> settled = new TreeMap<>();
    byType.forEach(
        (type, counts) -> {
          CaptureReport.TypeCount count =
              new CaptureReport.TypeCount(
                  counts.received.get(),
                  counts.captured.get(),
                  counts.duplicate.get(),
                  counts.quarantined.get());
          if (count.received() != count.captured() + count.duplicate() + count.quarantined()) {
            throw Refusal.of(
                    VaultReason.ACCOUNTING_BROKEN,
                    Words.of(
                        "Not every received record of type " + type + " is accounted for.",
                        "类型为 " + type + " 的记录未能全部入账。"),
                    Words.of(
                        "Nothing is lost: capture the same files again, and report this.",
                        "数据没有丢失：请重新采集同一批文件，并报告此问题。"))
                .asException();
          }
          settled.put(type, count);
        });
    return settled;
  }

  private Counts of(String type) {
    return byType.computeIfAbsent(type, t -> new Counts());
  }
}
