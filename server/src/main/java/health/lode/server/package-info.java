/**
 * What the node's and the hub's servers share: HTTP with TLS, accounts and sessions, the page shell
 * with its languages, the one place where a refusal becomes an HTTP answer, and the client with
 * which a node reaches its hub. No use case may enter: those live with their feature in node and
 * hub.
 */
@NullMarked
package health.lode.server;

import org.jspecify.annotations.NullMarked;
