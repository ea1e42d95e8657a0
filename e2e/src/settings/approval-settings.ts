import { requireProof, settingsDefault } from '../../../services/gateway/src/domain/approval.ts';
import { differs, none, shown, type Rows } from './walked-fields.ts';

const typedAt = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-01T00:30:00Z');

export const approvalSettings: Rows = {
  revision: none('the gateway counts it'),
  rules: shown('services/gateway/test/approvals.component.spec.ts', 'rules that may give more wait, where they are to'),
  promotions_above: shown(
    'services/gateway/test/promotion-approvals.component.spec.ts',
    'that is meant to cost no more than the club has said needs nobody else',
  ),
  step_up_minutes: differs((changed) => {
    try {
      requireProof(typedAt, { ...settingsDefault, ...(changed && { stepUpMinutes: 10 }) }, later);
      return 'passed';
    } catch (error) {
      return (error as { code: string }).code;
    }
  }),
};
