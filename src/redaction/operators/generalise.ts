import type { Operator } from './operator.ts';
import { placeholder } from './placeholder.ts';

/** Ages over this stand together (45 CFR 164.514(b)(2)(i)(C)). */
const OLDEST = 89;

/** A coarser value by entity; none where there is nothing to keep. */
const COARSER: Readonly<Record<string, (value: string) => string | undefined>> = {
  DATE: yearOf,
  DATE_OF_BIRTH: yearOf,
  AGE(value) {
    const age = Number(value);
    if (!Number.isInteger(age)) return undefined;
    return age > OLDEST ? '90+' : `${age - (age % 10)}–${age - (age % 10) + 9}`;
  },
  // The area of a delivery office, without the street: SW1A of SW1A 1AA, 80 of 80331.
  UK_POSTCODE: value => /^[A-Z]{1,2}\d[A-Z\d]?/i.exec(value)?.[0],
  DE_PLZ: value => /\d{2}/.exec(value)?.[0],
  IP_ADDRESS: value => /^\d{1,3}\.\d{1,3}(?=\.\d{1,3}\.\d{1,3}$)/.exec(value.trim())?.[0].concat('.0.0'),
};

export const generalise: Operator = {
  name: 'generalise',
  summary: 'a coarser value: the year of a date, ten years of age, the area of a postcode; otherwise a placeholder',
  open(doc) {
    const numbered = placeholder.open(doc);
    return (entity, value, people) => {
      const coarser = COARSER[entity]?.(value);
      // A value that is as coarse already, such as a network, would stand there still.
      return coarser === undefined || coarser === value ? numbered(entity, value, people) : coarser;
    };
  },
};

function yearOf(value: string): string | undefined {
  return /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(value)?.[0];
}
