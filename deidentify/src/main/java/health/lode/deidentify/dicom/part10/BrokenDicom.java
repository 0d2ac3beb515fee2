package health.lode.deidentify.dicom.part10;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** Makes refusals that name a place in a file: byte offset and tag, never a value. */
public final class BrokenDicom {
  private BrokenDicom() {}

  public static RefusedException at(DicomReason code, long offset, int tag) {
    String place = "byte " + offset + ", " + Tags.text(tag);
    String zh = "第 " + offset + " 字节，" + Tags.text(tag);
    return switch (code) {
      case DICOM_TRUNCATED ->
          refused(
              code,
              "The file ends within an element at " + place + ".",
              "文件在元素中途结束：" + zh + "。",
              "Fetch the file again from where it is kept whole.",
              "请从保存完整文件的系统重新取得该文件。");
      case DICOM_NESTED_TOO_DEEP ->
          refused(
              code,
              "Sequences are nested too deeply at " + place + ".",
              "序列嵌套过深：" + zh + "。",
              "No device writes such a file; ask its sender.",
              "正常设备不会写出这样的文件；请询问发送方。");
      default ->
          refused(
              code,
              "The structure cannot be followed at " + place + ".",
              "结构无法解析：" + zh + "。",
              "Fetch the file again, or repair it with a DICOM tool and look at it.",
              "请重新取得该文件，或用 DICOM 工具修复后检查。");
    };
  }

  public static RefusedException refused(
      DicomReason code, String en, String zh, String wayEn, String wayZh) {
    return Refusal.of(code, Words.of(en, zh), Words.of(wayEn, wayZh)).asException();
  }
}
