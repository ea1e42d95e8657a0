// npm run new:service -- <name>: a service that starts, serves one rpc and has its specs. See docs/add-a-use-case.md.
import { newService } from './generators/new-service.mjs';
import { writePlan } from './generators/write-plan.mjs';
import { root } from './installed.mjs';

writePlan(root, 'npm run new:service -- <name>', process.argv.slice(2), 1, (name) => newService(root, name));
