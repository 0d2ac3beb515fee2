package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.CaptureFormat;
import health.lode.vault.capture.Decoder;
import health.lode.vault.capture.RecordConsumer;
import health.lode.vault.capture.SourceFile;
import health.lode.vault.codes.Dictionary;
import java.io.IOException;
import java.util.Locale;

/** HL7 v2 files: one message or many, in batches or MLLP frames or neither. */
public final class Hl7v2Format implements CaptureFormat {
  private final Dictionary dictionary;

  public Hl7v2Format(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public String name() {
    return "hl7v2";
  }

  @Override
  public int recognises(String name, byte[] head) {
    int at = 0;
    boolean mark =
        head.length > 3
            && (head[0] & 0xff) == 0xef
            && (head[1] & 0xff) == 0xbb
            && (head[2] & 0xff) == 0xbf;
    at += mark ? 3 : 0;
    while (at < head.length && (head[at] <= ' ' && head[at] >= 0)) {
      at++;
    }
    if (at + 4 < head.length) {
      String segment = new String(head, at, 3, java.nio.charset.StandardCharsets.ISO_8859_1);
      boolean separator = !Character.isLetterOrDigit(head[at + 3] & 0xff) && head[at + 3] != ' ';
      if (separator && (segment.equals("MSH") || segment.equals("FHS") || segment.equals("BHS"))) {
        return 95;
      }
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".hl7") || lower.endsWith(".hl7v2") ? 60 : 0;
  }

  @Override
  public void read(SourceFile file, RecordConsumer records) throws IOException {
    new MessageReader(file.content(), records, file.options().recordLimit()).read();
  }

  @Override
  public Decoder decoder() {
    return new Hl7v2Decoder(dictionary);
  }
}
