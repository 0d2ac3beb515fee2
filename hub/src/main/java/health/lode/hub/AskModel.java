package health.lode.hub;

import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitState;
import java.util.ArrayList;
import java.util.List;

/** The question box: the permits one may ask under. */
public record AskModel(List<Choice> permits, String chosen) {
  public AskModel {
    permits = List.copyOf(permits);
  }

  /** A permit to ask under. */
  public record Choice(String id, String label, boolean active) {}

  /** What a question would do, in plain words. */
  public record Explained(String words, String hospitals) {}

  static AskModel of(List<PermitState> mine, String chosen, PermitDesk desk) {
    List<Choice> choices = new ArrayList<>();
    for (PermitState state : mine) {
      Permit permit = state.permit();
      choices.add(
          new Choice(
              permit.id().value(),
              permit.project() + " (" + permit.id() + ")",
              desk.active(permit.id())));
    }
    choices.sort((a, b) -> Boolean.compare(b.active(), a.active()));
    return new AskModel(choices, chosen);
  }
}
