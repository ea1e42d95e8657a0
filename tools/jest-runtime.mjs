// Jest's runtime on Node's own modules (ADR 0111). Jest's own one makes a virtual machine for each file of tests and
// loads every package into it again: two seconds of a component's spec, and modules that are not quite Node's. Here a
// spec is imported as a program imports it; sources and packages stay loaded for the next file of the same worker.
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ModuleMocker } from 'jest-mock';

const require = createRequire(import.meta.url);
const compiled = fileURLToPath(new URL('../.cache/compiled', import.meta.url));
const globalsFile = new URL('./jest-globals.mjs', import.meta.url).href;
const esm = {
  isInternalModule: false,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
};

/** Of the file of tests that runs: how sources are transformed and found, what its specs import, its resets. */
let current;
/** Maps stay with the modules, which are transformed once in a worker. */
const sourceMaps = new Map();
let files = 0;

const isSource = (url) => url.startsWith('file:') && /\.tsx?(\?|$)/.test(url) && !url.includes('/node_modules/');

const hooks = {
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: globalsFile, format: 'module', shortCircuit: true };
    const found = next(specifier, { ...context, conditions: [...context.conditions, ...current.conditions] });
    if (current.resets === 0 || found.url.includes('?') || !isSource(found.url)) return found;
    return { ...found, url: `${found.url}?run=${files}.${current.resets}` };
  },
  load(url, context, next) {
    if (!isSource(url)) return next(url, context);
    const path = fileURLToPath(url);
    const { code, sourceMapPath } = current.transformer.transform(path, esm);
    if (sourceMapPath) sourceMaps.set(url, sourceMapPath);
    return { format: 'module', source: code, shortCircuit: true };
  },
};

/** What `@jest/globals` gives to the specs of the file that runs. */
export const globalsOfThisFile = () => current.globals;

class Runtime {
  constructor(config, environment, _resolver, transformer) {
    if (current === undefined) {
      enableCompileCache(compiled);
      registerHooks(hooks);
    }
    this.environment = environment;
    this.mocker = new ModuleMocker(globalThis);
    current = {
      transformer,
      conditions: config.testEnvironmentOptions.customExportConditions ?? [],
      globals: {},
      resets: 0,
    };
    this.current = current;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** A spec and its set-up run anew for each file; what they import does not. */
  unstable_importModule(path) {
    files += 1;
    return import(`${pathToFileURL(path).href}?run=${files}`);
  }

  requireModule(path) {
    return require(path);
  }

  /** Of circus, the file that holds its state: each file of tests has its own. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    this.current.globals = { ...globals, jest: this.jestObject() };
  }

  jestObject() {
    const { fakeTimersModern: timers } = this.environment;
    return {
      fn: this.mocker.fn.bind(this.mocker),
      spyOn: this.mocker.spyOn.bind(this.mocker),
      useFakeTimers: (config) => timers.useFakeTimers(config),
      useRealTimers: () => timers.useRealTimers(),
      setSystemTime: (now) => timers.setSystemTime(now),
      advanceTimersByTimeAsync: (milliseconds) => timers.advanceTimersByTimeAsync(milliseconds),
      /** Sources that this file of tests imports from now on are loaded anew; packages stay. */
      resetModules: () => void (this.current.resets += 1),
    };
  }

  getSourceMaps() {
    return sourceMaps;
  }

  enterTestCode() {}
  leaveTestCode() {}

  getAllCoverageInfoCopy() {
    return undefined;
  }

  teardown() {
    this.mocker.restoreAllMocks();
  }
}

// Jest takes the class of a module by `require`.
export { Runtime as 'module.exports' };
