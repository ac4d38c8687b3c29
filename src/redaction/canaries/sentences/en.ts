import type { Sentences } from './sentences.ts';

export const en: Sentences = {
  PERSON: [
    '{full} rang twice this morning and would like an answer today.',
    'Could somebody take over from {full} while the case is open?',
    'The parcel was signed for by {full} at the front desk.',
    'Note to self: {full} prefers to be called after lunch.',
    'Our contact over there is {full}, who will send the papers.',
    'My name is {full} and I took over this account in spring.',
    'Copy to {full}, for information only',
    'Hi {given},\njust a quick reminder about Friday.',
    'Hello {given}, did the second mail reach you?',
    'Dear Ms {family},\nplease find the form attached.',
    'Mr {family} came by and picked up the spare key.',
    'Best wishes\n{full}',
    'Cheers,\n{given}',
  ],
  AGAIN: [
    'thanks, {lower}',
    'Let us ask {again} before we decide.',
    'No reply from {again} so far.',
    'ATTENTION {upper}',
    '{again} agreed to this on the phone.',
    'handed over to {upper} last night',
  ],
  EMAIL: [
    'Send the copy to {} please.',
    'I never check the old inbox, {} is the right one.',
    'she can be written to at {}, weekdays only',
    'Login name is {}, in case that helps.',
  ],
  PHONE: [
    'Please ring me back on {}.',
    'My mobile is {}, a text is fine too.',
    'If the line drops, dial {} and ask for accounts.',
    'no luck by mail so I tried the phone, {}, nobody picked up',
  ],
  CREDIT_CARD: [
    'It went off my card {} twice in one night.',
    'Please use the card {} from now on.',
    'the credit card we keep on file is {}',
    'Visa or not, the terminal refused card {}.',
  ],
  IBAN: [
    'Kindly send the refund to {} by the end of the week.',
    'our bank details have changed, it is {} now',
    'The standing order leaves from {} on the first.',
  ],
  US_SSN: [
    'The payroll form still lacks the social security number, it is {}.',
    'she gave her SSN as {} on the phone',
    'Social Security Number on record: {}',
  ],
  UK_NHS: [
    'The surgery needs the NHS number {} on the letter.',
    'her NHS no. is {}, as printed on the blue slip',
    'Referred under NHS number {}.',
  ],
  IP_ADDRESS: [
    'The failed sign-ins all came from {} last night.',
    'please allow {} on the firewall',
    'He was connecting from {} when it dropped.',
  ],
  ADDRESS: [
    'The replacement should go to {} this time.',
    'They have moved, the flat is now at {}.',
    'Post for me goes to:\n{}',
    'collect the unit from {} before noon',
  ],
  DATE_OF_BIRTH: [
    'For verification: date of birth {}.',
    'He was born on {} and has been with us for years.',
    'her birthday is {}, says the form',
  ],
  SECRET: [
    'the password is {password} until you change it',
    'New password: {password}',
    'I put {key} into the settings and it still says unauthorised.',
    'here is the token from the console: {key}',
  ],
  MAC_ADDRESS: ['The box in the hall has {} on its sticker.', 'only the laptop with MAC {} is blocked'],
  CRYPTO_WALLET: ['He asked for the payout to {} in coins.', 'the wallet we were given is {}'],
  PASSPORT: [
    'For the visa: passport number {}.',
    'My passport no. is {}, valid for four more years.',
    'the hotel took a copy of passport {}',
  ],
  DRIVER_LICENSE: [
    'The hire desk noted driving licence {}.',
    "her driver's license number is {}",
    'Driving licence no. {} was shown at the gate.',
  ],
};
