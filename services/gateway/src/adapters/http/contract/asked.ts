import type { Club } from '@vafa/contracts/membership';
import type { Clock } from '@vafa/kernel';
import type { Caller } from '../../../domain/api-key.ts';
import type { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import type { Services } from '../../grpc/services.ts';
import type { Limits } from '../limits.ts';
import type { Counted } from '../values.ts';
import type { AuditNotes } from '../audit/audit-notes.ts';
import { required, type RequestContext } from '../request-context.ts';

/** Who asks, of which club, and whom to ask further. */
export class Asked {
  constructor(
    readonly services: Services,
    readonly clubs: RememberedClubs,
    readonly limits: Limits,
    readonly clock: Clock,
    private readonly context: RequestContext,
    /** Who asks from where, and what the header If-Match says, as it came. */
    readonly from: { readonly address: string; readonly ifMatch?: string | undefined },
  ) {}

  /** Of what is answered, once that is known. */
  etag?: string;

  get club(): Club {
    return required(this.context.club, 'club');
  }

  /** What money is counted in: the club's currency, but for messages that have their own. */
  get counted(): Counted {
    return this.club;
  }

  get caller(): Caller {
    return required(this.context.caller, 'caller');
  }

  /** For the audit log. */
  note(notes: AuditNotes): void {
    this.context.audit = notes;
  }

  /** The caller's own key, as it came. */
  get secret(): string {
    return required(this.context.secret, 'key of its caller');
  }

  /** The key under which the services remember this write. */
  get key(): string {
    return required(this.context.commandKey, 'command key');
  }
}
