import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.ts';

/** What a service's user may do with a topic or with groups; `*`: with all of them. */
export interface Right {
  readonly user: string;
  readonly kind: 'topic' | 'group';
  readonly name: string;
  readonly operations: readonly string[];
}

/** The rows of kafka/rights.txt. */
export const kafkaRights = (): Right[] =>
  readFileSync(join(root, 'kafka/rights.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [user = '', kind = '', name = '', operations = ''] = line.split(/ +/);
      return { user, kind: kind as Right['kind'], name, operations: operations.split(',') };
    });
