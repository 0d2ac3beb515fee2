package health.lode.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PersistentMapTest {
  /** A key whose hash collides with many others, in whole and in part. */
  private record Key(int value) {
    @Override
    public int hashCode() {
      return (value % 7) << ((value % 3) * 15);
    }
  }

  @Test
  void behavesAsAMapAndLeavesEarlierOnesAlone() {
    Random random = new Random(20261123);
    PersistentMap<Key, Integer> map = PersistentMap.empty();
    Map<Key, Integer> model = new HashMap<>();
    PersistentMap<Key, Integer> earlier = map;
    Map<Key, Integer> earlierModel = Map.of();
    for (int i = 0; i < 20_000; i++) {
      Key key = new Key(random.nextInt(300));
      if (random.nextInt(3) == 0) {
        map = map.without(key);
        model.remove(key);
      } else {
        map = map.with(key, i);
        model.put(key, i);
      }
      assertThat(map.find(key).orElse(null)).isEqualTo(model.get(key));
      assertThat(map.size()).isEqualTo(model.size());
      if (i == 10_000) {
        earlier = map;
        earlierModel = Map.copyOf(model);
      }
    }
    assertThat(content(map)).isEqualTo(model);
    assertThat(content(earlier)).isEqualTo(earlierModel);
  }

  private static Map<Key, Integer> content(PersistentMap<Key, Integer> map) {
    Map<Key, Integer> content = new HashMap<>();
    map.forEach(content::put);
    return content;
  }
}
