package health.lode.governance.rulebook;

/** De-identification grade of GB/T 42460-2023; L4 is the safest. */
public enum Grade {
  L1,
  L2,
  L3,
  L4
}
