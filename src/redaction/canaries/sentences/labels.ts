import type { Sentences } from './sentences.ts';

/** Labels with their value, as forms and signatures of any language have them. */
export const labels: Sentences = {
  PERSON: ['Contact: {full}', 'Client: {full}', '{full} (on call)'],
  AGAIN: ['cc: {again}', 'Re: {upper}', '- {again}'],
  EMAIL: ['E-mail: {}', 'mailto {}', '<{}>', 'Mail {} / web'],
  PHONE: ['Tel: {}', 'Tel. {}', 'Mobile: {}', 'Fax {}', 'T {} (office)'],
  CREDIT_CARD: ['Card number: {}', 'Visa/MC/Amex {}', 'Credit card: {} exp. 09/29'],
  IBAN: ['IBAN {}', 'IBAN: {}', 'Bank | {} | EUR'],
  US_SSN: ['SSN: {}', 'SSN {} (US payroll)'],
  UK_NHS: ['NHS number: {}', 'NHS No {}'],
  DE_TAX_ID: ['Steuer-ID: {}', 'Steuer-IdNr. {}'],
  FR_NIR: ['NIR : {}', 'N° de sécurité sociale : {}'],
  ES_DNI: ['DNI: {}', 'D.N.I. {}'],
  IT_FISCAL_CODE: ['Codice fiscale: {}', 'C.F.: {}'],
  PL_PESEL: ['PESEL: {}', 'nr PESEL {}'],
  NL_BSN: ['BSN: {}', 'BSN {}'],
  PT_NIF: ['NIF: {}', 'Contribuinte n.º {}'],
  IP_ADDRESS: ['IP: {}', 'client_ip={}', 'last login | {} | ok'],
  DATE_OF_BIRTH: ['DOB: {}', 'Date of birth: {}'],
  SECRET: ['password: {password}', 'pwd={password}', 'API_KEY={key}', 'token: {key}'],
  MAC_ADDRESS: ['MAC: {}', 'wlan0 {} up'],
  CRYPTO_WALLET: ['Wallet: {}', 'BTC/ETH: {}'],
  PASSPORT: ['Passport no: {}', 'Passport: {}'],
  DRIVER_LICENSE: ["Driver's license: {}", 'DL No. {}'],
};
