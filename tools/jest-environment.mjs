// Where Jest's tests run with the runtime beside this file: this very process. What one file of tests changes in the
// process is put back before the next.
import { ModernFakeTimers } from '@jest/fake-timers';

export default class ProcessEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.before = { env: { ...process.env }, directory: process.cwd(), exit: process.exit };
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    const { env, directory, exit } = this.before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    if (process.cwd() !== directory) process.chdir(directory);
    process.exit = exit;
  }

  /** No virtual machine: Jest asks whether the method is there, and for coverage only what it answers. */
  getVmContext() {
    return null;
  }
}
