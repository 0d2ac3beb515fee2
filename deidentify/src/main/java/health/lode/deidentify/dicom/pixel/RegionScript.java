package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomReason;
import health.lode.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Known places of burned-in text by device, in the language of CTP's DicomPixelAnonymizer: {@code {
 * condition } (x,y,w,h) …}. The first signature whose condition holds gives the regions; what
 * stands between signatures and is no region is a comment.
 *
 * <p>CTP takes what it cannot read as false, so that a region would silently be missed; here the
 * script is refused.
 */
public final class RegionScript {
  private static final Pattern SIGNATURE = Pattern.compile("\\{([^}]*)\\}");
  private static final Pattern PARENTHESES = Pattern.compile("\\(([^)]*)\\)");
  private static final Pattern NUMBERS = Pattern.compile("[-0-9,\\s]*");
  private final List<Signature> signatures;

  private record Signature(RegionCondition condition, List<Box> regions) {}

  private RegionScript(List<Signature> signatures) {
    this.signatures = signatures;
  }

  /** Reads a script; refused with {@code DICOM_SCRIPT_UNREADABLE} and the line. */
  public static RegionScript parse(String text) {
    List<Signature> signatures = new ArrayList<>();
    Matcher signature = SIGNATURE.matcher(text);
    boolean found = signature.find();
    if (!found) {
      throw unreadable(1);
    }
    while (found) {
      int line = line(text, signature.start());
      RegionCondition condition = RegionCondition.parse(signature.group(1), line);
      int from = signature.end();
      found = signature.find();
      int to = found ? signature.start() : text.length();
      signatures.add(new Signature(condition, regions(text, from, to)));
    }
    return new RegionScript(List.copyOf(signatures));
  }

  private static List<Box> regions(String text, int from, int to) {
    List<Box> regions = new ArrayList<>();
    Matcher parentheses = PARENTHESES.matcher(text).region(from, to);
    while (parentheses.find()) {
      String inside = parentheses.group(1);
      if (!NUMBERS.matcher(inside).matches()) {
        continue; // a remark
      }
      String[] numbers = inside.split(",", -1);
      int line = line(text, parentheses.start());
      if (numbers.length != 4) {
        throw unreadable(line);
      }
      int[] values = new int[4];
      for (int i = 0; i < 4; i++) {
        String number = numbers[i].strip();
        if (!number.matches("[0-9]{1,6}")) {
          throw unreadable(line);
        }
        values[i] = Integer.parseInt(number);
      }
      regions.add(new Box(values[0], values[1], values[2], values[3]));
    }
    return List.copyOf(regions);
  }

  private static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  static RefusedException unreadable(int line) {
    return BrokenDicom.refused(
        DicomReason.DICOM_SCRIPT_UNREADABLE,
        "The region script cannot be read at line " + line + ".",
        "区域脚本第 " + line + " 行无法识别。",
        "Correct that line; conditions and regions are written as in CTP's DicomPixelAnonymizer.",
        "请更正该行；条件和区域的写法与 CTP 的 DicomPixelAnonymizer 相同。");
  }

  public int size() {
    return signatures.size();
  }

  /**
   * The regions of a file; none where no signature fits.
   *
   * @param values of the outermost data set, by tag; empty for what is missing
   */
  public List<Box> regions(IntFunction<String> values) {
    for (Signature signature : signatures) {
      if (signature.condition().holds(values)) {
        return signature.regions();
      }
    }
    return List.of();
  }
}
