package health.lode.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForcingTest {
  @TempDir Path folder;

  @Test
  void moreFilesThanItHoldsAtOnce() throws Exception {
    try (Forcing forcing = new Forcing()) {
      for (int i = 0; i < 600; i++) {
        forcing.add(Files.writeString(folder.resolve("file" + i), "x"));
      }
      forcing.await();
      forcing.add(Files.writeString(folder.resolve("later"), "x"));
      forcing.await();
    }
    assertThat(folder.toFile().list()).hasSize(601);
  }

  @Test
  void oneThatCannotBeForcedIsNotForgotten() throws Exception {
    try (Forcing forcing = new Forcing()) {
      forcing.add(folder.resolve("missing"));
      forcing.add(Files.writeString(folder.resolve("file"), "x"));
      assertThatThrownBy(forcing::await).isInstanceOf(IOException.class);
      assertThatThrownBy(forcing::await).isInstanceOf(IOException.class);
    }
  }
}
