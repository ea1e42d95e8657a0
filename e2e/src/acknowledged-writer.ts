// A till that never gives up: enrols members and sells to them, and writes down each thing that was acknowledged, after
// it was.
//   node e2e/src/acknowledged-writer.ts URL KEY-FILE LOG-FILE          ends after the sale in hand at SIGTERM
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Rest, str, type Body } from './rest.ts';

const [url = '', keyFile = '', logFile = ''] = process.argv.slice(2);
const pauseMs = 150;
const branch = { code: 'kiosk', name: 'Kiosk' };

let stopping = false;
process.on('SIGTERM', () => (stopping = true));

/** Asks until it is answered; a club that is away, or not yet made, is asked again, under the same key. */
const insist = async (method: string, path: string, body: unknown, key: string): Promise<Body> => {
  for (;;) {
    try {
      const rest = new Rest(url, existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : '');
      const { status, body: answer } = await rest.request(method, path, { body, key });
      const isPassing =
        status === 503 ||
        status === 401 ||
        answer.code === 'club_not_found' ||
        answer.code === 'idempotency_key_running';
      if (status < 300) return answer;
      if (!isPassing) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answer)}`);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await wait(pauseMs);
  }
};

await insist('POST', '/v1/branches', branch, 'writer-branch');
for (let place = 1; !stopping; place++) {
  const name = `writer-${place}`;
  const member = str((await insist('POST', '/v1/members', { external_id: name }, name)).id);
  const basket = {
    branch: branch.code,
    till: 'w',
    receipt: name,
    member_id: member,
    lines: [{ sku: 'W', quantity: 1, unit_price: '12.00' }],
  };
  // A repeated PUT of a session that is closed by now answers the same.
  await insist('PUT', `/v1/sessions/${name}`, basket, '');
  await insist('POST', `/v1/sessions/${name}/close`, {}, `${name}-close`);
  appendFileSync(logFile, `${JSON.stringify({ name, member })}\n`);
  await wait(pauseMs);
}
