package health.lode.server;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Someone who may log in.
 *
 * @param roles what the account may act as: names of offices ({@code commission}, {@code
 *     hospital/ethics}), and {@code operator} for whoever runs the server
 */
public record Account(String name, SortedSet<String> roles) {
  public static final String OPERATOR = "operator";

  public Account {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
  }

  public boolean may(String role) {
    return roles.contains(role);
  }
}
