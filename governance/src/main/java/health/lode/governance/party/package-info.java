/** Offices and their keys: whom a home trusts to sign, and who holds the key. */
@NullMarked
package health.lode.governance.party;

import org.jspecify.annotations.NullMarked;
