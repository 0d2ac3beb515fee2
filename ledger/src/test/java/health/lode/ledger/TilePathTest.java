package health.lode.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  @Test
  void writesTheSpecificationsExamples() {
    assertThat(new TilePath(0, 1234067, 256)).hasToString("tile/0/x001/x234/067");
    assertThat(new TilePath(TilePath.ENTRIES, 0, 1)).hasToString("tile/entries/000.p/1");
    assertThat(new TilePath(2, 999, 255)).hasToString("tile/2/999.p/255");
    assertThat(new TilePath(2, 1000, 256)).hasToString("tile/2/x001/000");
    assertThat(TilePath.parse("tile/0/x001/x234/067")).contains(new TilePath(0, 1234067, 256));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/00/000", "tile/0/00", "tile/0/x000/001", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/64/000", "tile/0/000.p", "tile/0/001/002", "tile/entries/../000"
      })
  void knowsOneSpellingOnly(String path) {
    assertThat(TilePath.parse(path)).isEmpty();
  }
}
