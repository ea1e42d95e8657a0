// The folder and project rules of docs/architecture.md, as errors, beside a small typed rule set.
import tseslint from 'typescript-eslint';

const services = ['membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports', 'gateway'];
const anyService = `^@vafa/(${services.join('|')})(/|$)`;
const restricted = (regex, message) => ({ regex, message });
const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const noDynamicImport = { 'no-restricted-syntax': ['error', { selector: 'ImportExpression', message: 'no dynamic import here: it escapes the folder rules' }] };

const noTesting = restricted('^@vafa/testing$', 'production code never imports libs/testing');
const noService = restricted(anyService, 'a service is reached through gRPC and topics, never imported');
const noContracts = restricted('^@vafa/contracts', 'libs know no contracts');
/** Libs that stand between contracts and services: a chassis, a client that more than one service needs. */
const knowingContracts = ['process'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '.cache/**', '.data/**', '**/*.mjs'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['libs/*/src/**/*.ts'], rules: imports(noContracts, noService, noTesting) },
  { files: ['libs/kernel/src/**/*.ts'], rules: imports(restricted('^@vafa/', 'kernel knows nothing')) },
  { files: ['contracts', ...knowingContracts].map((lib) => `libs/${lib}/src/**/*.ts`), rules: imports(noService, noTesting) },
  { files: ['libs/testing/src/**/*.ts'], rules: imports(noService) },
  { files: ['services/*/src/**/*.ts', 'deploy/*/src/**/*.ts', 'tools/*/src/**/*.ts'], ignores: ['**/*.spec.ts'], rules: imports(noTesting) },
  { files: ['services/*/src/**/*.ts'], ignores: ['**/*.spec.ts'], rules: imports(noTesting, noService) },
  {
    files: ['services/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { ...imports(restricted('^(?!\\./)(?!@vafa/kernel$).*', 'domain imports itself and libs/kernel only')), ...noDynamicImport },
  },
  {
    files: ['services/*/src/use-cases/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { ...imports(restricted('^(?!\\./)(?!\\.\\./domain/)(?!@vafa/kernel$).*', 'use cases import domain and libs/kernel only')), ...noDynamicImport },
  },
  {
    files: ['**/*.spec.ts', '**/*.contract.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['tools/*/src/**/*.ts', 'bench/src/**/*.ts', 'deploy/all-in-one/src/**/*.ts', 'e2e/src/**/*.ts'], rules: { 'no-console': 'off' } },
);
