/**
 * The vault of one hospital: what was captured, kept verbatim in the journal and as OMOP CDM 5.4
 * tables in one DuckDB database. {@link health.lode.vault.Vault} is the only door; decoders,
 * journal, identity, cuts and engine have their own packages. Nothing here decides who may ask.
 */
@NullMarked
package health.lode.vault;

import org.jspecify.annotations.NullMarked;
