import { MONTHS } from '../surrogates/dates.ts';
import { between, pick, type Random } from '../surrogates/draw.ts';

/** A day from 1935 to 2006 as people of a language write it, in digits or with the name of the month. */
export function drawBirthday(language: string, random: Random): string {
  const [, names] = MONTHS.find(([spoken]) => spoken === language) ?? MONTHS[0]!;
  const [year, month, day] = [between(1935, 2006, random), between(1, 12, random), between(1, 28, random)];
  const [dd, mm] = [day, month].map(number => String(number).padStart(2, '0'));
  const name = names[month - 1]!;
  const capital = name[0]!.toUpperCase() + name.slice(1);
  const written: Readonly<Record<string, readonly string[]>> = {
    de: [`${dd}.${mm}.${year}`, `${day}.${month}.${year}`, `${day}. ${capital} ${year}`],
    en: [`${day} ${capital} ${year}`, `${capital} ${day}, ${year}`, `${mm}/${dd}/${year}`, `${dd}/${mm}/${year}`],
    es: [`${dd}/${mm}/${year}`, `${day} de ${name} de ${year}`],
    nl: [`${dd}-${mm}-${year}`, `${day} ${name} ${year}`],
    pt: [`${dd}/${mm}/${year}`, `${day} de ${name} de ${year}`],
  };
  return pick(
    [...(written[language] ?? [`${dd}/${mm}/${year}`, `${day} ${name} ${year}`]), `${year}-${mm}-${dd}`],
    random,
  );
}
