/** Who changed which fields, when and why; never the values. */
export interface Change<F extends string> {
  readonly at: Date;
  /** Id of the API key, or `admin`. */
  readonly by: string;
  readonly fields: readonly F[];
  readonly reason: string;
}

const changesMax = 20;
const reasonLengthMax = 200;

export const isReason = (text: string): boolean => text.length <= reasonLengthMax;

/** The latest, newest first. */
export const withChange = <F extends string>(changes: readonly Change<F>[], change: Change<F>): Change<F>[] =>
  [change, ...changes].slice(0, changesMax);
