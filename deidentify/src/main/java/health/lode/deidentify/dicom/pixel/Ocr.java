package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomReason;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads text in pictures with the machine's tesseract, in many pictures a run: loading the
 * languages takes longer than a picture.
 */
public final class Ocr {
  /** Pictures that are handed over at once. */
  public static final int BATCH = 16;

  private static final String PROGRAM = "tesseract";
  private static final long PATIENCE_SECONDS = 300;
  private static final int SMALL_SIDE = 400;
  private static final int MIDDLE_SIDE = 1100;
  private static final double LEAST_CONFIDENCE = 20;
  private static final int COLUMNS = 12;
  private final String languages;

  private Ocr(String languages) {
    this.languages = languages;
  }

  /**
   * The recogniser, ready for some languages.
   *
   * @param languages joined by +
   * @param scratch a folder for what passes between the programs
   * @throws health.lode.refusal.RefusedException {@code DICOM_OCR_ABSENT} where the program or a
   *     language is missing
   */
  public static Ocr of(String languages, Path scratch) throws IOException {
    if (!Tool.isThere(PROGRAM)) {
      throw absent();
    }
    Path listed = Files.createTempFile(scratch, "languages", ".txt");
    try {
      boolean told = Tool.run(List.of(PROGRAM, "--list-langs"), listed, PATIENCE_SECONDS);
      Set<String> there = Set.copyOf(Files.readAllLines(listed).stream().distinct().toList());
      if (!told || !there.containsAll(List.of(languages.split("\\+")))) {
        throw absent();
      }
    } finally {
      Files.deleteIfExists(listed);
    }
    return new Ocr(languages);
  }

  private static health.lode.refusal.RefusedException absent() {
    return BrokenDicom.refused(
        DicomReason.DICOM_OCR_ABSENT,
        "Pixels must be read for text, and tesseract or a language of it is missing.",
        "需要识别像素中的文字，但缺少 tesseract 或其语言包。",
        "Install tesseract-ocr with the policy's languages, or set pixels.ocr in the policy.",
        "请安装 tesseract-ocr 及策略所列语言包，或修改策略中的 pixels.ocr。");
  }

  /**
   * The lines of each picture, in the order of the pictures; boxes in the picture's own pixels.
   *
   * @param pictures at most {@link #BATCH}, grey with 8 bits
   */
  public List<List<TextLine>> read(List<BufferedImage> pictures, Path scratch) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "ocr");
    List<Path> files = new ArrayList<>();
    Path list = folder.resolve("list.txt");
    Path found = folder.resolve("found.tsv");
    try {
      int[] scales = new int[pictures.size()];
      for (int i = 0; i < scales.length; i++) {
        scales[i] = scale(pictures.get(i));
        Path file = folder.resolve(i + ".pgm");
        files.add(file);
        write(scaled(pictures.get(i), scales[i]), file);
      }
      Files.write(list, files.stream().map(Path::toString).toList(), StandardCharsets.UTF_8);
      List<String> command =
          List.of(
              PROGRAM,
              list.toString(),
              "stdout",
              "-l",
              languages,
              "--psm",
              "11",
              "--dpi",
              "150",
              "tsv");
      if (!Tool.run(command, found, PATIENCE_SECONDS)) {
        throw BrokenDicom.refused(
            DicomReason.DICOM_OCR_FAILED,
            "The text recogniser failed on a frame.",
            "文字识别程序处理某一帧时失败。",
            "Look at the file by eye, and blank it with a region script.",
            "请人工查看该文件，并用区域脚本遮盖。");
      }
      return lines(found, scales);
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(list);
      Files.deleteIfExists(found);
      Files.deleteIfExists(folder);
    }
  }

  /** Letters of a few pixels are not read: small pictures are enlarged. */
  private static int scale(BufferedImage picture) {
    int side = Math.max(picture.getWidth(), picture.getHeight());
    return side <= SMALL_SIDE ? 3 : side <= MIDDLE_SIDE ? 2 : 1;
  }

  private static BufferedImage scaled(BufferedImage picture, int scale) {
    if (scale == 1) {
      return picture;
    }
    BufferedImage large =
        new BufferedImage(
            picture.getWidth() * scale, picture.getHeight() * scale, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, large.getWidth(), large.getHeight(), null);
    graphics.dispose();
    return large;
  }

  private static void write(BufferedImage picture, Path file) throws IOException {
    byte[] grey = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      String header = "P5\n" + picture.getWidth() + " " + picture.getHeight() + "\n255\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      out.write(grey);
    }
  }

  private static List<List<TextLine>> lines(Path found, int[] scales) throws IOException {
    List<Map<String, TextLine>> pages = new ArrayList<>();
    for (int i = 0; i < scales.length; i++) {
      pages.add(new LinkedHashMap<>());
    }
    for (String row : Files.readAllLines(found, StandardCharsets.UTF_8)) {
      String[] columns = row.split("\t", COLUMNS);
      if (columns.length < COLUMNS || !columns[0].equals("5") || columns[11].isBlank()) {
        continue;
      }
      int page = Integer.parseInt(columns[1]) - 1;
      double confidence = Double.parseDouble(columns[10]);
      if (page < 0 || page >= scales.length || confidence < LEAST_CONFIDENCE) {
        continue;
      }
      int scale = scales[page];
      Box box =
          new Box(
              Integer.parseInt(columns[6]) / scale,
              Integer.parseInt(columns[7]) / scale,
              (Integer.parseInt(columns[8]) + scale - 1) / scale + 1,
              (Integer.parseInt(columns[9]) + scale - 1) / scale + 1);
      TextLine word = new TextLine(columns[11].strip(), box, confidence);
      pages.get(page).merge(columns[2] + "/" + columns[3] + "/" + columns[4], word, Ocr::joined);
    }
    return pages.stream().map(page -> List.copyOf(page.values())).toList();
  }

  private static TextLine joined(TextLine line, TextLine word) {
    return new TextLine(
        line.text() + " " + word.text(),
        line.box().with(word.box()),
        Math.max(line.confidence(), word.confidence()));
  }
}
