// What a club from containers must be able to do: enrol a member, close a sale, and have the points on the account.
import { setTimeout as wait } from 'node:timers/promises';

const withinMs = 30_000;

export async function sellOnce({ url, adminKey }) {
  let keys = 0;
  const call = async (method, path, body, club = 'containers') => {
    const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json', 'idempotency-key': `containers-${++keys}`, ...(club && { 'vafa-club': club }) };
    const response = await fetch(new URL(path, url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  const { status } = await call('GET', '/health/ready');
  if (status !== 'ready') throw new Error(`the gateway is ${status}`);
  await call('POST', '/v1/clubs', { code: 'containers', name: 'Containers', currency: 'GBP', time_zone: 'Europe/London' }, null);
  await call('POST', '/v1/branches', { code: 'bazaar', name: 'Grand Bazaar' });
  await call('POST', '/v1/earning-rules', { code: 'pounds', name: 'One point for each whole pound', points: 1, per_amount: 100 });
  const member = await call('POST', '/v1/members', { external_id: 'C-1', name: 'Member' });
  await call('PUT', '/v1/sessions/first', { branch: 'bazaar', till: '1', receipt: 'R-1', member_id: member.id, lines: [{ sku: 'TEA', quantity: 4, unit_price: '12.50' }] });
  await call('POST', '/v1/sessions/first/close', {});
  const end = Date.now() + withinMs;
  for (;;) {
    const { items } = await call('GET', `/v1/members/${member.id}/accounts`);
    if (items.some(({ available }) => available === 50)) return 50;
    if (Date.now() > end) throw new Error(`the points of the sale did not come: ${JSON.stringify(items)}`);
    await wait(200);
  }
}
