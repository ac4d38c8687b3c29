import { createHmac } from 'node:crypto';
import type { Operator } from './operator.ts';
import { placeholder } from './placeholder.ts';

/** Days that a date moves at most, back or forth; never none. */
const MOST_DAYS = 182;
const DAY = 86_400_000;
const ENTITIES = new Set(['DATE', 'DATE_OF_BIRTH']);

export const shiftDate: Operator = {
  name: 'shift-date',
  summary:
    'dates in digits move by a number of days that is the same in a thread, so that intervals stay; otherwise a placeholder',
  needsKey: true,
  open(doc) {
    const numbered = placeholder.open(doc);
    const random = createHmac('sha256', doc.key).update(`shift\0${doc.scope}`).digest().readUInt32BE();
    const days = 1 + (random % MOST_DAYS);
    const shift = (random & 0x8000_0000) === 0 ? days : -days;
    return (entity, value, people) => {
      const moved = ENTITIES.has(entity) ? shifted(value, shift) : undefined;
      return moved ?? numbered(entity, value, people);
    };
  },
};

/** The date in the same writing; none where it is not clear which number is the day. */
function shifted(value: string, days: number): string | undefined {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/.exec(value);
  if (iso !== null) {
    const moved = new Date(Date.UTC(Number(iso[1]), Number(iso[3]) - 1, Number(iso[4])) + days * DAY);
    return (
      [moved.getUTCFullYear(), two(moved.getUTCMonth() + 1), two(moved.getUTCDate())].join(iso[2]) +
      value.slice(iso[0].length)
    );
  }
  const written = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})/.exec(value);
  if (written === null) return undefined;
  const [first, second] = [Number(written[1]), Number(written[3])];
  // 03.04.2024 is a day first; of 3/4/2024 nobody can tell.
  const isDayFirst = written[2] === '.' || first > 12;
  if (!isDayFirst && second <= 12) return undefined;
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  const moved = new Date(Date.UTC(Number(written[4]), month - 1, day) + days * DAY);
  const parts = [moved.getUTCDate(), moved.getUTCMonth() + 1].map(two);
  return (
    [...(isDayFirst ? parts : parts.reverse()), moved.getUTCFullYear()].join(written[2]) +
    value.slice(written[0].length)
  );
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
