import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { z } from 'zod';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheClub } from '../request-context.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { toUnitAnswer, toUnitMessage, UnitAnswer, UnitList, UnitPath, UnitRules } from './units-schemas.ts';

@ApiTags('Ledger')
@Controller('v1/units')
export class UnitsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Get()
  @Operation({
    id: 'listUnits',
    summary: 'What the accounts of a club count, with its rules',
    description: '`points` is there from the start, with version 0.',
    access: 'administrator',
    answer: UnitList,
  })
  async list(@TheClub() { id: clubId }: Club): Promise<z.infer<typeof UnitList>> {
    const { units } = await this.services.ledger.listUnits({ clubId });
    return { items: units.map(toUnitAnswer) };
  }

  @Put(':unit')
  @Operation({
    id: 'putUnit',
    summary: 'Make a unit, or change its rules for what comes',
    description:
      'What is earned keeps the life that it got. The same rules again change nothing: no Idempotency-Key is needed.',
    access: 'administrator',
    answer: UnitAnswer,
    errors: [
      'invalid_unit',
      'unit_differs',
      'unit_changed',
      'too_many_units',
      'body_too_large',
      'unsupported_media_type',
    ],
  })
  async put(
    @Param({ schema: UnitPath }) { unit }: UnitPath,
    @Body({ schema: UnitRules }) rules: UnitRules,
    @TheClub() club: Club,
  ): Promise<z.infer<typeof UnitAnswer>> {
    const { unit: made } = await this.services.ledger.putUnit({
      unit: toUnitMessage(club.id, unit, rules, club.timeZone),
    });
    return toUnitAnswer(present(made));
  }
}
