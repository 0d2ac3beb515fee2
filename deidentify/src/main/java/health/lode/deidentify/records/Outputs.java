package health.lode.deidentify.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.fhir.Applied;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run writes besides its output: the trace of each action, and the list of what was
 * quarantined. Neither holds a value or a file's name, which may be a patient's: a file is told by
 * its number in the sorted list of the input's files.
 */
final class Outputs implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private @Nullable StagedOutput trace;
  private @Nullable BufferedWriter traceWriter;
  private @Nullable StagedOutput quarantine;
  private @Nullable BufferedWriter quarantineWriter;

  Outputs(Optional<Path> trace, Optional<Path> quarantine) throws IOException {
    if (trace.isPresent()) {
      StagedOutput staged = StagedOutput.at(trace.get());
      this.trace = staged;
      this.traceWriter = Files.newBufferedWriter(staged.path(), StandardCharsets.UTF_8);
    }
    if (quarantine.isPresent()) {
      try {
        StagedOutput staged = StagedOutput.at(quarantine.get());
        this.quarantine = staged;
        Files.createDirectories(staged.path());
        this.quarantineWriter =
            Files.newBufferedWriter(
                staged.path().resolve("quarantine.jsonl"), StandardCharsets.UTF_8);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  boolean traces() {
    return traceWriter != null;
  }

  void trace(int file, long number, String type, List<Applied> applied) throws IOException {
    if (traceWriter == null) {
      return;
    }
    Map<Applied, Integer> times = new LinkedHashMap<>();
    applied.forEach(a -> times.merge(a, 1, Integer::sum));
    for (Map.Entry<Applied, Integer> each : times.entrySet()) {
      ObjectNode line = MAPPER.createObjectNode();
      line.put("file", file).put("number", number).put("type", type);
      line.put("path", each.getKey().path()).put("rule", each.getKey().rule());
      line.put("action", each.getKey().action()).put("times", each.getValue());
      traceWriter.write(line.toString());
      traceWriter.write('\n');
    }
  }

  /**
   * @param number line or entry; 0 for the whole file
   */
  void quarantined(int file, long number, String code) throws IOException {
    if (quarantineWriter != null) {
      ObjectNode line = MAPPER.createObjectNode();
      line.put("file", file).put("number", number).put("code", code);
      quarantineWriter.write(line.toString());
      quarantineWriter.write('\n');
    }
  }

  void publish() throws IOException {
    if (traceWriter != null && trace != null) {
      traceWriter.close();
      trace.publish();
    }
    if (quarantineWriter != null && quarantine != null) {
      quarantineWriter.close();
      quarantine.publish();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (traceWriter != null) {
        traceWriter.close();
      }
      if (quarantineWriter != null) {
        quarantineWriter.close();
      }
    } finally {
      if (trace != null) {
        trace.close();
      }
      if (quarantine != null) {
        quarantine.close();
      }
    }
  }
}
