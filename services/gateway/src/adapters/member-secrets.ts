import { asciiDigits } from '@vafa/kernel';
import { deriveKey, keptKey, keyedHash, Vault } from '@vafa/mongo';
import { randomInt } from 'node:crypto';
import type { MemberSecrets, ShownCode } from '../ports/member-sign-ins.ts';
import { signInSecrets } from './sign-in-secrets.ts';

const codeDigits = 6;

/** Secrets of cookies as those of the staff are; codes as keyed hashes, and sealed for whoever hands them over. */
export const memberSecrets = (gatewaySecret: Uint8Array): MemberSecrets => {
  const keyFor = (purpose: string): Buffer => deriveKey(gatewaySecret, `vafa.gateway.member-${purpose}`);
  const codeKey = keptKey(keyFor('code'));
  const vault = new Vault(keyFor('outbox'));
  return {
    ...signInSecrets(gatewaySecret, 'member-sign-in'),
    drawCode: () => String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0'),
    hashCode: (id, code) =>
      keyedHash(codeKey, `${id} ${asciiDigits(code.normalize('NFKC')).replace(/\D/g, '')}`).toString('hex'),
    seal: (id, shown) => vault.seal(id, Buffer.from(JSON.stringify(shown))),
    open: (id, sealed) => JSON.parse(vault.open(id, sealed).toString('utf8')) as ShownCode,
  };
};
