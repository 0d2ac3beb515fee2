package health.lode.vault.capture;

import health.lode.vault.TestVault;
import java.nio.file.Path;

/** A capture in a process of its own, to be killed by {@link CaptureKillTest}. */
public final class KilledCapture {
  private KilledCapture() {}

  public static void main(String[] places) {
    CaptureReport report = TestVault.capture(Path.of(places[0]), "his", Path.of(places[1]));
    System.out.println(report.received());
  }
}
