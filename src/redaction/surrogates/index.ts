/**
 * Realistic stand-ins for personal data: of the same type and shape, and of ranges that nobody has, such as numbers for
 * films, documentation addresses, and numbers with wrong check digits. Pure: everything is drawn with the numbers of the
 * request.
 */
import { addressSurrogate, placeSurrogate, postcodeSurrogate } from './addresses.ts';
import { accountSurrogate, emailSurrogate } from './contact.ts';
import { coordinatesSurrogate } from './coordinates.ts';
import { ageSurrogate, dateSurrogate } from './dates.ts';
import { ipSurrogate, macSurrogate, urlSurrogate } from './network.ts';
import { NUMBERS, numberSurrogate } from './numbers.ts';
import { organisationSurrogate } from './organisations.ts';
import { personSurrogate } from './people.ts';
import { phoneSurrogate } from './phone.ts';
import { survives } from './survives.ts';
import { walletSurrogate } from './wallets.ts';

export interface SurrogateRequest {
  readonly entity: string;
  readonly value: string;
  /** Language of the document, ISO 639-1, where known. */
  readonly language?: string;
  /** Numbers in [0,1): the same sequence for the same value in the same scope. */
  random(): number;
}

/** Longer values are none of a single person. */
const LONGEST = 4096;
/** How often is drawn anew when something of the original is left: the rarest case, a short number, needs a few. */
const DRAWS = 60;

type Family = (request: SurrogateRequest) => string | undefined;

const FAMILIES: Readonly<Record<string, Family>> = {
  ADDRESS: ({ value, language, random }) => addressSurrogate(value, language, random),
  AGE: ({ value, random }) => ageSurrogate(value, random),
  COORDINATES: ({ value, random }) => coordinatesSurrogate(value, random),
  CRYPTO_WALLET: ({ value, random }) => walletSurrogate(value, random),
  DATE: ({ value, language, random }) => dateSurrogate(value, language, false, random),
  DATE_OF_BIRTH: ({ value, language, random }) => dateSurrogate(value, language, true, random),
  DE_PLZ: ({ value, random }) => postcodeSurrogate(value, 'DE', random),
  EMAIL: ({ value, language, random }) => emailSurrogate(value, language, random),
  IP_ADDRESS: ({ value, random }) => ipSurrogate(value, random),
  LOCATION: ({ value, language, random }) => placeSurrogate(value, language, random),
  MAC_ADDRESS: ({ value, random }) => macSurrogate(value, random),
  ORGANIZATION: ({ value, language, random }) => organisationSurrogate(value, language, random),
  PERSON: ({ value, language, random }) => personSurrogate(value, language, random),
  PHONE: ({ value, language, random }) => phoneSurrogate(value, language, random),
  UK_POSTCODE: ({ value, random }) => postcodeSurrogate(value, 'GB', random),
  URL: ({ value, random }) => urlSurrogate(value, random),
  USERNAME: ({ value, language, random }) => accountSurrogate(value, language, random),
};

/**
 * A value of the same type that tells nothing of the original. Undefined: there is none for such an entity (secrets never
 * have one) or for such a value, and the caller uses a placeholder.
 */
export function surrogateOf(request: SurrogateRequest): string | undefined {
  const { entity, value, random } = request;
  const isNumber = NUMBERS.has(entity);
  if ((!isNumber && !Object.hasOwn(FAMILIES, entity)) || value.length > LONGEST) return undefined;
  for (let draw = 0; draw < DRAWS; draw++) {
    const surrogate = isNumber ? numberSurrogate(entity, value, random) : FAMILIES[entity]!(request);
    if (surrogate === undefined || ['', value.trim()].includes(surrogate.trim())) continue;
    if (!survives(value, surrogate)) return surrogate;
  }
  return undefined;
}
