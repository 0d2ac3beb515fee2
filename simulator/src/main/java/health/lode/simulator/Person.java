package health.lode.simulator;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invented person, as they are, and as the hospitals have them.
 *
 * @param number 0 and up
 * @param cough whether the person has a cough (R05): a trait that every hospital visited records
 * @param pneumonia the pneumonia that every hospital visited records, or null
 * @param lungCancer the lung cancer that every hospital visited records, or null
 */
record Person(
    int number,
    Sex sex,
    LocalDate birthDate,
    String residentId,
    boolean cough,
    @Nullable Disease pneumonia,
    @Nullable Disease lungCancer,
    List<Registration> registrations) {}
