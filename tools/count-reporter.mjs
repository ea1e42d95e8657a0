/** Prints the one line that scripts read, last, and counts a file that could not run as a failure. */
export default class CountReporter {
  #line = '0 passed, 1 failed';

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    this.#line = `${results.numPassedTests} passed, ${failed} failed${skipped}`;
    process.on('exit', () => process.stdout.write(`${this.#line}\n`));
  }
}
