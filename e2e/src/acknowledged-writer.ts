// A till that never gives up: enrols members and sells to them, and writes down each thing that was acknowledged, after
// it was.
//   node e2e/src/acknowledged-writer.ts URL KEY-FILE LOG-FILE          ends after the sale in hand at SIGTERM
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiProblem, NotReachable } from '@vafa/client';
import { Rest } from './rest.ts';

const [url = '', keyFile = '', logFile = ''] = process.argv.slice(2);
const pauseMs = 150;
const branch = { code: 'kiosk', name: 'Kiosk' };

let stopping = false;
process.on('SIGTERM', () => (stopping = true));

const isPassing = (error: unknown): boolean =>
  error instanceof NotReachable ||
  (error instanceof ApiProblem &&
    (error.status === 503 ||
      error.status === 401 ||
      error.code === 'club_not_found' ||
      error.code === 'idempotency_key_running'));

/** Asks until it is answered; a club that is away, or not yet made, is asked again. */
const insist = async <T>(ask: (rest: Rest) => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask(new Rest(url, existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : ''));
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await wait(pauseMs);
  }
};

await insist((rest) => rest.call('createBranch', { body: branch, key: 'writer-branch' }));
for (let place = 1; !stopping; place++) {
  const name = `writer-${place}`;
  const { id: member } = await insist((rest) => rest.call('enrolMember', { body: { external_id: name }, key: name }));
  const basket = {
    branch: branch.code,
    till: 'w',
    receipt: name,
    member_id: member,
    lines: [{ sku: 'W', quantity: 1, unit_price: '12.00' }],
  };
  // A repeated PUT of a session that is closed by now answers the same.
  const path = { session_id: name };
  await insist((rest) => rest.call('putSession', { path, body: basket }));
  await insist((rest) => rest.call('closeSession', { path, body: {}, key: `${name}-close` }));
  appendFileSync(logFile, `${JSON.stringify({ name, member })}\n`);
  await wait(pauseMs);
}
