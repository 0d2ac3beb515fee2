package health.lode.deidentify.dicom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What became of a folder's files: files = written + waiting + quarantined. */
public final class FolderSummary {
  private final AtomicLong files = new AtomicLong();
  private final LongAdder written = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private final LongAdder quarantined = new LongAdder();
  private final LongAdder faces = new LongAdder();
  private final LongAdder frames = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Map<String, LongAdder> codes = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> actions = new ConcurrentSkipListMap<>();

  FolderSummary() {}

  long nextFile() {
    return files.incrementAndGet();
  }

  void add(DicomResult result) {
    (result.status() == DicomResult.Status.WAITING ? waiting : written).increment();
    if (result.faceLikely()) {
      faces.increment();
    }
    frames.add(result.framesRead());
    bytes.add(result.bytes());
    result
        .actions()
        .forEach((letter, n) -> actions.computeIfAbsent(letter, l -> new LongAdder()).add(n));
  }

  /** A file that was written is looked at once more. */
  void takeBackWritten(long size) {
    written.decrement();
    bytes.add(-size);
  }

  void addQuarantined(String code) {
    quarantined.increment();
    codes.computeIfAbsent(code, c -> new LongAdder()).increment();
  }

  public long files() {
    return files.get();
  }

  public long written() {
    return written.sum();
  }

  public long waiting() {
    return waiting.sum();
  }

  public long quarantined() {
    return quarantined.sum();
  }

  /** Frames that were read for text. */
  public long framesRead() {
    return frames.sum();
  }

  /** Bytes of input that were passed on. */
  public long bytes() {
    return bytes.sum();
  }

  /** Quarantined files by code. */
  public Map<String, Long> codes() {
    Map<String, Long> sums = new TreeMap<>();
    codes.forEach((code, n) -> sums.put(code, n.sum()));
    return sums;
  }

  /** {@code {files, written, waiting, quarantined, codes, actions, faces, framesRead, bytes}}. */
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("files", files());
    node.put("written", written());
    node.put("waiting", waiting());
    node.put("quarantined", quarantined());
    ObjectNode byCode = node.putObject("codes");
    codes().forEach(byCode::put);
    ObjectNode byAction = node.putObject("actions");
    actions.forEach((letter, n) -> byAction.put(letter, n.sum()));
    node.put("faces", faces.sum());
    node.put("framesRead", frames.sum());
    node.put("bytes", bytes());
    return node;
  }
}
