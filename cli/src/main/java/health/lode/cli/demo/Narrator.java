package health.lode.cli.demo;

/** Tells the story to people while it happens. */
public interface Narrator {
  /** One paragraph in both languages. */
  void say(String en, String zh);

  /** How far a long step is. */
  void progress(String what, long done, long total, long count);
}
