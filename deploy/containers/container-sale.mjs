// What a club from containers must be able to do: enrol a member, close a sale, and have the points on the account.
import { setTimeout as wait } from 'node:timers/promises';

const withinMs = 60_000;

/** Asks until `ask` answers something; rejects with what it says it waits for. */
async function until(what, ask) {
  const end = Date.now() + withinMs;
  for (;;) {
    const { found, seen } = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come: ${JSON.stringify(seen)}`);
    await wait(200);
  }
}

export async function sellOnce({ url, adminKey }) {
  let keys = 0;
  /** @type {(method: string, path: string, body?: object, club?: string | null) => Promise<any>} */
  const call = async (method, path, body, club = 'containers') => {
    const headers = {
      authorization: `Bearer ${adminKey}`,
      'content-type': 'application/json',
      'idempotency-key': `containers-${++keys}`,
      ...(club && { 'vafa-club': club }),
    };
    const response = await fetch(new URL(path, url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  await until('readiness', async () => {
    const response = await fetch(new URL('/health/ready', url));
    return { found: response.status === 200, seen: await response.json() };
  });
  await call(
    'POST',
    '/v1/clubs',
    { code: 'containers', name: 'Containers', currency: 'GBP', time_zone: 'Europe/London' },
    null,
  );
  await call('POST', '/v1/branches', { code: 'bazaar', name: 'Grand Bazaar' });
  await call('POST', '/v1/earning-rules', {
    code: 'pounds',
    name: 'One point for each whole pound',
    points: 1,
    per_amount: 100,
  });
  const member = await call('POST', '/v1/members', { external_id: 'C-1', name: 'Member' });
  await call('PUT', '/v1/sessions/first', {
    branch: 'bazaar',
    till: '1',
    receipt: 'R-1',
    member_id: member.id,
    lines: [{ sku: 'TEA', quantity: 4, unit_price: '12.50' }],
  });
  await call('POST', '/v1/sessions/first/close', {});
  return until('the points of the sale', async () => {
    const { items } = await call('GET', `/v1/members/${member.id}/accounts`);
    return { found: items.find(({ available }) => available === 50)?.available, seen: items };
  });
}
