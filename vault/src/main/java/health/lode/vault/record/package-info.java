/**
 * The record model as data: which tables and columns there are, in OMOP CDM 5.4 names, what each
 * column is for, and the database definitions made from that. Nothing here touches a row.
 */
@NullMarked
package health.lode.vault.record;

import org.jspecify.annotations.NullMarked;
