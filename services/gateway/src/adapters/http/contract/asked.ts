import type { Club } from '@vafa/contracts/membership';
import type { Clock } from '@vafa/kernel';
import type { Caller } from '../../../domain/api-key.ts';
import type { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import type { Services } from '../../grpc/services.ts';
import type { Limits } from '../limits.ts';
import type { Counted } from '../values.ts';
import type { AuditNotes } from '../audit/audit-notes.ts';
import type { KeptRequest } from '../../../domain/approval.ts';
import { required, type RequestContext } from '../request-context.ts';

/** Where a request comes from, and as what. */
export interface AskedFrom {
  readonly address: string;
  /** The header If-Match, as it came. */
  readonly ifMatch?: string | undefined;
  /** Parameters and body, as they came. */
  readonly sent: KeptRequest;
  readonly isPerson: boolean;
  /** Of a person. */
  readonly name: string;
  /** Who has approved it. */
  readonly approver?: string;
}

/** Who asks, of which club, and whom to ask further. */
export class Asked {
  constructor(
    readonly services: Services,
    readonly clubs: RememberedClubs,
    readonly limits: Limits,
    readonly clock: Clock,
    private readonly context: RequestContext,
    readonly from: AskedFrom,
  ) {}

  /** Of what is answered, once that is known. */
  etag?: string;

  /** Set when it is not done: it waits for a second person. */
  isHeld = false;

  get isPerson(): boolean {
    return this.from.isPerson;
  }

  get name(): string {
    return this.from.name;
  }

  get sent(): KeptRequest {
    return this.from.sent;
  }

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

  /** Undefined where requests take no Idempotency-Key. */
  get keyIfAny(): string | undefined {
    return this.context.commandKey;
  }

  /** The key under which the services remember this write. */
  get key(): string {
    return required(this.context.commandKey, 'command key');
  }
}
