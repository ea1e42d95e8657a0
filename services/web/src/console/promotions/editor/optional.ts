import type { ShapeProps } from './shape-props.ts';

/** Of a name in the terms. */
export const nameMost = 100;

/** Marks a field that may stay empty. */
export const optionalOf = ({ field }: Pick<ShapeProps, 'field'>) =>
  field.isOptional === true ? { isOptional: true } : {};
