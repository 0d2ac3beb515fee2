package health.lode.vault.capture.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.capture.FormatTrial;
import health.lode.vault.codes.Dictionary;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  private static final String ADT =
      "MSH|^~\\&|A|B|C|D|20240305||ADT^A08|1|P|2.4\rPID|1||7^^^H^MR||王^小明||19800101|M";
  private static final String ACK = "MSH|^~\\&|A|B|C|D|20240305||ACK^A08|2|P|2.4\rMSA|AA|1";

  private final Hl7v2Format format = new Hl7v2Format(Dictionary.shipped());

  private FormatTrial read(String text) {
    return FormatTrial.of(format, "in.hl7", text.getBytes(StandardCharsets.UTF_8));
  }

  /** However messages are joined, the same two come out, byte for byte but for line ends. */
  @Test
  void messagesAreFoundInEveryWrapping() {
    List<String> wrappings =
        List.of(
            ADT + "\r" + ACK + "\r",
            "\ufeff" + ADT + "\r\r" + ACK,
            "\n\n" + ADT + "\n" + ACK + "\n",
            (ADT + "\r" + ACK + "\r").replace("\r", "\r\n"),
            "\u000b" + ADT + "\r\u001c\r\u000b" + ACK + "\r\u001c\r",
            "\u000b" + ADT + "\u001c\r\n\u000b" + ACK + "\u001c",
            "FHS|^~\\&|A\rBHS|^~\\&|A\r" + ADT + "\r" + ACK + "\rBTS|2\rFTS|1\r");
    for (String wrapping : wrappings) {
      FormatTrial trial = read(wrapping);
      assertThat(trial.types()).as(wrapping).containsExactly("ADT^A08", "ACK^A08");
      assertThat(trial.quarantined()).isEmpty();
      assertThat(
              new String(trial.outcomes.get(0).bytes(), StandardCharsets.UTF_8)
                  .replace("\r\n", "\r")
                  .replace('\n', '\r'))
          .isEqualTo(ADT);
      assertThat(trial.only("person").patient).isEqualTo("7^H");
    }
  }

  @Test
  void whatIsNoMessageWaitsByItself() {
    FormatTrial trial = read("PID|1||7\rPV1|1\r" + ADT + "\rBTS|5\r" + ACK);
    assertThat(trial.quarantined()).containsExactly("HL7_NO_MSH MSH", "HL7_BATCH_COUNT BTS-1");
    assertThat(trial.types()).containsExactly("HL7", "ADT^A08", "BTS", "ACK^A08");
  }

  @Test
  void malformedMessagesNameSegmentAndField() {
    assertThat(read(ADT.replace("19800101", "19801301")).quarantined())
        .containsExactly("DATE_UNREADABLE PID-7");
    assertThat(read(ADT.replace("19800101", "")).quarantined()).isEmpty();
    assertThat(read(ADT.replace("7^^^H^MR", "")).quarantined())
        .containsExactly("HL7_FIELD_MISSING PID-3");
    assertThat(read(ADT.replace("ADT^A08", "")).quarantined())
        .containsExactly("HL7_FIELD_MISSING MSH-9");
    assertThat(read("MSH|^^\\&|A|B|C|D|1||ADT^A08|1").quarantined())
        .containsExactly("HL7_ENCODING_CHARACTERS MSH-2");
    assertThat(read("MSH||A|B|C|D|1||ADT^A08|1").quarantined())
        .containsExactly("HL7_ENCODING_CHARACTERS MSH-2");
    assertThat(read(ADT + "\r续页见附件\r").quarantined())
        .containsExactly("HL7_SEGMENT_UNREADABLE segment 3");
  }

  @Test
  void charsetsAreStatedOrFoundAndNeverPatched() {
    Charset gbk = Charset.forName("GBK");
    String said = ADT.replace("|2.4", "|2.4||||||GB 18030-2000");
    for (String text : List.of(ADT, said)) {
      FormatTrial trial = FormatTrial.of(format, "in.hl7", text.getBytes(gbk));
      assertThat(trial.patients.get(0).values()).containsValue("王小明");
    }
    String wrong = ADT.replace("|2.4", "|2.4||||||UNICODE UTF-8");
    assertThat(FormatTrial.of(format, "in.hl7", wrong.getBytes(gbk)).quarantined())
        .containsExactly("CHARSET_MALFORMED PID-5");
  }

  @Test
  void aMessageOverTheLimitIsPassedThroughInPieces() {
    String big = ADT + "\rOBX|1|ED|X||" + "A".repeat(200_000) + "\r";
    byte[] file = (big + ACK).getBytes(StandardCharsets.UTF_8);
    FormatTrial trial = FormatTrial.of(format, "in.hl7", new ByteArrayInputStream(file), 5_000);
    assertThat(trial.types()).containsExactly("ADT^A08", "ACK^A08");
    assertThat(trial.quarantined()).containsExactly("RECORD_TOO_LARGE");
    assertThat(trial.outcomes.get(0).bytes()).hasSize(big.getBytes(StandardCharsets.UTF_8).length);
  }
}
