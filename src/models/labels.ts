import { CorpusmithError, nearest } from '../core/errors.ts';

/** What a label stands for that is no personal data. */
export const KEEP = 'keep';

const each = (entity: string, labels: string): [string, string][] => labels.split(' ').map(label => [label, entity]);

/** Names of labels that models use, less `_`, by our entities. */
const ENTITIES = new Map([
  ...each(
    'PERSON',
    'PER PERSON NAME PERSONNAME PRIVATEPERSON GIVENNAME SURNAME FIRSTNAME MIDDLENAME LASTNAME FULLNAME',
  ),
  ...each('LOCATION', 'LOC LOCATION GPE CITY STATE COUNTY COUNTRY'),
  ...each('ADDRESS', 'ADDRESS PRIVATEADDRESS STREET STREETNAME STREETADDRESS BUILDING BUILDINGNUM BUILDINGNUMBER'),
  ...each('ADDRESS', 'SECONDARYADDRESS ZIP ZIPCODE POSTCODE POSTALCODE'),
  ...each('ORGANIZATION', 'ORG ORGANIZATION ORGANISATION COMPANY COMPANYNAME'),
  ...each('EMAIL', 'EMAIL EMAILADDRESS PRIVATEEMAIL'),
  ...each('PHONE', 'PHONE PHONENUMBER PHONENUM TELEPHONE TELEPHONENUM PRIVATEPHONE'),
  ...each('URL', 'URL PRIVATEURL'),
  ...each('USERNAME', 'USERNAME'),
  ...each('SECRET', 'SECRET PASSWORD'),
  ...each('DATE', 'DATE TIME DATETIME PRIVATEDATE'),
  ...each('DATE_OF_BIRTH', 'DATEOFBIRTH DOB'),
  ...each('AGE', 'AGE'),
  ...each('IBAN', 'IBAN'),
  ...each('CREDIT_CARD', 'CREDITCARD CREDITCARDNUMBER'),
  ...each('US_SSN', 'SSN SOCIALNUM SOCIALSECURITYNUMBER'),
  ...each('NATIONAL_ID', 'NATIONALID GOVERNMENTID IDCARD IDCARDNUM TAXID TAXNUM'),
  ...each('PASSPORT', 'PASSPORT PASSPORTNUM PASSPORTNUMBER'),
  ...each('DRIVER_LICENSE', 'DRIVERLICENSE DRIVERSLICENSE DRIVERLICENSENUM'),
  ...each('ACCOUNT_NUMBER', 'BANKACCOUNT ACCOUNT ACCOUNTNUM ACCOUNTNUMBER'),
  ...each('US_BANK_ROUTING', 'ROUTINGNUMBER'),
  ...each('IP_ADDRESS', 'IP IPADDRESS'),
  ...each(KEEP, 'O MISC'),
]);

/** Of BIO, BIOES and their like. */
const position = /^[BIOLESU]-/;

/**
 * What each of a model's labels stands for, by its id: an entity, or `keep`. `chosen` goes before the table. Throws
 * `E_ASSET` when the file names no labels, and `E_OPTION` for labels that are mapped nowhere, or none of this model.
 */
export function entitiesOf(config: Uint8Array, chosen: Readonly<Record<string, string>>): readonly string[] {
  const labels = labelsOf(config);
  const names = [...new Set(labels.map(label => label.replace(position, '')))];
  const strange = Object.keys(chosen).find(name => !names.includes(name));
  if (strange !== undefined) {
    const near = nearest(strange, names);
    const hint = near === undefined ? `it has ${names.join(', ')}` : `did you mean ${near}?`;
    throw new CorpusmithError('E_OPTION', {
      place: 'redact, modelLabels',
      detail: `the model has no ${strange}; ${hint}`,
    });
  }
  const entityOf = (name: string) => chosen[name] ?? ENTITIES.get(name.replaceAll(/[_ -]/g, '').toUpperCase());
  const unknown = names.filter(name => entityOf(name) === undefined);
  if (unknown.length > 0) {
    const detail = `say of ${unknown.join(', ')} which entity each is, or \`keep\``;
    throw new CorpusmithError('E_OPTION', { place: 'redact, modelLabels', detail });
  }
  return labels.map(label => entityOf(label.replace(position, ''))!);
}

/** `id2label` of `config.json`, in order of the ids. */
function labelsOf(config: Uint8Array): readonly string[] {
  try {
    const byId: unknown = JSON.parse(new TextDecoder().decode(config)).id2label;
    const labels = Object.entries(byId as object).sort(([a], [b]) => Number(a) - Number(b));
    const isWhole = labels.every(([id, label], i) => Number(id) === i && typeof label === 'string');
    if (labels.length > 1 && isWhole) return labels.map(([, label]) => label);
  } catch {
    // Said below.
  }
  throw new CorpusmithError('E_ASSET', { place: 'config.json', detail: 'no labels under id2label' });
}
