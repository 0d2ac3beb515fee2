package health.lode.deidentify.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionScriptTest {
  private static final Map<Integer, String> VALUES =
      Map.of(0x00080060, "US", 0x00080070, "ACME Medical", 0x00280010, "600", 0x00280011, "800");

  private static List<Box> regions(String script) {
    return RegionScript.parse(script).regions(tag -> VALUES.getOrDefault(tag, ""));
  }

  @Test
  void theFirstFittingSignatureGivesItsRegions() {
    String script =
        """
        Known devices (a remark)
        CT
          { Modality.equals("CT") } (0,0,10,10)
        Ultrasound // another remark
          { [0008,0070].containsIgnoreCase("acme") *
            ( Rows.equals("480") + Rows.equals("600") ) * !Modality.equals("CT") }
          (0,0,800,60) (5, 590, 40, 10)
          { true.} (1,1,1,1)
        """;
    assertThat(regions(script)).containsExactly(new Box(0, 0, 800, 60), new Box(5, 590, 40, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Modality.equals(\"US\");true",
        "Modality.equals(\"us\");false",
        "Modality.equalsIgnoreCase(\"us\");true",
        "Manufacturer.startsWith(\"ACME\");true",
        "Manufacturer.startsWithIgnoreCase(\"acme\");true",
        "Manufacturer.endsWith(\"Medical\");true",
        "Manufacturer.endsWithIgnoreCase(\"MEDICAL\");true",
        "Manufacturer.contains(\"ME Me\");true",
        "Manufacturer.matches(\"(ACME|Other) .*\");true",
        "Rows.isLessThan(\"700\");true",
        "Rows.isGreaterThan(\"700\");false",
        "PatientID.equals(\"\");true",
        "true.+Modality.equals(\"CT\")*false.;true",
        "(true.+Modality.equals(\"CT\"))*false.;false",
        "!true.+true.;true",
        "!(true.+true.);false"
      })
  void conditionsMeanWhatTheyMeanInCtp(String condition, boolean holds) {
    assertThat(regions("{" + condition + "} (1,2,3,4)")).hasSize(holds ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing here",
        "{ Modality.equals(\"US\" } (1,2,3,4)",
        "{ Modality.resembles(\"US\") } (1,2,3,4)",
        "{ NoSuchAttribute.equals(\"US\") } (1,2,3,4)",
        "{ Modality.equals(\"US\") Rows.equals(\"1\") } (1,2,3,4)",
        "{ Modality.equals(US) } (1,2,3,4)",
        "{ Modality.matches(\"[\") } (1,2,3,4)",
        "{ true. } (1,2,3)",
        "{ true. } (1,2,3,-4)",
        "{ } (1,2,3,4)"
      })
  void whatIsNotUnderstoodIsRefused(String script) {
    assertThatThrownBy(() -> RegionScript.parse(script))
        .hasMessageContaining("DICOM_SCRIPT_UNREADABLE");
  }
}
