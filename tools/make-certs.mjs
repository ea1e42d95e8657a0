// npm run make-certs: certificates by which services know each other. See libs/grpc/src/certificates.
import { runAndExit } from './installed.mjs';

runAndExit(['--disable-warning=ExperimentalWarning', 'libs/grpc/src/certificates/main.ts', ...process.argv.slice(2)]);
