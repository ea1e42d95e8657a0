/** A command as its caller sent it. */
export interface KeyedCommand {
  /** What is asked for: create. A key counts per verb and club. */
  readonly verb: string;
  readonly clubId: string;
  readonly key: string;
  /** Text that is equal for two commands that ask for the same. */
  readonly body: string;
}

/** Commands of callers, each of which counts once, however often it is sent. */
export interface Commands {
  /**
   * Enters a command under its key, for good and before anything of it is done. Answers what it is about. When the key
   * is new, that is `subject`. Else it is the subject that the key was entered with first, so that a repeat goes on
   * where a crash left off. Of many at once one is the first. Raises `key_reused` (conflict) when the key came with
   * another body, `unavailable`: repeat.
   */
  enter(command: KeyedCommand, subject: string): Promise<string>;
}
