package health.lode.governance.permit;

import java.time.LocalDate;
import java.util.Optional;

/** An ethics committee's approval: its number and its last day, where it has one. */
public record Ethics(String number, Optional<LocalDate> until) {}
