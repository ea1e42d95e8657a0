// Runs the steps of a check: some one by one, the rest in two lanes. The first that fails ends the others.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @typedef {[name: string, command: string, args: string[]]} Step */
/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, write?: (text: string | Buffer) => void }} Where */

/**
 * @param {readonly Step[]} before Run one after the other.
 * @param {readonly Step[]} rest Run two at once, in this order.
 * @param {Where} where
 * @returns {Promise<{ failed: string | undefined, stopped: string[] }>} Which failed first, and what was ended for it.
 */
export const runSteps = async (before, rest, { cwd, env, write = (text) => void process.stdout.write(text) } = {}) => {
  const running = new Map();
  const stopped = /** @type {string[]} */ ([]);
  let failed = /** @type {string | undefined} */ (undefined);

  const stop = (child) => {
    try {
      // Its whole group: some are wrappers that start what does the work.
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has just ended by itself.
    }
  };
  const stopAll = () => [...running.values()].forEach(stop);
  const interrupted = (signal) => {
    stopAll();
    failed ??= signal;
  };

  /** What a step prints is kept until it ends, so that two at once are read one after the other. */
  const run = async (/** @type {Step} */ [name, command, args]) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const printed = /** @type {Buffer[]} */ ([]);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => printed.push(part));
    if (child.pid !== undefined) running.set(name, child);
    const end = await once(child, 'close').then(
      ([code]) => (code === 0 ? undefined : ''),
      (error) => `${error.message}\n`,
    );
    running.delete(name);
    if (failed !== undefined) return void stopped.push(name);
    write(Buffer.concat(printed));
    if (end === undefined) return write(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
    failed = name;
    write(end);
    stopAll();
  };

  const queue = [...rest];
  const lane = async (/** @type {Step[]} */ steps) => {
    for (let step = steps.shift(); step !== undefined && failed === undefined; step = steps.shift()) await run(step);
  };
  // A terminal's Ctrl-C reaches this process alone, since the steps have groups of their own.
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  await lane([...before]);
  if (failed === undefined) await Promise.all([lane(queue), lane(queue)]);
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  return { failed, stopped };
};
