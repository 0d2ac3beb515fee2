package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;

/** One thing a home can be asked to do. */
@FunctionalInterface
interface UseCase {
  JsonNode run(Arguments arguments, Progress progress);
}
