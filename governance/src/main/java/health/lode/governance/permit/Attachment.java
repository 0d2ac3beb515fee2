package health.lode.governance.permit;

import java.util.Optional;

/** A document that goes with a permit, by name and, where given, by its SHA-256. */
public record Attachment(String name, Optional<String> sha256) {}
