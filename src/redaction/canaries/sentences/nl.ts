import type { Sentences } from './sentences.ts';

export const nl: Sentences = {
  PERSON: [
    '{full} heeft vanochtend twee keer gebeld en wacht op antwoord.',
    'Kan iemand de zaak van {full} overnemen zolang die open staat?',
    'De levering is aan de balie getekend door {full}.',
    'Notitie: {full} liever pas na de lunch bellen.',
    'Ons contact daar is {full}, die stuurt de papieren.',
    'Mijn naam is {full} en ik doe deze klant sinds het voorjaar.',
    'Kopie aan {full}, ter informatie',
    'Hallo {given},\neven een herinnering voor vrijdag.',
    'Beste {given},\nis de tweede mail aangekomen?',
    'Geachte mevrouw {family},\nbijgaand het formulier.',
    'Meneer {family} kwam langs om de reservesleutel te halen.',
    'Met vriendelijke groet\n{full}',
    'Groeten,\n{given}',
  ],
  AGAIN: [
    'bedankt, {lower}',
    'Laten we dat eerst met {again} overleggen.',
    'Van {again} nog niets gehoord.',
    'LET OP {upper}',
    '{again} vond het aan de telefoon goed.',
    'gisteravond overgedragen aan {upper}',
  ],
  EMAIL: [
    'De kopie graag naar {} sturen.',
    'De oude mailbox lees ik niet meer, {} is de goede.',
    'ze is te bereiken op {}, alleen doordeweeks',
    'Ik log in met {}, mocht dat helpen.',
  ],
  PHONE: [
    'Graag terugbellen, telefoon {}.',
    'Mijn mobiel is {}, een sms mag ook.',
    'Valt de lijn weg, bel dan {} en vraag naar de boekhouding.',
    'per mail geen antwoord, telefonisch op {} ook niemand',
  ],
  CREDIT_CARD: [
    'Van mijn creditcard {} is in één nacht twee keer afgeschreven.',
    'Gebruik voortaan de kaart {} voor de betaling.',
    'bij ons staat creditcard {} genoteerd',
    'De automaat weigerde kaart {}.',
  ],
  IBAN: [
    'Stort de teruggave voor vrijdag op {} alstublieft.',
    'onze bankgegevens zijn gewijzigd, het is nu {}',
    'De automatische betaling gaat op de eerste van {} af.',
  ],
  NL_BSN: [
    'Op het formulier ontbreekt het BSN {}.',
    'haar burgerservicenummer is {}',
    'Voor de loonstrook, BSN: {}, voltijd.',
  ],
  IP_ADDRESS: [
    'De pogingen van vannacht kwamen allemaal van {}.',
    'graag {} toestaan in de firewall',
    'Hij was verbonden via {} toen het wegviel.',
  ],
  ADDRESS: [
    'De vervanging moet deze keer naar {} toe.',
    'Ze zijn verhuisd, de flat is nu {}.',
    'Post voor mij gaat naar:\n{}',
    'het apparaat voor de middag ophalen bij {} graag',
  ],
  DATE_OF_BIRTH: [
    'Ter controle: geboortedatum {}.',
    'Hij is geboren op {} en al jaren klant.',
    'volgens het formulier geboren {}, ongehuwd',
  ],
  SECRET: [
    'het wachtwoord is {password} tot je het wijzigt',
    'Nieuw wachtwoord: {password}',
    'Ik heb {key} ingevuld en het blijft: geen toegang.',
    'hier de sleutel uit de console: {key}',
  ],
  MAC_ADDRESS: ['Op de sticker van de kast in de gang staat {}.', 'alleen de laptop met {} is geblokkeerd'],
  CRYPTO_WALLET: ['Hij wilde in munten betaald worden op {}.', 'als wallet kregen we {} door'],
  PASSPORT: [
    'Voor het visum: paspoort nr. {}.',
    'Mijn paspoortnummer is {}, nog vier jaar geldig.',
    'het hotel heeft paspoort {} gekopieerd',
  ],
  DRIVER_LICENSE: [
    'Aan de balie is rijbewijs {} genoteerd.',
    'haar rijbewijsnummer is {}',
    'Getoond bij de poort: rijbewijs nr. {}.',
  ],
};
