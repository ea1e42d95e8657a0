// What telemetry costs: CPU of the all-in-one per read of a member (REST → gRPC → database) with telemetry off and on.
//   node tools/build.mjs
//   node --disable-warning=ExperimentalWarning --conditions=vafa-src bench/src/telemetry-overhead.ts [rounds]
import { once } from 'node:events';
import { createServer } from 'node:http';
import { startClub, type ClubProcess } from './club-process.ts';
import { clientOf, headersOf } from './client-of.ts';
import { row, table, type Row } from './statistics.ts';

const firstPort = 18_180;
const collectorPort = 18_179;
const inFlight = 16;
const warmUpCalls = 3_000;
const callsPerSlice = 500;

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(collectorPort)}` };
const modes = [
  { name: 'off', environment: {} },
  { name: 'on, 5 % sampled', environment: { ...endpoint, OTEL_TRACES_SAMPLER_ARG: '0.05' } },
  { name: 'on, all sampled', environment: { ...endpoint, OTEL_TRACES_SAMPLER_ARG: '1' } },
] as const;

/** Takes everything and keeps nothing. */
const collector = createServer((request, response) => {
  request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
});

const enrol = async (club: ClubProcess): Promise<string> =>
  (await clientOf(club).call('enrolMember', { body: { name: 'Somebody' } })).id;

const read = async (club: ClubProcess, path: string, times: number): Promise<void> => {
  let left = times;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await fetch(club.url + path, { headers: headersOf(club) });
      if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
};

/** CPU milliseconds a call, of one slice of calls. */
const slice = async (club: ClubProcess, path: string): Promise<number> => {
  const before = await club.cpuSeconds();
  await read(club, path, callsPerSlice);
  return (((await club.cpuSeconds()) - before) * 1000) / callsPerSlice;
};

const rounds = Number(process.argv[2] ?? '20');
collector.listen(collectorPort, '127.0.0.1');
await once(collector, 'listening');
const clubs: { readonly name: string; readonly club: ClubProcess; readonly path: string; readonly cpuMs: number[] }[] =
  [];
for (const [index, { name, environment }] of modes.entries()) {
  const club = await startClub(firstPort + index, environment);
  const path = `/v1/members/${await enrol(club)}`;
  await read(club, path, warmUpCalls);
  clubs.push({ name, club, path, cpuMs: [] });
}
// Turn by turn, so that what else the machine does falls on all of them.
for (let round = 0; round < rounds; round++)
  for (const { club, path, cpuMs } of clubs) cpuMs.push(await slice(club, path));
const memory = await Promise.all(clubs.map(async ({ club }) => (await club.memory()).now));
for (const { club } of clubs) await club.stop();
collector.close();

const off = clubs[0]?.cpuMs ?? [];
const rows = clubs.flatMap(({ name, club, cpuMs }, index): Row[] => [
  row(`CPU a call, telemetry ${name}`, 'ms', cpuMs),
  ...(index === 0
    ? []
    : [
        row(
          '  ÷ off, round by round',
          'ratio',
          cpuMs.map((value, round) => value / (off[round] ?? NaN)),
        ),
      ]),
  row(`memory after it, telemetry ${name}`, 'MB', [memory[index] ?? NaN]),
  row(`start to ready, telemetry ${name}`, 'seconds', [club.readySeconds]),
]);
console.log(table(rows));
