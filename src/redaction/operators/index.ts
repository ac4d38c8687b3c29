import { generalise } from './generalise.ts';
import { hash } from './hash.ts';
import { lastFour } from './last-four.ts';
import { mask } from './mask.ts';
import type { Operator } from './operator.ts';
import { placeholder } from './placeholder.ts';
import { shiftDate } from './shift-date.ts';
import { surrogate } from './surrogate.ts';

/** All that can become of a finding, but that it stays or that its document goes. */
export const operators: readonly Operator[] = [placeholder, surrogate, mask, lastFour, hash, generalise, shiftDate];
