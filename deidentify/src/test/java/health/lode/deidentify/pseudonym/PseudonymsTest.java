package health.lode.deidentify.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.policy.Dates;
import health.lode.refusal.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {
  private final PseudonymKey key = PseudonymKey.of(new byte[32]);
  private final Pseudonyms one = key.forProject("cough", "company/a", 1);

  @Test
  void theSameKeyProjectAndRecipientGiveTheSame() {
    Pseudonyms again = PseudonymKey.of(new byte[32]).forProject("cough", "company/a", 1);
    assertThat(again.code("patient", "1")).isEqualTo(one.code("patient", "1"));
    assertThat(again.uid("1.2.3")).isEqualTo(one.uid("1.2.3")).startsWith("2.25.");
    assertThat(again.uid("1.2.3").length()).isLessThanOrEqualTo(44);
    assertThat(again.number("patient", "1")).isEqualTo(one.number("patient", "1")).isPositive();
  }

  @Test
  void anotherProjectRecipientDomainOrVersionGivesAnother() {
    PseudonymKey rotated = key.rotated(new SecureRandom());
    Set<String> codes =
        new HashSet<>(
            Set.of(
                one.code("patient", "1"),
                one.code("visit", "1"),
                key.forProject("fever", "company/a", 1).code("patient", "1"),
                key.forProject("cough", "company/b", 1).code("patient", "1"),
                key.forProject("cough\0company", "/a", 1).code("patient", "1"),
                rotated.forProject("cough", "company/a", 2).code("patient", "1")));
    assertThat(codes).hasSize(6);
    assertThat(rotated.forProject("cough", "company/a", 1).code("patient", "1"))
        .isEqualTo(one.code("patient", "1"));
  }

  @Test
  void aHundredThousandValuesShareNoPseudonym() {
    Set<String> codes = new HashSet<>();
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      codes.add(one.code("patient", Integer.toString(i)));
      numbers.add(one.number("patient", Integer.toString(i)));
    }
    assertThat(codes).hasSize(100_000).allMatch(c -> c.matches("[0-9A-HJKMNP-TV-Z]{16}"));
    assertThat(numbers).hasSize(100_000);
  }

  @Test
  void digitsKeepTheirFormAndAreUndone() {
    for (String digits : new String[] {"000000", "13812345678", "6222021234567890123"}) {
      String hidden = one.digits("phone", digits);
      assertThat(hidden).hasSameSizeAs(digits).containsOnlyDigits().isNotEqualTo(digits);
      assertThat(one.undoDigits("phone", hidden)).isEqualTo(digits);
      assertThat(one.digits("bank", digits)).isNotEqualTo(hidden);
    }
    assertThatThrownBy(() -> one.digits("phone", "12345"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.digits("phone", "１２３４５６"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 20,000 patients over 20 shifts: chi-square with 19 degrees of freedom, p = 10^-6 at 63.2. */
  @Test
  void shiftsAreUniformAndNeverZero() {
    int[] seen = new int[21];
    for (int i = 0; i < 20_000; i++) {
      seen[one.shiftDays(new Dates.Shift(10), "p" + i) + 10]++;
    }
    assertThat(seen[10]).isZero();
    double chiSquare =
        Arrays.stream(seen).mapToDouble(n -> (n - 1000.0) * (n - 1000.0) / 1000.0).sum() - 1000.0;
    assertThat(chiSquare).isLessThan(63.2);
  }

  @Test
  void aKeyFileIsSecretAndReadToItsLastLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("k");
    PseudonymKey two = key.rotated(new SecureRandom());
    two.writeNew(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    PseudonymKey read = PseudonymKey.read(file);
    assertThat(read.version()).isEqualTo(2);
    assertThat(read.pseudonyms().code("a", "b")).isEqualTo(two.pseudonyms().code("a", "b"));

    assertThatThrownBy(() -> two.writeNew(file)).isInstanceOf(java.io.IOException.class);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> PseudonymKey.read(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("PSEUDONYM_KEY_UNREADABLE");
    Path damaged = folder.resolve("damaged");
    Files.writeString(damaged, "lode-pseudonym/1:AAAA\n");
    Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> PseudonymKey.read(damaged)).isInstanceOf(RefusedException.class);
  }

  /** Bouncy Castle's FF1 undoes what ours does, whatever the lengths of number and domain. */
  @Test
  void everyLengthIsFf1() {
    Pseudonyms one = PseudonymKey.of(new byte[32]).pseudonyms();
    java.util.Random random = new java.util.Random(5);
    for (int length = Pseudonyms.FEWEST_DIGITS; length <= 40; length++) {
      for (int domain = 0; domain < 34; domain++) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
          digits.append((char) ('0' + random.nextInt(10)));
        }
        String name = "d".repeat(domain);
        String hidden = one.digits(name, digits.toString());
        assertThat(hidden).hasSize(length);
        assertThat(one.undoDigits(name, hidden)).isEqualTo(digits.toString());
      }
    }
  }
}
