// Builds the images of all services, or of those named:
//   npm run containers -- build [service …]
// Builds and checks them; with all of them, runs a whole club from them:
//   npm run containers -- test [service …]
//
// The option --require fails where Docker or an engine is missing, and brings up a Docker daemon of the project's own
// (root, Debian). The club needs MONGODB_URI and KAFKA_BROKERS (tools/engines/mongodb up, tools/engines/kafka up).
import { appendFileSync, rmSync } from 'node:fs';
import { checkImage, maxBytes } from '../deploy/containers/image-checks.mjs';
import { ContainerClub } from '../deploy/containers/container-club.mjs';
import { sellOnce } from '../deploy/containers/container-sale.mjs';
import { build, ensureBase, findDocker, imageOf, services, snapshot } from '../deploy/containers/docker.mjs';

const stopsWithinSeconds = 20;
const [verb, ...rest] = process.argv.slice(2);
const isRequired = rest.includes('--require');
const asked = rest.filter((each) => !each.startsWith('--'));
const chosen = asked.length === 0 ? services : asked;
const unknown = chosen.filter((each) => !services.includes(each));
if (!['build', 'test'].includes(verb) || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `there is no service ${unknown.join(', ')}\n` : ''}usage: npm run containers -- build|test [${services.join('|')} …] [--require]`,
  );
  process.exit(64);
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** One line a service; a file of figures when CONTAINER_FIGURES names one. */
function report({ service, bytes, packages, node, problems }) {
  console.log(
    `${problems.length === 0 ? '✓' : '✗'} ${imageOf(service)}  ${megabytes(bytes)}, ${packages} packages, Node ${node.slice(1)}${problems.map((problem) => `\n    ${problem}`).join('')}`,
  );
  if (process.env.CONTAINER_FIGURES)
    appendFileSync(process.env.CONTAINER_FIGURES, `${JSON.stringify({ service, bytes, packages })}\n`);
}

async function buildAll() {
  const isStandIn = await ensureBase();
  const folder = snapshot();
  try {
    // One after the other: they share every layer but the last.
    for (const service of chosen)
      console.log(`built ${imageOf(service)} in ${(await build(service, folder, isStandIn)).toFixed(1)} s`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runClub(engines) {
  const started = Date.now();
  const club = await ContainerClub.start(engines);
  try {
    console.log(
      `✓ ${services.length} containers are healthy after ${((Date.now() - started) / 1000).toFixed(1)} s (read-only, no capabilities, user 10001, 512 MB)`,
    );
    console.log(`✓ a member has the ${await sellOnce(club)} points of a sale`);
    const stopped = await club.stop();
    const bad = stopped.filter(({ seconds, code }) => code !== 0 || seconds > stopsWithinSeconds);
    const worst = Math.max(...stopped.map(({ seconds }) => seconds));
    if (bad.length > 0)
      throw new Error(
        `did not stop well: ${bad.map(({ service, seconds, code }) => `${service} after ${seconds} s with ${code}`).join(', ')}`,
      );
    console.log(`✓ SIGTERM: all ended with 0, the last after ${worst.toFixed(1)} s`);
  } catch (error) {
    console.error(`the club failed: ${error.message}`);
    for (const service of services) console.error(`--- ${service}\n${await club.log(service)}`);
    throw error;
  } finally {
    await club.remove();
  }
}

/** Answers what was left out, in words, or nothing. */
async function test() {
  const found = await Promise.all(chosen.map(checkImage));
  found.forEach(report);
  const bad = found.filter(({ problems }) => problems.length > 0);
  if (bad.length > 0)
    throw new Error(
      `${bad.length} images are not as they must be (less than ${megabytes(maxBytes)}, non-root, production packages alone)`,
    );
  if (chosen.length < services.length) return 'the club: it needs all services';
  const { MONGODB_URI: mongodbUri, KAFKA_BROKERS: kafkaBrokers } = process.env;
  if (!mongodbUri || !kafkaBrokers) return 'the club: MONGODB_URI and KAFKA_BROKERS are not both set';
  await runClub({ mongodbUri, kafkaBrokers });
  return undefined;
}

const close = await findDocker(isRequired).catch((error) => void console.error(error.message));
if (close === undefined) {
  console.log(`containers: skipped, no Docker daemon answers (--require brings up one of the project's own, or fails)`);
  process.exit(isRequired ? 1 : 0);
}
try {
  await buildAll();
  const left = verb === 'test' ? await test() : undefined;
  if (left !== undefined) {
    console.log(`left out: ${left}`);
    if (isRequired && chosen.length === services.length) process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await close();
}
