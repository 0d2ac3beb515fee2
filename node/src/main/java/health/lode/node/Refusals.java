package health.lode.node;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** The node's own refusals, worded once. */
public final class Refusals {
  private Refusals() {}

  static RefusedException refused(NodeReason code, Words reason, Words remedy) {
    return Refusal.of(code, reason, remedy).asException();
  }

  public static RefusedException argument(String en, String zh) {
    return refused(
        NodeReason.ARGUMENT_INVALID,
        Words.of(en, zh),
        Words.of("See the command's --help.", "请查看该命令的 --help。"));
  }

  public static RefusedException fileUnreadable(String name) {
    return refused(
        NodeReason.FILE_UNREADABLE,
        Words.of(name + " cannot be read.", name + " 无法读取。"),
        Words.of("Check its name and its permissions.", "请检查文件名和读取权限。"));
  }

  static RefusedException keyUnreadable(String what) {
    return refused(
        NodeReason.KEY_UNREADABLE,
        Words.of(what + " is not a key of this product.", what + " 不是本产品的密钥。"),
        Words.of("Give the file that was written when the key was made.", "请提供生成密钥时写出的文件。"));
  }

  /** For errors of the program itself: what failed is not told, it could be data. */
  static Refusal failed() {
    return Refusal.of(
        NodeReason.NODE_FAILED,
        Words.of("The node failed to answer.", "节点未能答复。"),
        Words.of("Tell the hospital's information department.", "请联系医院信息科。"));
  }
}
