/** A kind of identifier that a rule names, and what looks for it. */
export interface CoverageRow {
  /** Where the rule names it. */
  readonly ref: string;
  readonly identifier: string;
  /** What looks for it; empty where nothing can, in a text. */
  readonly entities: readonly string[];
  /** What a person must know besides. */
  readonly note?: string;
}

/** The identifiers of a rule, row by row. */
export interface Coverage {
  readonly title: string;
  readonly rows: readonly CoverageRow[];
}

const row = (ref: string, identifier: string, entities: string, note?: string): CoverageRow => ({
  ref,
  identifier,
  entities: entities === '' ? [] : entities.split(' '),
  ...(note === undefined ? {} : { note }),
});

const NATIONAL =
  'NATIONAL_ID AT_SVNR AU_TFN BE_NATIONAL_NUMBER BR_CPF CA_SIN CH_AHV DE_SOCIAL_SECURITY DE_TAX_ID DK_CPR ES_DNI ES_NIE FI_HETU FR_NIR ' +
  'IE_PPS IL_ID IN_AADHAAR IN_PAN IT_FISCAL_CODE JP_MY_NUMBER KR_RRN MX_CURP NL_BSN NO_FODSELSNUMMER PL_PESEL PT_NIF SE_PERSONNUMMER ' +
  'SG_NRIC TH_TNIN TR_TCKN UK_NINO US_ITIN US_SSN ZA_ID';
const TRAVEL =
  'PASSPORT DE_PASSPORT ES_PASSPORT IN_PASSPORT IT_IDENTITY_CARD IT_PASSPORT KR_PASSPORT UK_PASSPORT US_PASSPORT';
const DRIVING = 'DRIVER_LICENSE KR_DRIVER_LICENSE UK_DRIVING_LICENCE US_DRIVER_LICENSE';
const HEALTH = 'MEDICAL_RECORD UK_NHS AU_MEDICARE US_MBI';
const BANK = 'IBAN ACCOUNT_NUMBER UK_BANK_ACCOUNT US_BANK_ACCOUNT US_BANK_ROUTING CRYPTO_WALLET';
const PLATES = 'LICENSE_PLATE UK_VEHICLE_REGISTRATION NG_VEHICLE_REGISTRATION VIN';
const PLACES = 'ADDRESS UK_POSTCODE DE_PLZ COORDINATES';
const OUT_OF_TEXT = 'Out of scope: only text is read, pictures and recordings are not.';

const personal = (sensitive: string): readonly CoverageRow[] => [
  row('name', 'Names', 'PERSON'),
  row('identification number', 'Numbers of identity papers, tax and social security', NATIONAL),
  row('identification number', 'Passports and driving licences', `${TRAVEL} ${DRIVING}`),
  row('identification number', 'Bank accounts and cards', `${BANK} CREDIT_CARD`),
  row('identification number', 'Numbers of patients, and of the insured', HEALTH),
  row('identification number', 'Vehicles', PLATES),
  row('location data', 'Addresses, exact places', PLACES),
  row('location data', 'Names of towns and countries', 'LOCATION', 'Of nobody in particular; stays unless an option says otherwise.'),
  row('online identifier', 'Mail addresses, user names', 'EMAIL USERNAME'),
  row('online identifier', 'Addresses of machines and devices', 'IP_ADDRESS MAC_ADDRESS DEVICE_ID'),
  row('online identifier', 'Web addresses', 'URL URL_WITH_CREDENTIALS'),
  row('telephone', 'Phone and fax numbers', 'PHONE'),
  row('factors', 'Dates of birth', 'DATE_OF_BIRTH'),
  row('factors', 'Ages', 'AGE'),
  row('factors', 'Other dates', 'DATE', 'Of nobody in particular; they stay unless an option says otherwise.'),
  row('factors', 'Licences of professions, numbers of cases', 'MEDICAL_LICENSE DE_LANR US_NPI CASE_NUMBER'),
  row('factors', 'Secrets that open an account', 'SECRET'),
  row(sensitive, 'Health, origin, belief, opinions, sexual life, biometric and genetic data', '', 'Nothing looks for it: told in words, not in numbers.'),
  row('indirect', 'Facts that only together single out a person', '', 'Nothing looks for it: a person must read a sample.'),
]; // biome-ignore format: a table

/** What the policies with a rule behind them promise, by name of the policy. */
export const coverages: Readonly<Record<string, Coverage>> = {
  gdpr: {
    title: 'Personal data by Art. 4(1) and Art. 9 GDPR',
    rows: personal('Art. 9'),
  },
  ccpa: {
    title: 'Personal information by Cal. Civ. Code 1798.140(v) and (ae)',
    rows: personal('sensitive'),
  },
  'hipaa-safe-harbor': {
    title: 'The 18 identifiers of 45 CFR 164.514(b)(2)(i)',
    rows: [
      row('A', 'Names', 'PERSON', 'Of patients, relatives, employers and household members.'),
      row('B', 'Geographic subdivisions smaller than a state', `${PLACES} LOCATION`),
      row('C', 'Elements of dates but the year; ages over 89', 'DATE DATE_OF_BIRTH AGE'),
      row('D', 'Telephone numbers', 'PHONE'),
      row('E', 'Fax numbers', 'PHONE'),
      row('F', 'Electronic mail addresses', 'EMAIL'),
      row('G', 'Social security numbers', 'US_SSN'),
      row('H', 'Medical record numbers', 'MEDICAL_RECORD UK_NHS'),
      row('I', 'Health plan beneficiary numbers', 'US_MBI AU_MEDICARE ACCOUNT_NUMBER'),
      row('J', 'Account numbers', `${BANK} CREDIT_CARD`),
      row('K', 'Certificate and license numbers', `${DRIVING} MEDICAL_LICENSE US_NPI DE_LANR`),
      row('L', 'Vehicle identifiers and serial numbers, license plates', PLATES),
      row('M', 'Device identifiers and serial numbers', 'DEVICE_ID MAC_ADDRESS'),
      row('N', 'Web addresses', 'URL URL_WITH_CREDENTIALS'),
      row('O', 'Internet protocol addresses', 'IP_ADDRESS'),
      row('P', 'Biometric identifiers, finger and voice prints', '', OUT_OF_TEXT),
      row('Q', 'Full-face photographs and comparable images', '', OUT_OF_TEXT),
      row('R', 'Any other unique number, characteristic or code', `${NATIONAL} ${TRAVEL} CASE_NUMBER USERNAME SECRET`, 'A hash made of an identifier is one itself: use placeholders or invented values. Besides, nobody may know that what is left identifies a person (164.514(b)(2)(ii)).'),
    ],
  },
  pci: {
    title: 'Account data by PCI DSS 4.0.1, requirement 3',
    rows: [
      row('3.5.1', 'Primary account number', 'CREDIT_CARD', 'Truncated and hashed forms of one card never stand together: the pipeline is refused.'),
      row('3.3.1', 'Card verification codes, PINs', 'SECRET', 'By the words beside them.'),
      row('3.3.1', 'Full track data', '', 'Not text that people write; a track holds the number, which is looked for.'),
      row('8.3', 'Passwords and keys', 'SECRET URL_WITH_CREDENTIALS'),
    ],
  },
  'secrets-only': {
    title: 'Secrets',
    rows: [
      row('keys', 'Keys, tokens and certificates of providers', 'SECRET'),
      row('passwords', 'Passwords by the words beside them', 'SECRET'),
      row('addresses', 'Web addresses with a password or token', 'URL_WITH_CREDENTIALS'),
    ],
  },
}; // biome-ignore format: a table
