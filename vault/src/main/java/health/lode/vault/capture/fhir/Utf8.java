package health.lode.vault.capture.fhir;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON is UTF-8 (RFC 8259, section 8.1); other character sets are told, not guessed. */
final class Utf8 {
  private Utf8() {}

  static void check(byte[] bytes, int offset, int length) throws QuarantinedException {
    int i = offset;
    int end = offset + length;
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    if (i == end) {
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, end - i));
    } catch (CharacterCodingException e) {
      throw Quarantine.of(
              "WRONG_CHARSET",
              "byte " + (i - offset + 1),
              "The record is not UTF-8, which JSON has to be.",
              "该记录不是 UTF-8 编码，而 JSON 必须使用 UTF-8。")
          .asException();
    }
  }
}
