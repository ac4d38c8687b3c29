/**
 * A time as exports write it, as ISO 8601 in UTC without fractions: ISO and RFC 2822 texts, seconds, milli- or microseconds since 1970,
 * `2024-03-01 09:15` (taken as UTC), `03/01/2024 09:15` (month first, the way exports of American products write it, unless the
 * first number cannot be a month or `dayFirst` says otherwise). Undefined for everything else.
 */
export function isoTime(value: unknown, dayFirst = false): string | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{10}(?:\d{3}){0,2}(?:\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text));
  return fromIso(text) ?? fromLocal(text, dayFirst) ?? fromMail(text);
}

function fromEpoch(number: number): string | undefined {
  if (!(number >= 1e8 && number < 1e17)) return undefined;
  return format(number < 1e11 ? number * 1000 : number < 1e14 ? number : number / 1000);
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s?(?:UTC|Z|([+-])(\d{2}):?(\d{2}))?$/;

function fromIso(text: string): string | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0));
  const offset = (match[7] === '-' ? -1 : 1) * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0));
  return date(year!, month!, day!, hour!, minute!, second!, offset);
}

const LOCAL = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AaPp][Mm])?)?$/;

function fromLocal(text: string, dayFirst: boolean): string | undefined {
  const match = LOCAL.exec(text);
  if (match === null) return undefined;
  const [first, second, year, hour, minute, seconds] = match.slice(1, 7).map(part => Number(part ?? 0));
  // Dots are European, day first; so is a first number over 12.
  const isDay = text.includes('.') || first! > 12 || (dayFirst && second! <= 12);
  const half = match[7]?.toLowerCase();
  const shift = half === undefined ? hour! : (hour! % 12) + (half === 'pm' ? 12 : 0);
  return date(year!, isDay ? second! : first!, isDay ? first! : second!, shift, minute!, seconds!, 0);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MAIL =
  /^(?:[A-Za-z]{3,9},?\s)?(\d{1,2})\s([A-Za-z]{3})[a-z]{0,6}\s(\d{4})\s(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(?:GMT|UTC|UT|([+-])(\d{2})(\d{2}))?(?:\s\([^)]{0,40}\))?$/;

function fromMail(text: string): string | undefined {
  const match = MAIL.exec(text);
  if (match === null) return undefined;
  const month = MONTHS.indexOf(match[2]!.toLowerCase()) + 1;
  const [day, , year, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0));
  const offset = (match[7] === '-' ? -1 : 1) * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0));
  return date(year!, month, day!, hour!, minute!, second!, offset);
}

function date(year: number, month: number, day: number, hour: number, minute: number, second: number, offset: number) {
  if (
    year < 100 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysIn(year, month) ||
    hour > 23 ||
    minute > 59 ||
    second > 60
  )
    return undefined;
  return format(Date.UTC(year, month - 1, day, hour, minute - offset, second));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function format(milliseconds: number): string | undefined {
  const result = new Date(milliseconds);
  return Number.isNaN(result.getTime()) ? undefined : `${result.toISOString().slice(0, 19)}Z`;
}
