/**
 * What a table's column holds, told by its name (Chinese and English) and its content. Content
 * outweighs a name: a resident ID number in a column called remarks is one. Repeats no value.
 */
@NullMarked
package health.lode.deidentify.kind;

import org.jspecify.annotations.NullMarked;
