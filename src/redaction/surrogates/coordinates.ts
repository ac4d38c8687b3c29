import { between, drawDigits, type Random } from './draw.ts';

const angle =
  /\d{1,3}(?<decimals>\.\d+)?(?<degree> ?[°º])?(?<rest>(?<=[°º])[ ]?\d{1,2}(?:\.\d+)? ?['′’]?(?: ?\d{1,2}(?:\.\d+)? ?(?:["″”]|'')?)?)?/gu;

/**
 * A place in the same writing and precision where nobody lives: 37 to 43 degrees of latitude and 158 to 165 of longitude
 * are open sea in all four quarters of the globe. The first of two numbers without letters is the latitude.
 */
export function coordinatesSurrogate(value: string, random: Random): string | undefined {
  let angles = 0;
  const surrogate = value.replace(angle, (found, ...groups) => {
    const [at, named] = [groups.at(-3) as number, groups.at(-1) as Record<string, string | undefined>];
    const beside =
      /^[ ]?([NSEWO])/.exec(value.slice(at + found.length))?.[1] ?? /([NSEWO]) ?$/.exec(value.slice(0, at))?.[1];
    const isLongitude = beside === undefined ? angles++ === 1 : !'NS'.includes(beside);
    const degrees = isLongitude ? between(158, 164, random) : between(37, 42, random);
    const decimals = named.decimals === undefined ? '' : `.${drawDigits(named.decimals.length - 1, random)}`;
    return degrees + decimals + (named.degree ?? '') + drawMinutes(named.rest ?? '', random);
  });
  return /\d/.test(value) ? surrogate : undefined;
}

/** Minutes and seconds, with their decimals. */
function drawMinutes(text: string, random: Random): string {
  return text.replace(/(\.?)(\d+)/g, (_, point: string, digits: string) =>
    point === '' ? String(between(10, 59, random)) : point + drawDigits(digits.length, random),
  );
}
