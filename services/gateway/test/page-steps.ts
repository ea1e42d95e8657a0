import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const block = /```http\n(?<method>[A-Z]+) (?<path>\S+)\n(?<body>(?:\{.*\}\n)?)\n(?<status>\d{3})(?<answer>.*)\n```/g;

export type Step = Readonly<Record<'method' | 'path' | 'body' | 'status' | 'answer', string>>;

/** The steps of an example of docs, and how many blocks there are: none must be passed over. */
export const stepsOf = (name: string): { steps: Step[]; blocks: number } => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8');
  return {
    steps: [...page.matchAll(block)].map(({ groups = {} }) => groups as Step),
    blocks: page.split('```http').length - 1,
  };
};

/** Names that a page gives to what was answered. */
export class Names {
  private readonly known = new Map<string, string>();

  filled(text: string): string {
    return text.replace(/\$(\w+)/g, (name, word: string) => this.known.get(word) ?? name);
  }

  /** Keeps what stands at a name for the first time, however deep. */
  learn(expected: unknown, found: unknown): void {
    if (typeof expected === 'string') {
      if (expected.startsWith('$')) this.known.set(expected.slice(1), String(found));
      return;
    }
    if (typeof expected !== 'object' || expected === null) return;
    for (const [name, value] of Object.entries(expected))
      this.learn(value, (found as Readonly<Record<string, unknown>> | undefined)?.[name]);
  }
}
