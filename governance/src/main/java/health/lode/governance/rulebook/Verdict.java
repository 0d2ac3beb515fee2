package health.lode.governance.rulebook;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Words;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a rule says. Verdicts of several rules add up; a single forbid outweighs all others. */
public sealed interface Verdict {
  /** The word in the rulebook. */
  String word();

  /** For people. */
  Words words();

  /** A red line. */
  record Forbid() implements Verdict {
    @Override
    public String word() {
      return "forbid";
    }

    @Override
    public Words words() {
      return Words.of("forbidden", "禁止");
    }
  }

  /** Allowed once all of these offices have signed. */
  record Approve(SortedSet<PartyId> by) implements Verdict {
    public Approve {
      by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
    }

    @Override
    public String word() {
      return "approve";
    }

    @Override
    public Words words() {
      String offices = by.stream().map(PartyId::value).collect(Collectors.joining(", "));
      return Words.of("approval by " + offices, "须经 " + offices + " 批准");
    }
  }

  /** Allowed once de-identified to at least this grade. */
  record Deidentify(Grade grade) implements Verdict {
    @Override
    public String word() {
      return "deidentify";
    }

    @Override
    public Words words() {
      return Words.of(
          "de-identified to GB/T 42460 grade " + grade, "去标识化至 GB/T 42460 的 " + grade + " 级");
    }
  }

  /** Allowed as it is. */
  record Allow() implements Verdict {
    @Override
    public String word() {
      return "allow";
    }

    @Override
    public Words words() {
      return Words.of("allowed", "允许");
    }
  }
}
