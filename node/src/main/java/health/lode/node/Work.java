package health.lode.node;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One piece of work for an opened home, as a command hands it over: to the home opened in this
 * process, or through the home's socket to the server that holds it.
 *
 * @param verb the use case's name, as {@link NodeService#verbs} lists them
 * @param arguments by name; paths are absolute
 */
public record Work(String verb, ObjectNode arguments) {}
