import type { RecognizerDefinition } from '../../define.ts';
import { accountNumber } from './account-number.ts';
import { atSvnr } from './at-svnr.ts';
import { auAbn } from './au-abn.ts';
import { auAcn } from './au-acn.ts';
import { auMedicare } from './au-medicare.ts';
import { auTfn } from './au-tfn.ts';
import { barNumber } from './bar-number.ts';
import { beNationalNumber } from './be-national-number.ts';
import { bic } from './bic.ts';
import { brCnpj } from './br-cnpj.ts';
import { brCpf } from './br-cpf.ts';
import { caSin } from './ca-sin.ts';
import { caseNumber } from './case-number.ts';
import { chAhv } from './ch-ahv.ts';
import { coordinates } from './coordinates.ts';
import { cryptoWallet } from './crypto-wallet.ts';
import { deHandelsregister } from './de-handelsregister.ts';
import { deLanr } from './de-lanr.ts';
import { dePassport } from './de-passport.ts';
import { dePlz } from './de-plz.ts';
import { deSocialSecurity } from './de-social-security.ts';
import { deTaxId } from './de-tax-id.ts';
import { deVatId } from './de-vat-id.ts';
import { dkCpr } from './dk-cpr.ts';
import { driverLicense } from './driver-license.ts';
import { esDni } from './es-dni.ts';
import { esNie } from './es-nie.ts';
import { esPassport } from './es-passport.ts';
import { fiHetu } from './fi-hetu.ts';
import { frNir } from './fr-nir.ts';
import { iePps } from './ie-pps.ts';
import { ilId } from './il-id.ts';
import { imei } from './imei.ts';
import { inAadhaar } from './in-aadhaar.ts';
import { inGstin } from './in-gstin.ts';
import { inPan } from './in-pan.ts';
import { inPassport } from './in-passport.ts';
import { itFiscalCode } from './it-fiscal-code.ts';
import { itIdentityCard } from './it-identity-card.ts';
import { itPassport } from './it-passport.ts';
import { itVat } from './it-vat.ts';
import { jpMyNumber } from './jp-my-number.ts';
import { krDriverLicense } from './kr-driver-license.ts';
import { krPassport } from './kr-passport.ts';
import { krRrn } from './kr-rrn.ts';
import { licensePlate } from './license-plate.ts';
import { macAddress } from './mac-address.ts';
import { medicalLicense } from './medical-license.ts';
import { medicalRecord } from './medical-record.ts';
import { mxCurp } from './mx-curp.ts';
import { nationalId } from './national-id.ts';
import { ngVehicleRegistration } from './ng-vehicle-registration.ts';
import { nlBsn } from './nl-bsn.ts';
import { noFodselsnummer } from './no-fodselsnummer.ts';
import { passport } from './passport.ts';
import { plPesel } from './pl-pesel.ts';
import { ptNif } from './pt-nif.ts';
import { sePersonnummer } from './se-personnummer.ts';
import { serialNumber } from './serial-number.ts';
import { sgNric } from './sg-nric.ts';
import { sgUen } from './sg-uen.ts';
import { thTnin } from './th-tnin.ts';
import { trTckn } from './tr-tckn.ts';
import { ukBankAccount } from './uk-bank-account.ts';
import { ukDrivingLicence } from './uk-driving-licence.ts';
import { ukNhs } from './uk-nhs.ts';
import { ukNino } from './uk-nino.ts';
import { ukPassport } from './uk-passport.ts';
import { ukPostcode } from './uk-postcode.ts';
import { ukVehicleRegistration } from './uk-vehicle-registration.ts';
import { usBankAccount } from './us-bank-account.ts';
import { usBankRouting } from './us-bank-routing.ts';
import { usDriverLicense } from './us-driver-license.ts';
import { usEin } from './us-ein.ts';
import { usItin } from './us-itin.ts';
import { usMbi } from './us-mbi.ts';
import { usNpi } from './us-npi.ts';
import { usPassport } from './us-passport.ts';
import { vin } from './vin.ts';
import { zaId } from './za-id.ts';

/** Numbers that authorities give to people, companies and things. */
export const idNumbers: readonly RecognizerDefinition[] = [
  accountNumber,
  atSvnr,
  auAbn,
  auAcn,
  auMedicare,
  auTfn,
  barNumber,
  beNationalNumber,
  bic,
  brCnpj,
  brCpf,
  caSin,
  caseNumber,
  chAhv,
  coordinates,
  cryptoWallet,
  deHandelsregister,
  deLanr,
  dePassport,
  dePlz,
  deSocialSecurity,
  deTaxId,
  deVatId,
  dkCpr,
  driverLicense,
  esDni,
  esNie,
  esPassport,
  fiHetu,
  frNir,
  iePps,
  ilId,
  imei,
  inAadhaar,
  inGstin,
  inPan,
  inPassport,
  itFiscalCode,
  itIdentityCard,
  itPassport,
  itVat,
  jpMyNumber,
  krDriverLicense,
  krPassport,
  krRrn,
  licensePlate,
  macAddress,
  medicalLicense,
  medicalRecord,
  mxCurp,
  nationalId,
  ngVehicleRegistration,
  nlBsn,
  noFodselsnummer,
  passport,
  plPesel,
  ptNif,
  sePersonnummer,
  serialNumber,
  sgNric,
  sgUen,
  thTnin,
  trTckn,
  ukBankAccount,
  ukDrivingLicence,
  ukNhs,
  ukNino,
  ukPassport,
  ukPostcode,
  ukVehicleRegistration,
  usBankAccount,
  usBankRouting,
  usDriverLicense,
  usEin,
  usItin,
  usMbi,
  usNpi,
  usPassport,
  vin,
  zaId,
];
