import type { RecognizerDefinition } from '../define.ts';
import { address } from './address.ts';
import { age } from './age.ts';
import { card } from './card.ts';
import { date } from './date.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { email } from './email.ts';
import { iban } from './iban.ts';
import { idNumbers } from './ids/index.ts';
import { ip } from './ip.ts';
import { knownName } from './known-name.ts';
import { location } from './location.ts';
import { organization } from './organization.ts';
import { person } from './person.ts';
import { phone } from './phone.ts';
import { secret } from './secret.ts';
import { ssn } from './ssn.ts';
import { url } from './url.ts';
import { urlCredentials } from './url-credentials.ts';
import { username } from './username.ts';

export const recognizers: readonly RecognizerDefinition[] = [
  card,
  age,
  dateOfBirth,
  date,
  url,
  username,
  email,
  iban,
  ip,
  knownName,
  phone,
  secret,
  ssn,
  urlCredentials,
  address,
  location,
  organization,
  person,
  ...idNumbers,
];
