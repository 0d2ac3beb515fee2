package health.lode.governance.permit;

/** What the parties agreed on: stated in the signed text, not charged by this product. */
public record Price(String amount, String currency) {}
