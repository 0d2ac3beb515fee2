package health.lode.server;

import gg.jte.Content;

/**
 * What the shell template is given.
 *
 * @param page who looks, and how
 * @param content the page inside
 */
public record Shell(
    Page page, String title, Content content, String css, String js, String htmx, String icon) {}
