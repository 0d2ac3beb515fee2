package health.lode.vault.capture.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import health.lode.vault.capture.QuarantinedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every field, repetition, component and subcomponent as HAPI HL7v2 reads it. */
class HapiOracleTest {
  private static final String[] VERSIONS = {
    "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8"
  };
  private static final String[] TEXTS = {
    "",
    "a",
    "肺炎",
    "120",
    "3.5-9.5",
    "\\T\\",
    "x\\F\\y",
    "a\\S\\b\\R\\c",
    "C:\\E\\dir",
    "O'Neil",
    " ",
    "20240305"
  };

  @Test
  void readsWhatHapiReads() throws HL7Exception, QuarantinedException, IOException {
    try (HapiContext hapi = new DefaultHapiContext(new GenericModelClassFactory())) {
      hapi.setValidationContext(ValidationContextFactory.noValidation());
      Random random = new Random(3);
      for (int round = 0; round < 300; round++) {
        String text = message(random, VERSIONS[round % VERSIONS.length]);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> ours = values(Message.parse(bytes, 0, bytes.length));
        List<String> theirs = values(hapi.getPipeParser().parse(text), ours.size());
        assertThat(ours).as(text).isEqualTo(theirs);
      }
    }
  }

  private static String message(Random random, String version) {
    StringBuilder out =
        new StringBuilder("MSH|^~\\&|HIS|A^1.2^ISO|LIS|B|20240305||ADT^A01|1|P|" + version);
    for (String name : new String[] {"EVN", "PID", "PV1", "OBX", "OBX", "ZZ1", "DG1"}) {
      out.append('\r').append(name);
      for (int field = random.nextInt(12); field >= 0; field--) {
        out.append('|');
        // A first field of OBX-2's place would change how HAPI reads OBX-5.
        for (int repetition = random.nextInt(3); repetition >= 0; repetition--) {
          component(random, out);
          out.append(repetition > 0 ? "~" : "");
        }
      }
      // HAPI does not keep what is empty at the end; neither side is asked for it.
      out.append("|end");
    }
    return out.append('\r').toString();
  }

  private static void component(Random random, StringBuilder out) {
    for (int component = random.nextInt(4); component >= 0; component--) {
      out.append(TEXTS[random.nextInt(TEXTS.length)]);
      if (random.nextInt(5) == 0) {
        out.append('&').append(TEXTS[random.nextInt(TEXTS.length)]);
      }
      out.append(component > 0 ? "^" : "");
    }
  }

  private static final int FIELDS = 14;
  private static final int PARTS = 5;

  private static List<String> values(Message message) {
    List<String> values = new ArrayList<>();
    for (health.lode.vault.capture.hl7v2.Segment segment : message.segments()) {
      for (int field = 1; field <= FIELDS; field++) {
        List<Field> repetitions = segment.repetitions(field);
        for (int repetition = 0; repetition < 3; repetition++) {
          for (int component = 1; component <= PARTS; component++) {
            for (int part = 1; part <= 2; part++) {
              String value =
                  repetition < repetitions.size()
                      ? repetitions.get(repetition).subcomponent(component, part)
                      : "";
              values.add(place(segment.name(), field, repetition, component, part) + value);
            }
          }
        }
      }
    }
    return values;
  }

  private static List<String> values(ca.uhn.hl7v2.model.Message message, int expected)
      throws HL7Exception {
    List<String> values = new ArrayList<>(expected);
    for (String name : message.getNames()) {
      for (Segment segment :
          Arrays.copyOf(message.getAll(name), message.getAll(name).length, Segment[].class)) {
        for (int field = 1; field <= FIELDS; field++) {
          for (int repetition = 0; repetition < 3; repetition++) {
            for (int component = 1; component <= PARTS; component++) {
              for (int part = 1; part <= 2; part++) {
                String value = Terser.get(segment, field, repetition, component, part);
                values.add(
                    place(segment.getName(), field, repetition, component, part)
                        + (value == null ? "" : value));
              }
            }
          }
        }
      }
    }
    return values;
  }

  private static String place(String name, int field, int repetition, int component, int part) {
    return name + "-" + field + "(" + repetition + ")." + component + "." + part + "=";
  }
}
