import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isDomainError } from '@vafa/kernel';
import { createLogger } from '@vafa/telemetry';
import { throwError, type Observable } from 'rxjs';
import { toStatus } from './status.ts';

/**
 * Turns whatever a controller throws into a gRPC status; what nobody expected is logged with its stack and hidden from
 * the caller.
 */
@Catch()
export class StatusFilter implements ExceptionFilter {
  private readonly logger = createLogger('grpc');

  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    if (!isDomainError(error)) this.logger.error({ err: error }, 'unexpected error in an rpc');
    return throwError(() => toStatus(error));
  }
}
