// A small typed rule set. Who may import whom is not here: tools/walls.
import tseslint from 'typescript-eslint';
import sizes from './tools/lint/sizes.mjs';

/** @type {import('eslint').Linter.RulesRecord} */
const rules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
  ],
  'no-console': 'error',
  eqeqeq: ['error', 'always'],
  'sizes/function-size': ['error', 3500],
  'max-len': [
    'error',
    { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true },
  ],
};

/** Answers of REST have their types in @vafa/client, and their fields are named nowhere else (ADR 0061). */
const answersByHand = [
  "CallExpression[callee.name='fetch'] :matches(Literal[value=/\\/v1\\//], TemplateElement[value.raw=/\\/v1\\//])",
  "TSAsExpression CallExpression[callee.property.name='json'][arguments.length=0]",
].map((selector) => ({ selector, message: 'Ask by an operation of @vafa/client, which types the answer.' }));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '.cache/**', '.data/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './services/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { sizes },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules,
  },
  {
    // tsconfig.scripts.json checks their types.
    files: ['**/*.mjs'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.scripts.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { sizes },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...rules, 'no-console': 'off' },
  },
  {
    // The document itself and what no client would send are read by these two.
    files: ['{e2e,bench,tools,deploy}/**/*.ts'],
    ignores: ['e2e/src/{rest,hostile-requests}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...answersByHand] },
  },
  { files: ['**/*.spec.{ts,mjs}', '**/*.contract.ts', '**/test/**/*.ts'], rules: { 'sizes/function-size': 'off' } },
  {
    files: ['tools/**/*.ts', 'bench/src/**/*.ts', 'deploy/all-in-one/src/**/*.ts', 'e2e/src/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
