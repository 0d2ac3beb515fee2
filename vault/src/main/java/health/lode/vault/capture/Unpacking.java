package health.lode.vault.capture;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import health.lode.vault.VaultLimits;
import health.lode.vault.VaultReason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file on disk down to the plain files in it: gzip, zip and tar, told by their first bytes
 * and nested to a limit. Everything streams; nothing is unpacked to disk.
 */
final class Unpacking {
  private static final int HEAD = 8 * 1024;
  private static final int BUFFER = 128 * 1024;

  private final VaultLimits limits;
  private final List<CaptureReport.FileProblem> problems;
  private final LongConsumer progress;
  private long packedBytes;

  /** Takes a plain file. */
  interface PlainFile {
    /** Reads {@code content} to its end; returns false where no format recognises it. */
    boolean take(String name, byte[] head, GuardedStream content, InputStream whole)
        throws IOException;
  }

  /**
   * @param problems what could not be read is added here
   * @param progress told the bytes read of the file on disk
   */
  Unpacking(VaultLimits limits, List<CaptureReport.FileProblem> problems, LongConsumer progress) {
    this.limits = limits;
    this.problems = problems;
    this.progress = progress;
  }

  void open(Path file, String name, PlainFile plain) {
    UnpackBudget budget = new UnpackBudget(limits.unpackedBytes(), limits.unpackRatio());
    packedBytes = 0;
    try (InputStream disk = new Counting(Files.newInputStream(file))) {
      layer(name, disk, 0, budget, plain);
    } catch (IOException e) {
      problems.add(new CaptureReport.FileProblem(name, unreadable()));
    }
  }

  /** Returns false where the layers around cannot be read on. */
  private boolean layer(
      String name, InputStream in, int depth, UnpackBudget budget, PlainFile plain)
      throws IOException {
    GuardedStream guarded = new GuardedStream(in, budget, () -> packedBytes, depth > 0);
    BufferedInputStream buffered = new BufferedInputStream(guarded, BUFFER);
    buffered.mark(HEAD);
    byte[] head = buffered.readNBytes(HEAD);
    buffered.reset();
    boolean gzip = head.length > 2 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B;
    boolean zip = head.length > 4 && head[0] == 'P' && head[1] == 'K' && head[2] <= 8;
    boolean tar = TarReader.recognises(head, head.length);
    if ((gzip || zip || tar) && depth >= limits.archiveDepth()) {
      problems.add(new CaptureReport.FileProblem(name, nested()));
      return true;
    }
    if (gzip) {
      String inner = name.replaceFirst("(?i)\\.gz$", "").replaceFirst("(?i)\\.tgz$", ".tar");
      return opened(
          name,
          guarded,
          () -> {
            return layer(inner, new GZIPInputStream(buffered, BUFFER), depth + 1, budget, plain);
          });
    }
    if (zip) {
      return opened(name, guarded, () -> zip(name, buffered, depth, budget, plain));
    }
    if (tar) {
      return opened(name, guarded, () -> tar(name, buffered, depth, budget, plain));
    }
    if (!plain.take(name, head, guarded, buffered)) {
      problems.add(new CaptureReport.FileProblem(name, unknown()));
    }
    Refusal problem = guarded.problem();
    if (problem != null) {
      problems.add(new CaptureReport.FileProblem(name, problem));
    }
    return problem == null;
  }

  /** A step into an archive. */
  private interface Step {
    boolean run() throws IOException;
  }

  private boolean opened(String name, GuardedStream guarded, Step step) {
    int before = problems.size();
    boolean whole;
    try {
      whole = step.run();
    } catch (IOException | IllegalArgumentException e) {
      whole = false;
    }
    Refusal problem = guarded.problem();
    if (problems.size() == before && (!whole || problem != null)) {
      problems.add(
          new CaptureReport.FileProblem(name, problem != null ? problem : GuardedStream.cut()));
    }
    return whole;
  }

  private boolean zip(String name, InputStream in, int depth, UnpackBudget budget, PlainFile plain)
      throws IOException {
    // Names are read as single bytes, so that no foreign character set can stop the capture.
    ZipInputStream members = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
    boolean any = false;
    for (ZipEntry e = members.getNextEntry(); e != null; e = members.getNextEntry()) {
      any = true;
      if (!e.isDirectory() && !layer(name + "!/" + name(e), members, depth + 1, budget, plain)) {
        return false;
      }
    }
    return any;
  }

  private static String name(ZipEntry entry) {
    byte[] raw = entry.getName().getBytes(StandardCharsets.ISO_8859_1);
    String utf8 = new String(raw, StandardCharsets.UTF_8);
    boolean unmappable = entry.getName().chars().anyMatch(c -> c > 0xFF);
    if (unmappable) {
      return entry.getName();
    }
    return utf8.indexOf('\uFFFD') < 0
        ? utf8
        : new String(raw, java.nio.charset.Charset.forName("GB18030"));
  }

  private boolean tar(String name, InputStream in, int depth, UnpackBudget budget, PlainFile plain)
      throws IOException {
    TarReader members = new TarReader(in);
    for (@Nullable String member = members.next(); member != null; member = members.next()) {
      if (!layer(name + "!/" + member, members, depth + 1, budget, plain)) {
        return false;
      }
    }
    return true;
  }

  private static Refusal nested() {
    return Refusal.of(
        VaultReason.ARCHIVE_NESTED,
        Words.of("Archives are nested too deeply.", "压缩包嵌套层数过多。"),
        Words.of("Unpack the inner archive and capture its files.", "请先解压内层压缩包再采集。"));
  }

  private static Refusal unknown() {
    return Refusal.of(
        VaultReason.FORMAT_UNKNOWN,
        Words.of("No format recognises this file; nothing of it was taken.", "无法识别该文件的格式，未采集任何内容。"),
        Words.of(
            "Name the format with --format, or leave the file out.", "请用 --format 指明格式，或排除该文件。"));
  }

  static Refusal unreadable() {
    return Refusal.of(
        VaultReason.SOURCE_UNREADABLE,
        Words.of("The file or folder is not there or cannot be read.", "文件或目录不存在或无法读取。"),
        Words.of("Check the path and the access rights.", "请检查路径和访问权限。"));
  }

  private final class Counting extends InputStream {
    private final InputStream in;

    Counting(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        packedBytes += count;
        progress.accept(count);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
