package health.lode.deidentify.seal;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The words of this room's refusals. */
final class SealRefusals {
  private SealRefusals() {}

  static RefusedException damaged(@Nullable Throwable cause) {
    return refused(
        SealReason.SEAL_DAMAGED,
        Words.of(
            "The sealed file is not what was sealed: altered, shortened or reordered.",
            "该密封文件与密封时不一致：被篡改、截短或重排。"),
        Words.of("Ask the sender for the file again.", "请向发送方重新索取该文件。"),
        cause);
  }

  static RefusedException notSealed(@Nullable Throwable cause) {
    return refused(
        SealReason.SEAL_UNREADABLE,
        Words.of("This is no sealed file of a version known here.", "这不是本程序可识别版本的密封文件。"),
        Words.of(
            "Give a file made by `lode deidentify seal` or by a release.",
            "请提供由 `lode deidentify seal` 或数据发布生成的文件。"),
        cause);
  }

  static RefusedException otherKey(SealHeader header, RecipientKey key) {
    return refused(
        SealReason.SEAL_NOT_FOR_THIS_KEY,
        Words.of(
            "The file is sealed to key "
                + header.key()
                + "; this is "
                + key.publicKey().fingerprint()
                + ".",
            "文件密封给密钥 " + header.key() + "；所给为 " + key.publicKey().fingerprint() + "。"),
        Words.of("Use the private key of that fingerprint.", "请使用该指纹对应的私钥。"),
        null);
  }

  static RefusedException content(String en, String zh, @Nullable Throwable cause) {
    return refused(
        SealReason.SEAL_CONTENT_REFUSED,
        Words.of(en, zh),
        Words.of(
            "Seal a file, or a folder of plain files with ordinary names, that nobody is writing.",
            "请密封单个文件，或仅含普通文件且无人正在写入的目录。"),
        cause);
  }

  static RefusedException key(Path file, String en, String zh, @Nullable Throwable cause) {
    return refused(
        SealReason.RECIPIENT_KEY_UNREADABLE,
        Words.of(file + " " + en + ".", file + " " + zh + "。"),
        Words.of(
            "Give a key made by `lode deidentify recipient-key new FILE`; a private key has mode"
                + " 600.",
            "请使用 `lode deidentify recipient-key new FILE` 生成的密钥；私钥权限为 600。"),
        cause);
  }

  private static RefusedException refused(
      SealReason code, Words reason, Words remedy, @Nullable Throwable cause) {
    Refusal refusal = Refusal.of(code, reason, remedy);
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }
}
