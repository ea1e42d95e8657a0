import { DomainError } from '@vafa/kernel';
import type { Layout } from '../../domain/reading/layout.ts';
import { mappingFields, type Mapping, type MappingField } from '../../domain/reading/mapping.ts';
import { headerKey } from '../mapping/header-key.ts';

/** Where each field stands in a row; -1 when the mapping does not have it. */
export type Places = Readonly<Record<MappingField, number>>;

/** The place of a column by its header, exactly or as people type it; -1 when there is none. */
export const placeOf = (header: readonly string[], name: string): number => {
  const exact = header.indexOf(name);
  return exact >= 0 ? exact : header.findIndex((each) => headerKey(each) === headerKey(name));
};

/** Raises `mapping_column_missing` for a column that the file does not have. */
export const placesOf = (layout: Layout, mapping: Mapping): Places => {
  const place = (name: string | undefined): number => {
    if (name === undefined) return -1;
    const found = placeOf(layout.header, name);
    if (found < 0) {
      const there = layout.header.slice(0, 20).join(', ').slice(0, 400);
      throw new DomainError(
        'invalid',
        'mapping_column_missing',
        `the file has no column "${name}"; its columns are ${there}`,
        { column: name },
      );
    }
    return found;
  };
  mapping.attributes.forEach(place);
  return Object.fromEntries(mappingFields.map((field) => [field, place(mapping.columns[field])])) as Record<
    MappingField,
    number
  >;
};
