package health.lode.deidentify.text;

/** What becomes of a finding. */
enum TextAction {
  /** It stays. */
  KEEP,
  /** Its kind in brackets stands there: {@code [姓名]}, {@code [NAME]}. */
  MASK,
  /** Something of the same kind and form stands there; where none can be made, it is masked. */
  SURROGATE,
  /** The sentence goes. */
  DROP
}
