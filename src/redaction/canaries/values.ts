import type { Random } from '../surrogates/draw.ts';
import { drawCard, drawIban, drawWallet } from './accounts.ts';
import { drawBirthday } from './birthdays.ts';
import { drawEmail, drawIp, drawMac, drawPhone } from './contact.ts';
import { drawLicence, drawPassport, drawSsn, NATIONAL_NUMBERS } from './papers.ts';
import type { SyntheticPerson } from './person.ts';
import { drawAddress } from './places.ts';
import { drawKey, drawPassword } from './secrets.ts';

/** Whose values are drawn. */
export interface Subject {
  readonly person: SyntheticPerson;
  /** ISO 639-1; '' where it is not known. */
  readonly language: string;
  readonly random: Random;
}

type Draw = (subject: Subject) => string | undefined;

/** What is planted besides names, by entity. Undefined where a number with a check digit did not come out. */
const VALUES: Readonly<Record<string, Draw>> = {
  ADDRESS: ({ language, random }) => drawAddress(language, random),
  CREDIT_CARD: ({ random }) => drawCard(random),
  CRYPTO_WALLET: ({ random }) => drawWallet(random),
  DATE_OF_BIRTH: ({ language, random }) => drawBirthday(language, random),
  DRIVER_LICENSE: ({ person, language, random }) => drawLicence(person, language, random),
  EMAIL: ({ person, language, random }) => drawEmail(person, language, random),
  IBAN: ({ language, random }) => drawIban(language, random),
  IP_ADDRESS: ({ random }) => drawIp(random),
  MAC_ADDRESS: ({ random }) => drawMac(random),
  PASSPORT: ({ language, random }) => drawPassport(language, random),
  PHONE: ({ language, random }) => drawPhone(language, random),
  US_SSN: ({ random }) => drawSsn(random),
};

/** What stands in place of a word in braces that says which of several values is meant. */
const NAMED: Readonly<Record<string, Draw>> = {
  full: ({ person }) => `${person.given} ${person.family}`,
  given: ({ person }) => person.given,
  family: ({ person }) => person.family,
  key: ({ random }) => drawKey(random),
  password: ({ random }) => drawPassword(random),
};

/** Entities that can be planted, but for names and national numbers. */
export const PLANTABLE: readonly string[] = [...Object.keys(VALUES), 'SECRET'];

/** A value of the entity, as the word in the braces of a sentence wants it. */
export function valueFor(entity: string, word: string, subject: Subject): string | undefined {
  const national = NATIONAL_NUMBERS[entity];
  if (national !== undefined) return national(subject.person, subject.random);
  return (word === '' ? VALUES[entity] : NAMED[word])?.(subject);
}
