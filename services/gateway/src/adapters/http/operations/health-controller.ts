import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../operation.ts';

export const READINESS = Symbol('readiness');

/** Each thing the gateway needs, and whether it answers. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>;

const Live = z.object({ status: z.literal('live') }).meta({ id: 'Live' });
const Ready = z
  .object({ status: z.enum(['ready', 'not_ready']), checks: z.record(z.string(), z.enum(['up', 'down'])) })
  .meta({ id: 'Ready' });

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(@Inject(READINESS) private readonly readiness: Readiness) {}

  @Get('live')
  @Operation({ id: 'isLive', summary: 'The process runs', access: 'public', answer: Live })
  live(): z.infer<typeof Live> {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiResponse({ status: 503, description: 'Something does not answer.', standardSchema: Ready })
  @Operation({
    id: 'isReady',
    summary: 'Database and services answer',
    description: '503 with the same body when one does not.',
    access: 'public',
    answer: Ready,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const checks = await this.readiness();
    const isReady = Object.values(checks).every(Boolean);
    const shown = Object.fromEntries(Object.entries(checks).map(([name, isUp]) => [name, isUp ? 'up' : 'down']));
    await reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not_ready', checks: shown });
  }
}
