import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { auditEntry, auditQuery, auditVerification, chainOf, verificationQuery } from './audit-forms.ts';

export const AuditController = controllerOf('Audit', [
  route('GET /v1/audit', 'gateway.listAudit', {
    id: 'listAudit',
    summary: 'Who did what, and who looked at what',
    description: 'The latest first.',
    access: 'administrator',
    query: auditQuery,
    prepare: (request, { caller }) => Promise.resolve(chainOf(request, caller)),
    answer: auditEntry,
  }),
  route('GET /v1/audit/verification', 'gateway.verifyAudit', {
    id: 'verifyAudit',
    summary: 'Whether the audit log is as it was written',
    description: 'Reads everything: it may take a while.',
    access: 'administrator',
    query: verificationQuery,
    prepare: (request, { caller }) => Promise.resolve(chainOf(request, caller)),
    answer: auditVerification,
  }),
]);
