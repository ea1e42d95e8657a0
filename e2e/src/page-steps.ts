import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply, Rest } from './rest.ts';

/** One request of a page of docs/, and what it says is answered. */
export interface Step {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  /** Empty: the answer has none. */
  readonly answer: string;
}

const step =
  /```http\n(?<method>[A-Z]+) (?<path>\S+)\n(?<body>(?:\{.*\}\n)?)\n(?<status>\d{3})(?: (?<answer>\{.*\}))?\n```/g;

/** Requests of a page, run against a club. `$name` stands for what an answer said there. */
export class PageSteps {
  readonly steps: readonly Step[];
  /** How many there are, understood or not. */
  readonly written: number;
  private readonly known = new Map<string, string>();

  constructor(name: string) {
    const page = readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
    this.written = page.split('```http').length - 1;
    this.steps = [...page.matchAll(step)].map(
      ({ groups }): Step => ({
        method: '',
        path: '',
        body: '',
        ...groups,
        status: Number(groups?.status),
        answer: groups?.answer ?? '',
      }),
    );
  }

  /** Gives a name of the page its value. */
  name(name: string, value: string): void {
    this.known.set(name, value);
  }

  /** What is answered, and what the page says of it. */
  async run(
    rest: Rest,
    asked: Step,
  ): Promise<{ readonly found: Pick<Reply, 'status' | 'body'>; readonly said: object }> {
    const { method, path, body, status, answer } = asked;
    const reply = await rest.request(method, this.filled(path), {
      key: method === 'GET' ? null : `page-${String(this.steps.indexOf(asked))}`,
      ...(body !== '' && { body: JSON.parse(this.filled(body)) as unknown }),
    });
    if (answer === '') return { found: reply, said: { status } };
    this.learn(JSON.parse(this.filled(answer)), reply.body);
    const said = { status, body: JSON.parse(this.filled(answer)) as object };
    return { found: { status: reply.status, body: reply.body }, said };
  }

  private filled(text: string): string {
    return text.replace(/\$(\w+)/g, (name, word: string) => this.known.get(word) ?? name);
  }

  /** Keeps what stands at a name for the first time. */
  private learn(expected: unknown, found: unknown): void {
    if (typeof expected === 'string' && expected.startsWith('$') && typeof found === 'string')
      this.known.set(expected.slice(1), found);
    if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) return;
    for (const [name, value] of Object.entries(expected)) this.learn(value, (found as Record<string, unknown>)[name]);
  }
}
