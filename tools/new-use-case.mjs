// npm run new:use-case -- <service> <verb-noun>: a use case and its spec. See docs/add-a-use-case.md.
import { newUseCase } from './generators/new-use-case.mjs';
import { writePlan } from './generators/write-plan.mjs';
import { root } from './installed.mjs';

writePlan(root, 'npm run new:use-case -- <service> <verb-noun>', process.argv.slice(2), 2, (service, name) =>
  newUseCase(root, service, name),
);
