package health.lode.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedOutputTest {
  @TempDir Path folder;

  @Test
  void whatIsNotPublishedIsGone() throws Exception {
    try (StagedOutput output = StagedOutput.at(folder.resolve("a"))) {
      Files.createDirectories(output.path());
      Files.writeString(output.path().resolve("half"), "x");
      Files.writeString(output.scratch("run"), "x");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsPublishedStandsAlone() throws Exception {
    try (StagedOutput output = StagedOutput.at(folder.resolve("a"))) {
      Files.writeString(output.path(), "whole");
      Files.writeString(output.scratch("run"), "x");
      output.publish();
    }
    assertThat(folder.resolve("a")).hasContent("whole");
    assertThat(folder.toFile().list()).containsExactly("a");
  }

  @Test
  void aTakenPlaceIsRefused() throws Exception {
    Files.writeString(folder.resolve("a"), "before");
    assertThatThrownBy(() -> StagedOutput.at(folder.resolve("a")))
        .hasMessageContaining("OUTPUT_REFUSED");
    assertThat(folder.resolve("a")).hasContent("before");
  }
}
