import { z } from 'zod';
import { roles } from '../../../domain/roles.ts';

export const RoleSchema = z.enum(roles).meta({ id: 'Role' });
