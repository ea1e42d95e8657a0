type Close = () => Promise<void> | void;

/** What was opened, closed in the reverse order, also when opening fails halfway. */
export class Opened {
  private readonly closings: Close[] = [];

  add(close: Close): void {
    this.closings.unshift(close);
  }

  /** Closes all of it, whatever one of them raises; then raises the first error. Does nothing the second time. */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.closings.splice(0)) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
