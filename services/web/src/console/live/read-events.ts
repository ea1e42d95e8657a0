/** One event of a stream, as it was sent. */
export interface SentEvent {
  /** `message` where none is named. */
  readonly name: string;
  readonly data: string;
}

/** Takes parts of a `text/event-stream` as they come, and answers the events that are whole. */
export const eventReader = (): ((part: string) => readonly SentEvent[]) => {
  let rest = '';
  return (part) => {
    const blocks = (rest + part).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const valuesOf = (field: string): string[] =>
        block.split('\n').flatMap((line) => (line.startsWith(`${field}: `) ? [line.slice(field.length + 2)] : []));
      const data = valuesOf('data');
      return data.length === 0 ? [] : [{ name: valuesOf('event')[0] ?? 'message', data: data.join('\n') }];
    });
  };
};
