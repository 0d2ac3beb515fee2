package health.lode.vault.capture;

import health.lode.vault.capture.PatientRegister.PatientKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What one decoding thread keeps: its decoders, digests, and the hashes of patients just met. */
final class DecodingThread {
  private static final int PATIENTS_KEPT = 8192;

  private final Map<String, IntakeTable> tables;
  private final Map<String, CaptureFormat> formats;
  private final Map<String, Decoder> decoders = new HashMap<>();
  private final MessageDigest sha256 = Key128.sha256();
  private final Mac mac;
  private final Map<String, PatientKey> patients =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PatientKey> eldest) {
          return size() > PATIENTS_KEPT;
        }
      };
  private int sourceId;

  DecodingThread(
      Map<String, IntakeTable> tables, Map<String, CaptureFormat> formats, byte[] matchingKey) {
    this.tables = tables;
    this.formats = formats;
    this.mac = mac(matchingKey);
  }

  static Mac mac(byte[] matchingKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(matchingKey, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }

  /** Decodes one record into {@code entry}, which then waits to be appended. */
  void decode(BatchEntry entry, RecordBytes record, int source) {
    if (source != sourceId) {
      patients.clear();
      sourceId = source;
    }
    RecordFacts facts = new RecordFacts(this);
    try {
      decoder(entry.format()).decode(record, facts);
    } catch (QuarantinedException e) {
      facts.clear();
      entry.quarantine(e.quarantine());
    } catch (RuntimeException e) {
      // A decoder's own mistake must not lose the record nor stop the ones after it.
      facts.clear();
      entry.quarantine(
          Quarantine.of(
              "DECODER_FAILED",
              e.getClass().getSimpleName(),
              "The decoder failed on this record.",
              "解码器处理此记录时出错。"));
    }
    entry.decoded(facts);
  }

  private Decoder decoder(String format) {
    Decoder decoder = decoders.get(format);
    if (decoder == null) {
      CaptureFormat known = formats.get(format);
      if (known == null) {
        throw new IllegalStateException("no such format: " + format);
      }
      decoder = known.decoder();
      decoders.put(format, decoder);
    }
    return decoder;
  }

  IntakeTable table(String name) {
    IntakeTable table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no intake table " + name);
    }
    return table;
  }

  Key128 factKey(String key) {
    return Key128.of(key, sha256);
  }

  PatientKey patientKey(String key) {
    PatientKey known = patients.get(key);
    if (known == null) {
      known = patientKey(mac, sourceId, key);
      patients.put(key, known);
    }
    return known;
  }

  static PatientKey patientKey(Mac mac, int sourceId, String key) {
    mac.update(ByteBuffer.allocate(4).putInt(sourceId).array());
    ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
    return new PatientKey(hash.getLong(), hash.getLong());
  }
}
