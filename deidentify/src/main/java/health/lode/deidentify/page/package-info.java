/** What reports that people read in a browser share: words in two languages, escaped. */
@NullMarked
package health.lode.deidentify.page;

import org.jspecify.annotations.NullMarked;
