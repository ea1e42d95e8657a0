/** A sentence, with those that belong to it below. */
export interface Line {
  readonly text: string;
  readonly inner?: readonly Line[];
}

export interface Part {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly Line[];
}

/** All sentences one after the other, the inner ones behind that to which they belong. */
export const flatLines = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap(({ text, inner = [] }) => [text, ...flatLines(inner).map((each) => `– ${each}`)]);
