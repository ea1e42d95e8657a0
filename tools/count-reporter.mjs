/**
 * Prints which engines the tests ran on and then, last, the one line that scripts read; a file that could not run
 * counts as a failure.
 */
export default class CountReporter {
  #line = '0 passed, 1 failed';

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    this.#line = `${results.numPassedTests} passed, ${failed} failed${skipped}`;
    const told = process.env.VAFA_ENGINES_TOLD;
    process.on('exit', () => process.stdout.write(`${told === undefined ? '' : `${told}\n`}${this.#line}\n`));
  }
}
