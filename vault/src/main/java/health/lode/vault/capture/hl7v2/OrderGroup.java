package health.lode.vault.capture.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments that belong together: an order (ORC), what it is about (OBR, RXA or TXA), and what was
 * found (OBX). Without ORC and detail it holds the observations of a visit.
 */
final class OrderGroup {
  private @Nullable Segment order;
  private @Nullable Segment detail;
  private @Nullable Segment route;
  private final List<Segment> results = new ArrayList<>();

  void order(Segment orc) {
    order = orc;
  }

  void detail(Segment segment) {
    detail = segment;
  }

  void route(Segment rxr) {
    route = rxr;
  }

  void result(Segment obx) {
    results.add(obx);
  }

  @Nullable Segment order() {
    return order;
  }

  @Nullable Segment route() {
    return route;
  }

  /** OBR, RXA or TXA, if this group has that one. */
  @Nullable Segment detail(String name) {
    return detail != null && detail.name().equals(name) ? detail : null;
  }

  boolean hasDetail() {
    return detail != null;
  }

  boolean hasResults() {
    return !results.isEmpty();
  }

  List<Segment> results() {
    return results;
  }

  /**
   * The order's number: the filler's, else the placer's, from ORC or from {@code detail}; empty
   * where neither gave one.
   */
  String number() {
    for (Segment segment : new Segment[] {detail("OBR"), order}) {
      if (segment != null && !segment.value(3).isEmpty()) {
        return "filler/" + identifier(segment, 3);
      }
    }
    for (Segment segment : new Segment[] {detail("OBR"), order}) {
      if (segment != null && !segment.value(2).isEmpty()) {
        return "placer/" + identifier(segment, 2);
      }
    }
    return "";
  }

  /** An entity identifier with its assigning authority. */
  private static String identifier(Segment segment, int field) {
    String authority = segment.value(field, 2);
    return authority.isEmpty() ? segment.value(field) : segment.value(field) + "^" + authority;
  }
}
